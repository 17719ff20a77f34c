using GeoNotebooks.Features;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>
/// Hides a square of ground, sets it to the median of its channels, and looks what becomes of a network's answer on chosen nodes (Zeiler and Fergus, 2014, ECCV, section 4.2). It asks nothing of gradients, and so is
/// a check of <see cref="IntegratedGradients"/> by other means; what two squares tell only together it does not see.
/// </summary>
public static class Occlusion
{
    /// <summary>By how much the mean answer on the chosen nodes falls when all channels, or some together, are hidden at a place.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Must hold the channels of the card.</param>
    /// <param name="nodes">One flag a node: the answer on these is watched.</param>
    /// <param name="options">Squares and reading.</param>
    /// <param name="channels">The channels that are hidden together; null for all.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A node's value is the mean over the squares that hide it, above 0 where the ground speaks for the target; NaN where no window of the chosen nodes reaches.</returns>
    /// <exception cref="ArgumentException">No node is chosen, a channel that the network does not take, or an option out of range.</exception>
    /// <exception cref="InvalidDataException">The stack does not fit the card.</exception>
    public static Grid Map(
        TargetModel model, FeatureStack stack, bool[] nodes, OcclusionOptions? options = null, IReadOnlyList<string>? channels = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var view = NetworkView.Of(model, stack);
        return Maps(view, nodes, options ?? new(), [(channels is null ? "all channels" : string.Join(" + ", channels), view.NumbersOf(channels ?? view.Names))], progress, cancellation)[0];
    }

    /// <summary>The same for each channel by itself: one grid a channel, under its name.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Must hold the channels of the card.</param>
    /// <param name="nodes">One flag a node: the answer on these is watched.</param>
    /// <param name="options">Squares and reading.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">No node is chosen, or an option is out of range.</exception>
    /// <exception cref="InvalidDataException">The stack does not fit the card.</exception>
    public static FeatureStack ByChannel(TargetModel model, FeatureStack stack, bool[] nodes, OcclusionOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var view = NetworkView.Of(model, stack);
        return new(Maps(view, nodes, options ?? new(), [.. view.Names.Select((name, channel) => (name, (int[])[channel]))], progress, cancellation));
    }

    private static Grid[] Maps(NetworkView view, bool[] nodes, OcclusionOptions options, IReadOnlyList<(string Name, int[] Channels)> groups, IProgress<double>? progress, CancellationToken cancellation)
    {
        var (geometry, windows) = (view.Geometry, view.WindowsOf(nodes));
        var (side, stride) = options.Nodes(geometry.CellWidthMetres);
        var count = windows.Sum(window => window.Nodes.Length);
        var before = new double[windows.Count];
        view.Look(windows.Count, (i, into) => view.Fill(windows[i], view.Channels, into), (i, logits) => before[i] = Read(windows[i], logits), null, cancellation);
        // A window sees of a square only what it holds of it; windows that hold none answer as before.
        var squares =
            (from row in Starts(geometry.Rows)
             from column in Starts(geometry.Columns)
             let patch = new Patch(row, column, side)
             let windowsOf = Enumerable.Range(0, windows.Count).Where(w => Meets(windows[w], patch)).ToArray()
             where windowsOf.Length > 0
             select (Patch: patch, Windows: windowsOf)).ToList();
        var looks = (from g in Enumerable.Range(0, groups.Count) from s in Enumerable.Range(0, squares.Count) from w in squares[s].Windows select (Group: g, Square: s, Window: w)).ToList();
        var falls = groups.Select(_ => new double[squares.Count]).ToArray();
        view.Look(looks.Count, (i, into) =>
        {
            var (group, square, window) = looks[i];
            view.Fill(windows[window], view.Channels, into);
            view.Hide(windows[window], squares[square].Patch, groups[group].Channels, into);
        }, (i, logits) =>
        {
            var (group, square, window) = looks[i];
            falls[group][square] += (before[window] - Read(windows[window], logits)) / count;
        }, share => progress?.Report(share), cancellation);
        return [.. groups.Select((group, g) => new Grid(geometry, Spread(falls[g]), group.Name, options.Unit))];

        double Read(NodeWindow window, ReadOnlySpan<float> logits)
        {
            var sum = 0.0;
            foreach (var place in window.Places)
                sum += options.Of(logits[place]);
            return sum;
        }

        IEnumerable<int> Starts(int nodesAlong)
        {
            for (var start = 0; start == 0 || start + side - stride < nodesAlong; start += stride)
                yield return start;
        }

        bool Meets(NodeWindow window, Patch patch) =>
            patch.Row < window.Row + view.Size && patch.Row + side > window.Row && patch.Column < window.Column + view.Size && patch.Column + side > window.Column;

        float[] Spread(double[] fall)
        {
            var (sums, times) = (new double[geometry.Count], new int[geometry.Count]);
            for (var s = 0; s < squares.Count; s++)
                for (var r = squares[s].Patch.Row; r < Math.Min(squares[s].Patch.Row + side, geometry.Rows); r++)
                    for (var c = squares[s].Patch.Column; c < Math.Min(squares[s].Patch.Column + side, geometry.Columns); c++)
                    {
                        sums[r * geometry.Columns + c] += fall[s];
                        times[r * geometry.Columns + c]++;
                    }
            return [.. sums.Zip(times, (sum, n) => n > 0 ? (float)(sum / n) : float.NaN)];
        }
    }
}
