using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using GeoNotebooks.Tiles;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// Runs a network over a whole grid in overlapping windows and blends them by raised-cosine weights, so that a node is judged mostly by the windows
/// in whose middle it lies and no seam shows. Beyond the edges the channels are mirrored, as often as needed.
/// </summary>
/// <remarks>
/// Windows go in bands from north to south, and only the band in work is held beside the channels and the maps that come out: (passes + 1) x size x columns numbers and one batch,
/// whatever the number of rows. Channels are normalised as windows are cut.
/// </remarks>
/// <param name="network">The network.</param>
/// <param name="normaliser">Its channels.</param>
/// <param name="size">Nodes along each side of a window.</param>
/// <param name="overlap">Nodes that neighbouring windows share.</param>
/// <param name="batchSize">Windows in a batch.</param>
/// <param name="offset">Moves all windows north and west by so many nodes, fewer than a window's own; for tests of seams.</param>
internal sealed class WindowPredictor(UNet network, Normaliser normaliser, int size, int overlap, int batchSize, int offset = 0)
{
    private readonly int _step = size - overlap;
    private readonly float[] _taper = Taper(size, overlap);

    /// <summary>Mean and spread over passes, row after row; NaN where no wanted window reaches.</summary>
    /// <param name="stack">Holds the channels of the normaliser.</param>
    /// <param name="wanted">One flag a node: windows that hold no wanted node are left out.</param>
    /// <param name="passes">Looks at the ground, one or more. The way down is run once for each view, the way up once for each pass.</param>
    /// <param name="progress">Share of windows done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>Mean probability, and the standard deviation of the passes' maps (n - 1 in its denominator), 0 for one pass.</returns>
    public (float[] Mean, float[] Spread) Predict(FeatureStack stack, bool[] wanted, IReadOnlyList<NetworkPass> passes, IProgress<double>? progress, CancellationToken cancellation)
    {
        NativeHeap.KeepFreedMemory();
        var (rows, columns) = (stack.Geometry.Rows, stack.Geometry.Columns);
        var channels = normaliser.Channels.Select(scale => (stack[scale.Name].Values, scale)).ToArray();
        var (mean, spread) = (new float[rows * columns], new float[rows * columns]);
        var band = new Band(size, columns, passes.Count);
        var wasTraining = network.training;
        network.eval();
        using (no_grad())
            for (var row = -overlap - offset; row < rows; row += _step)
            {
                foreach (var starts in Batches(row, rows, columns, wanted))
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach (var view in passes.Select((pass, index) => (pass, index)).GroupBy(entry => entry.pass.View))
                        Look(Cut(channels, rows, columns, row, starts, view.Key), [.. view], starts, band);
                    progress?.Report(Share(row, starts[^1], rows, columns));
                }
                band.Finish(_step, row, rows, mean, spread);
            }
        network.train(wasTraining);
        progress?.Report(1);
        return (mean, spread);
    }

    /// <summary>Columns in which the windows of a band start. Batches of a band are as equal as may be.</summary>
    private IEnumerable<int[]> Batches(int row, int rows, int columns, bool[] wanted)
    {
        var starts = new List<int>();
        for (var column = -overlap - offset; column < columns; column += _step)
            if (HoldsWanted(column))
                starts.Add(column);
        var batches = (starts.Count + batchSize - 1) / batchSize;
        return Enumerable.Range(0, batches).Select(batch => starts[(starts.Count * batch / batches)..(starts.Count * (batch + 1) / batches)].ToArray());

        bool HoldsWanted(int column)
        {
            var (from, to) = (Math.Max(column, 0), Math.Min(column + size, columns));
            for (var r = Math.Max(row, 0); r < Math.Min(row + size, rows); r++)
                if (to > from && wanted.AsSpan(r * columns + from, to - from).Contains(true))
                    return true;
            return false;
        }
    }

    private void Look(Tensor input, (NetworkPass Pass, int Index)[] passes, int[] starts, Band band)
    {
        using var scope = NewDisposeScope();
        using var own = input;
        using var encoded = network.Encode(input.to(network.parameters().First().device), forPasses: passes.Length > 1);
        foreach (var (pass, index) in passes)
        {
            using var lowest = pass.Dropout is { } dropout ? network.Thin(encoded.Lowest, dropout.Seed, dropout.Pass) : encoded.Lowest.alias();
            using var probability = network.Decode(encoded, lowest).sigmoid_().cpu().contiguous();
            band.Blend(MemoryMarshal.Cast<byte, float>(probability.bytes), starts, index, pass.View, _taper);
        }
    }

    /// <summary>Windows as (window, channel, row, column), each turned.</summary>
    private Tensor Cut((float[] Values, ChannelScale Scale)[] channels, int rows, int columns, int firstRow, int[] starts, TileTurn view)
    {
        using var scope = NewDisposeScope();
        var cut = empty(starts.Length, size, size, channels.Length);
        var values = MemoryMarshal.Cast<byte, float>(cut.bytes);
        var at = 0;
        foreach (var firstColumn in starts)
            for (var r = 0; r < size; r++)
                for (var c = 0; c < size; c++)
                {
                    var (sourceRow, sourceColumn) = view.Source(r, c, size);
                    var source = Mirror(firstRow + sourceRow, rows) * columns + Mirror(firstColumn + sourceColumn, columns);
                    foreach (var (channel, scale) in channels)
                        values[at++] = scale.Normalised(channel[source]);
                }
        return cut.permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    private double Share(int row, int column, int rows, int columns)
    {
        var (bands, windows) = (Count(rows), Count(columns));
        return Math.Min(1, ((row + overlap + offset) / _step + (double)((column + overlap + offset) / _step + 1) / windows) / bands);

        int Count(int nodes) => (nodes + overlap + offset + _step - 1) / _step;
    }

    /// <summary>Rises along half a cosine over the overlap, is one in the middle and falls likewise: neighbouring tapers add up to one where two windows overlap.</summary>
    private static float[] Taper(int size, int overlap) =>
        [.. Enumerable.Range(0, size).Select(i => Math.Min(1, (Math.Min(i, size - 1 - i) + 0.5) / Math.Max(overlap, 1))).Select(share => (float)(0.5 - 0.5 * Math.Cos(Math.PI * share)))];

    /// <summary>Mirrors an index at the outermost nodes, which are not repeated: -1 becomes 1, n becomes n - 2.</summary>
    internal static int Mirror(int index, int count)
    {
        if ((uint)index < (uint)count)
            return index;
        if (count == 1)
            return 0;
        var period = 2 * (count - 1);
        var at = (index % period + period) % period;
        return at < count ? at : period - at;
    }

    /// <summary>Weighted sums over the rows that windows now in work cover, one map a pass.</summary>
    private sealed class Band(int size, int columns, int passes)
    {
        private readonly float[][] _sums = [.. Enumerable.Range(0, passes).Select(_ => new float[size * columns])];
        private readonly float[] _weights = new float[size * columns];

        public void Blend(ReadOnlySpan<float> probability, int[] starts, int pass, TileTurn view, float[] taper)
        {
            var sums = _sums[pass];
            for (var window = 0; window < starts.Length; window++)
                for (var r = 0; r < size; r++)
                    for (var c = 0; c < size; c++)
                    {
                        var (row, sourceColumn) = view.Source(r, c, size);
                        var column = starts[window] + sourceColumn;
                        if ((uint)column >= (uint)columns)
                            continue;
                        var weight = taper[row] * taper[sourceColumn];
                        sums[row * columns + column] += weight * probability[(window * size + r) * size + c];
                        // Every pass has the same windows.
                        if (pass == 0)
                            _weights[row * columns + column] += weight;
                    }
        }

        /// <summary>Writes the northernmost rows out, to which no later window adds, and moves the rest up.</summary>
        public void Finish(int count, int firstRow, int rows, float[] mean, float[] spread)
        {
            for (var r = Math.Max(0, -firstRow); r < Math.Min(count, rows - firstRow); r++)
                for (var c = 0; c < columns; c++)
                    (mean[(firstRow + r) * columns + c], spread[(firstRow + r) * columns + c]) = At(r * columns + c);
            foreach (var sums in _sums.Append(_weights))
            {
                sums.AsSpan(count * columns).CopyTo(sums);
                sums.AsSpan((size - count) * columns).Clear();
            }
        }

        private (float Mean, float Spread) At(int node)
        {
            var weight = _weights[node];
            if (weight == 0)
                return (float.NaN, float.NaN);
            var (sum, squares) = (0.0, 0.0);
            foreach (var sums in _sums)
                sum += sums[node] / weight;
            var mean = sum / passes;
            foreach (var sums in _sums)
                squares += Math.Pow(sums[node] / weight - mean, 2);
            return ((float)mean, passes == 1 ? 0 : (float)Math.Sqrt(squares / (passes - 1)));
        }
    }
}
