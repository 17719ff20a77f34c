using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// Runs a network over a whole grid in overlapping windows and blends them by raised-cosine weights, so that a node is judged mostly by the windows
/// in whose middle it lies and no seam shows. Beyond the edges the channels are mirrored, as often as needed.
/// </summary>
internal sealed class WindowPredictor(UNet network, int size, int batchSize, bool channelsLast)
{
    /// <summary>Probabilities, row after row; NaN where no wanted window reaches.</summary>
    /// <param name="channels">Normalised values, axis order (channel, row, column).</param>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="wanted">One flag a node: windows that hold no wanted node are left out.</param>
    /// <param name="progress">Share of windows done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public float[] Predict(float[] channels, int rows, int columns, bool[] wanted, IProgress<double>? progress, CancellationToken cancellation)
    {
        var (sums, weights, taper) = (new float[rows * columns], new float[rows * columns], Taper());
        var windows = Windows(rows, columns, wanted);
        var wasTraining = network.training;
        network.eval();
        using (no_grad())
            for (var first = 0; first < windows.Count; first += batchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var batch = windows.GetRange(first, Math.Min(batchSize, windows.Count - first));
                var probability = network.call(Cut(channels, rows, columns, batch)).sigmoid().contiguous();
                Blend(MemoryMarshal.Cast<byte, float>(probability.bytes), batch, rows, columns, taper, sums, weights);
                progress?.Report((double)(first + batch.Count) / windows.Count);
            }
        network.train(wasTraining);
        for (var i = 0; i < sums.Length; i++)
            sums[i] = weights[i] > 0 ? sums[i] / weights[i] : float.NaN;
        return sums;
    }

    /// <summary>Windows start half a window beyond the north-west corner and go on in steps of half a window: each node lies in four of them.</summary>
    private List<(int Row, int Column)> Windows(int rows, int columns, bool[] wanted)
    {
        var windows = new List<(int, int)>();
        for (var row = -size / 2; row < rows; row += size / 2)
            for (var column = -size / 2; column < columns; column += size / 2)
                if (HoldsWanted(row, column))
                    windows.Add((row, column));
        return windows;

        bool HoldsWanted(int row, int column)
        {
            var (from, to) = (Math.Max(column, 0), Math.Min(column + size, columns));
            for (var r = Math.Max(row, 0); r < Math.Min(row + size, rows); r++)
                if (to > from && wanted.AsSpan(r * columns + from, to - from).Contains(true))
                    return true;
            return false;
        }
    }

    /// <summary>Windows as (window, channel, row, column).</summary>
    private Tensor Cut(float[] channels, int rows, int columns, List<(int Row, int Column)> batch)
    {
        var (nodes, count) = (rows * columns, channels.Length / (rows * columns));
        var cut = empty(batch.Count, size, size, count);
        var values = MemoryMarshal.Cast<byte, float>(cut.bytes);
        var at = 0;
        foreach (var (row, column) in batch)
            for (var r = row; r < row + size; r++)
            {
                var line = Mirror(r, rows) * columns;
                for (var c = column; c < column + size; c++)
                {
                    var source = line + Mirror(c, columns);
                    for (var channel = 0; channel < count; channel++)
                        values[at++] = channels[channel * nodes + source];
                }
            }
        var turned = cut.permute(0, 3, 1, 2);
        return channelsLast ? turned : turned.contiguous();
    }

    private void Blend(ReadOnlySpan<float> probability, List<(int Row, int Column)> batch, int rows, int columns, float[] taper, float[] sums, float[] weights)
    {
        for (var window = 0; window < batch.Count; window++)
            for (var r = 0; r < size; r++)
                for (var c = 0; c < size; c++)
                {
                    var (row, column) = (batch[window].Row + r, batch[window].Column + c);
                    if (row < 0 || column < 0 || row >= rows || column >= columns)
                        continue;
                    var weight = taper[r] * taper[c];
                    sums[row * columns + column] += weight * probability[(window * size + r) * size + c];
                    weights[row * columns + column] += weight;
                }
    }

    /// <summary>Two such tapers, half a window apart, add up to one everywhere.</summary>
    private float[] Taper() => [.. Enumerable.Range(0, size).Select(i => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / size)))];

    /// <summary>Mirrors an index at the outermost nodes, which are not repeated: -1 becomes 1, n becomes n - 2.</summary>
    internal static int Mirror(int index, int count)
    {
        if (count == 1)
            return 0;
        var period = 2 * (count - 1);
        var at = (index % period + period) % period;
        return at < count ? at : period - at;
    }
}
