using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>Where a training stands, without its tensors.</summary>
/// <param name="Passes">Whole passes done.</param>
/// <param name="KeptPass">The pass whose weights count: the last, or the best where best weights are kept.</param>
/// <param name="Step">Steps done in the pass now running.</param>
/// <param name="LossSum">Sum of the losses of these steps.</param>
/// <param name="FirstLoss">Loss of the very first step, which tells a loss that explodes; null before it.</param>
internal sealed record TrainingPosition(IReadOnlyList<PassRecord> Passes, int KeptPass, int Step, double LossSum, double? FirstLoss)
{
    public static TrainingPosition Start { get; } = new([], 0, 0, 0, null);
}

/// <summary>All that a training carries from one step to the next.</summary>
internal sealed class TrainingState(UNet network, AdamW optimiser, double? averageDecay) : IDisposable
{
    private const string NetworkPrefix = "network.", BestPrefix = "best.";
    private readonly WeightAverage? _average = averageDecay is { } decay ? new(network, decay) : null;
    private Dictionary<string, Tensor>? _best;

    /// <summary>Where it stands.</summary>
    public TrainingPosition Position { get; private set; } = TrainingPosition.Start;

    /// <summary>Whole passes done.</summary>
    public IReadOnlyList<PassRecord> Passes => Position.Passes;

    /// <summary>Pass with the best validation so far, from 1; 0 before any has a score.</summary>
    private int BestPass => Passes.Where(pass => pass.ValidationAveragePrecision is { } score && !double.IsNaN(score))
        .MaxBy(pass => pass.ValidationAveragePrecision)?.Pass ?? 0;

    /// <summary>Books a step, after the optimiser has made it.</summary>
    /// <param name="loss">Its loss.</param>
    /// <param name="step">Its number in the whole training, from 0.</param>
    public void FinishStep(double loss, int step)
    {
        _average?.Update(step);
        Position = Position with { Step = Position.Step + 1, LossSum = Position.LossSum + loss, FirstLoss = Position.FirstLoss ?? loss };
    }

    /// <summary>Books a pass and copies the weights when it is the best and best weights are wanted.</summary>
    public void FinishPass(PassRecord pass, bool keepBest)
    {
        Position = Position with { Passes = [.. Passes, pass], Step = 0, LossSum = 0 };
        var isBest = BestPass == pass.Pass;
        if (keepBest && isBest)
        {
            Weights.Dispose(_best);
            _best = Scored(() => Weights.Copy(network));
        }
        if (_best is null || isBest)
            Position = Position with { KeptPass = pass.Pass };
    }

    /// <summary>Does something with the network while it has the weights that count: averaged ones where an average is kept.</summary>
    public T Scored<T>(Func<T> work) => _average is null ? work() : _average.Within(work);

    /// <summary>True when the last passes brought no better validation.</summary>
    public bool HasStalled(int? patience) => patience is { } passes && BestPass > 0 && Passes.Count - BestPass >= passes;

    /// <summary>Gives the network its final weights: the best, where they are kept, or the average, or those of the last step.</summary>
    public void InstallFinal()
    {
        if (_best is not null)
            Weights.Restore(network, _best, "", "the best weights");
        else
            _average?.Install();
    }

    /// <summary>Named tensors for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() =>
    [
        .. network.state_dict().Select(pair => (NetworkPrefix + pair.Key, pair.Value)),
        .. optimiser.State,
        .. _average?.Tensors ?? [],
        .. (_best ?? []).Select(pair => (BestPrefix + pair.Key, pair.Value)),
    ];

    /// <summary>Takes all up from a checkpoint.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> tensors, TrainingPosition position, string source)
    {
        Weights.Restore(network, tensors, NetworkPrefix, source);
        foreach (var (name, tensor) in optimiser.State)
            Weights.Restore(tensor, tensors, name, source);
        _average?.Restore(tensors, source);
        var best = tensors.Where(pair => pair.Key.StartsWith(BestPrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[BestPrefix.Length..], pair => pair.Value.clone().DetachFromDisposeScope());
        _best = best.Count > 0 ? best : null;
        Position = position;
    }

    public void Dispose()
    {
        _average?.Dispose();
        Weights.Dispose(_best);
    }
}
