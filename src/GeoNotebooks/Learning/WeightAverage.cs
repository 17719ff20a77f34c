using TorchSharp;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// Running average of a network's weights and running statistics: average = d * average + (1 - d) * weights after each step. In the first steps d is (1 + t) / (10 + t), or the start would be
/// remembered for as long as the end.
/// </summary>
internal sealed class WeightAverage(UNet network, double decay) : IDisposable
{
    private const string Prefix = "average.";
    private readonly Dictionary<string, Tensor> _average = Weights.Copy(network);

    /// <summary>Named tensors, for checkpoints.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors => _average.Select(pair => (Prefix + pair.Key, pair.Value));

    /// <summary>Takes the weights after a step in, steps counted from 0.</summary>
    public void Update(int step)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        var share = Math.Min(decay, (1.0 + step) / (10 + step));
        using Scalar kept = share, taken = 1 - share;
        foreach (var (name, weights) in network.state_dict())
            // The counter of batches is a whole number, and has no mean.
            if (weights.is_floating_point())
                _average[name].mul_(kept).add_(weights, taken);
            else
                _average[name].copy_(weights);
    }

    /// <summary>Does something with the network while it has the averaged weights.</summary>
    public T Within<T>(Func<T> work)
    {
        var own = Weights.Copy(network);
        try
        {
            Install();
            return work();
        }
        finally
        {
            Weights.Restore(network, own, "", "the weights of the latest step");
            Weights.Dispose(own);
        }
    }

    /// <summary>Gives the network the averaged weights for good.</summary>
    public void Install() => Weights.Restore(network, _average, "", "the averaged weights");

    /// <summary>Takes the average up from a checkpoint.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> tensors, string source)
    {
        foreach (var (name, tensor) in _average)
            Weights.Restore(tensor, tensors, Prefix + name, source);
    }

    public void Dispose() => Weights.Dispose(_average);
}
