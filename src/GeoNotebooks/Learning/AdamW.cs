using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019, ICLR, algorithm 2), its state open so that a checkpoint can hold it.
/// The rate follows one cycle (Smith and Topin, 2019, SPIE 11006): up over the first 30 % of steps, down to nearly nothing over the rest, both along a cosine.
/// </summary>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WarmUpShare = 0.3, StartRatio = 1.0 / 25, EndRatio = 1e-4;
    private readonly (Parameter Parameter, Tensor Mean, Tensor Square)[] _state;
    private readonly TrainingOptions _options;
    private readonly int _steps;

    public AdamW(IEnumerable<Parameter> parameters, TrainingOptions options, int steps)
    {
        (_options, _steps) = (options, steps);
        _state = [.. parameters.Select(p => (p, zeros_like(p).DetachFromDisposeScope(), zeros_like(p).DetachFromDisposeScope()))];
    }

    /// <summary>Named tensors of the state, for checkpoints.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State => _state.SelectMany((entry, i) => new[] { ($"adam.mean.{i}", entry.Mean), ($"adam.square.{i}", entry.Square) });

    /// <summary>Rate of a step, counted from 0.</summary>
    public double RateAt(int step)
    {
        var top = Math.Max(1, WarmUpShare * _steps);
        return step < top
            ? Cosine(StartRatio, 1, step / top)
            : Cosine(1, EndRatio, (step - top) / Math.Max(1, _steps - top));

        double Cosine(double from, double to, double share) => _options.PeakLearningRate * (to + (from - to) * (1 + Math.Cos(Math.PI * Math.Min(1, share))) / 2);
    }

    /// <summary>Moves the parameters against their gradients and clears these.</summary>
    public void Step(int step)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        nn.utils.clip_grad_norm_(_state.Select(entry => entry.Parameter), _options.GradientLimit);
        var (correction1, correction2) = (1 - Math.Pow(Beta1, step + 1), 1 - Math.Pow(Beta2, step + 1));
        // Kept to the end: a Scalar that the library makes of a number by itself may be collected while native code still reads it.
        using Scalar keep1 = Beta1, take1 = 1 - Beta1, keep2 = Beta2, take2 = 1 - Beta2, epsilon = Epsilon, one = 1;
        using Scalar decay = 1 - RateAt(step) * _options.WeightDecay, unbiased = 1 / correction2, move = -RateAt(step) / correction1;
        foreach (var (parameter, mean, square) in _state)
        {
            if (parameter.grad is not { } gradient)
                continue;
            mean.mul_(keep1).add_(gradient, take1);
            square.mul_(keep2).addcmul_(gradient, gradient, take2);
            // Scales, shifts and biases are not drawn to zero: only matrices carry complexity.
            if (parameter.dim() > 1)
                parameter.mul_(decay);
            var length = square.mul(unbiased).sqrt_().add_(epsilon, one);
            parameter.addcdiv_(mean, length, move);
            gradient.zero_();
        }
    }

    public void Dispose()
    {
        foreach (var (_, mean, square) in _state)
        {
            mean.Dispose();
            square.Dispose();
        }
    }
}
