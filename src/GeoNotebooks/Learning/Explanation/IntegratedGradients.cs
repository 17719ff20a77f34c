using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan, 2017, ICML, eq. 1): input less baseline, times the mean gradient along the straight line between them. The baseline is 0 in normalised units, the median
/// of each channel on training ground: "nothing unusual anywhere". The attributions of all nodes and channels add up to what the network says here less what it says there (completeness, their proposition 1).
/// </summary>
public static class IntegratedGradients
{
    /// <summary>Explains the mean logit of chosen nodes.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Must hold the channels of the card.</param>
    /// <param name="nodes">One flag a node: an object, or the most probable nodes of a zone (<see cref="ExplainedNodes"/>).</param>
    /// <param name="steps">Points on the line, in the middle of equal parts.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>Attributions per channel and node; only windows that cover chosen nodes are looked at.</returns>
    /// <exception cref="ArgumentException">No node is chosen, or fewer than one step.</exception>
    /// <exception cref="InvalidDataException">The stack does not fit the card.</exception>
    public static Attribution Of(TargetModel model, FeatureStack stack, bool[] nodes, int steps = 32, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Of(NetworkView.Of(model, stack), nodes, steps, progress, cancellation);

    internal static Attribution Of(NetworkView view, bool[] nodes, int steps, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (steps < 1)
            throw new ArgumentException($"an integral of gradients needs at least one step; found {steps}");
        var windows = view.WindowsOf(nodes);
        var (count, geometry, size) = (windows.Sum(window => window.Nodes.Length), view.Geometry, view.Size);
        var sums = new double[view.Channels.Length];
        var reached = new bool[geometry.Count];
        var (logit, median) = (0.0, 0.0);
        view.Batches(windows.Count, (i, into) => view.Fill(windows[i], view.Channels, into), (input, first, batch) =>
        {
            var weights = Weights(windows, first, batch, size, count).to(input.device);
            using (no_grad())
            {
                logit += (view.Call(input) * weights).sum().item<float>();
                median += (view.Call(zeros_like(input)) * weights).sum().item<float>();
            }
            var along = Along(view.Call, input, weights, steps, cancellation).cpu().contiguous();
            var values = MemoryMarshal.Cast<byte, float>(along.bytes);
            for (var i = 0; i < batch; i++)
                Add(windows[first + i], values.Slice(i * view.Names.Count * size * size, view.Names.Count * size * size));
        }, share => progress?.Report(share), cancellation);
        return new(view.Target, new([.. view.Names.Select((name, channel) => new Grids.Grid(
            geometry, [.. Enumerable.Range(0, geometry.Count).Select(node => reached[node] ? (float)sums[channel * geometry.Count + node] : float.NaN)], name, "logit"))]), count, logit, median);

        // What lies beyond an edge is ground within it, mirrored: its share goes to where it comes from.
        void Add(NodeWindow window, ReadOnlySpan<float> values)
        {
            for (var r = 0; r < size; r++)
                for (var c = 0; c < size; c++)
                {
                    var node = WindowPredictor.Mirror(window.Row + r, geometry.Rows) * geometry.Columns + WindowPredictor.Mirror(window.Column + c, geometry.Columns);
                    reached[node] = true;
                    for (var channel = 0; channel < view.Names.Count; channel++)
                        sums[channel * geometry.Count + node] += values[(channel * size + r) * size + c];
                }
        }
    }

    /// <summary>Input times the mean gradient of the weighted sum of logits between 0 and the input, by the midpoint rule; of the shape of the input.</summary>
    /// <param name="logits">The network, or any function of an input.</param>
    /// <param name="input">The input.</param>
    /// <param name="weights">What each logit counts for, of the shape of the logits.</param>
    /// <param name="steps">Points on the line.</param>
    /// <param name="cancellation">Stops between steps.</param>
    internal static Tensor Along(Func<Tensor, Tensor> logits, Tensor input, Tensor weights, int steps, CancellationToken cancellation = default)
    {
        using var outer = NewDisposeScope();
        using Scalar one = 1, count = steps;
        var sum = zeros_like(input);
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using Scalar part = (step + 0.5) / steps;
            var point = input.mul(part).detach().requires_grad_();
            sum.add_(autograd.grad([(logits(point) * weights).sum()], [point])[0], one);
        }
        return (input * sum).div(count).MoveToOuterDisposeScope();
    }

    /// <summary>One over the number of all chosen nodes on those that each window judges, 0 elsewhere: (window, 1, row, column).</summary>
    private static Tensor Weights(IReadOnlyList<NodeWindow> windows, int first, int batch, int size, int count)
    {
        var weights = new float[batch * size * size];
        for (var i = 0; i < batch; i++)
            foreach (var place in windows[first + i].Places)
                weights[i * size * size + place] = 1f / count;
        return tensor(weights, [batch, 1, size, size]);
    }
}
