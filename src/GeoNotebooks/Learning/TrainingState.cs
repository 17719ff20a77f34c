using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>All that a training carries from one pass to the next.</summary>
internal sealed class TrainingState(UNet network, AdamW optimiser) : IDisposable
{
    private const string NetworkPrefix = "network.", BestPrefix = "best.";
    private Dictionary<string, Tensor>? _best;

    /// <summary>Passes done.</summary>
    public List<PassRecord> Passes { get; } = [];

    /// <summary>The pass whose weights count: the last, or the best where best weights are kept.</summary>
    public int KeptPass { get; private set; }

    /// <summary>Pass with the best validation so far, from 1; 0 before any has a score.</summary>
    private int BestPass => Passes.Where(pass => pass.ValidationAveragePrecision is { } score && !double.IsNaN(score))
        .MaxBy(pass => pass.ValidationAveragePrecision)?.Pass ?? 0;

    /// <summary>Books a pass and copies the weights when it is the best and best weights are wanted.</summary>
    public void Finish(PassRecord pass, bool keepBest)
    {
        Passes.Add(pass);
        var isBest = BestPass == pass.Pass;
        if (keepBest && isBest)
        {
            DisposeBest();
            _best = Weights.Copy(network);
        }
        if (_best is null || isBest)
            KeptPass = pass.Pass;
    }

    /// <summary>True when the last passes brought no better validation.</summary>
    public bool HasStalled(int? patience) => patience is { } passes && BestPass > 0 && Passes.Count - BestPass >= passes;

    /// <summary>Puts the best weights back, where they are kept.</summary>
    public void RestoreBest()
    {
        if (_best is not null)
            Weights.Restore(network, _best, "", "the best weights");
    }

    /// <summary>Named tensors for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() =>
    [
        .. network.state_dict().Select(pair => (NetworkPrefix + pair.Key, pair.Value)),
        .. optimiser.State,
        .. (_best ?? []).Select(pair => (BestPrefix + pair.Key, pair.Value)),
    ];

    /// <summary>Takes all up from a checkpoint.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> tensors, IEnumerable<PassRecord> passes, int keptPass, string source)
    {
        using var _ = no_grad();
        Weights.Restore(network, tensors, NetworkPrefix, source);
        foreach (var (name, tensor) in optimiser.State)
            Weights.Restore(tensor, tensors, name, source);
        var best = tensors.Where(pair => pair.Key.StartsWith(BestPrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[BestPrefix.Length..], pair => pair.Value.clone().DetachFromDisposeScope());
        _best = best.Count > 0 ? best : null;
        Passes.AddRange(passes);
        KeptPass = keptPass;
    }

    public void Dispose() => DisposeBest();

    private void DisposeBest()
    {
        foreach (var tensor in _best?.Values ?? Enumerable.Empty<Tensor>())
            tensor.Dispose();
    }
}
