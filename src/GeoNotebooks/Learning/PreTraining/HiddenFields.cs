using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning.PreTraining;

/// <summary>Draws what is hidden of a view, and hides it: a hidden value is 0, the normalised median, as a value that was not measured is.</summary>
internal sealed class HiddenFields(PreTrainingOptions options, int size, IReadOnlyList<int[]> measurements, long seed)
{
    private readonly int _channels = measurements.Sum(measurement => measurement.Length), _patches = size / options.PatchNodes;

    /// <summary>Hides a part of each view of a batch.</summary>
    /// <param name="batch">Its values lose what is hidden. A node whose label is unknown is hidden with its neighbours and takes no part in the loss.</param>
    /// <param name="pass">Number of the pass.</param>
    /// <param name="step">Number of the step.</param>
    /// <returns>1 where a value was hidden and is to be told, 0 elsewhere; axis order (tile, row, column, channel).</returns>
    public float[] Hide(Batch batch, int pass, int step)
    {
        var nodes = size * size;
        var told = new float[batch.Count * nodes * _channels];
        for (var tile = 0; tile < batch.Count; tile++)
        {
            var draws = new Draws(seed, pass, step, tile);
            var patches = PatchesOf(ref draws);
            var lost = LostOf(ref draws);
            for (var node = 0; node < nodes; node++)
            {
                var inPatch = patches[node / size / options.PatchNodes * _patches + node % size / options.PatchNodes];
                for (var channel = 0; channel < _channels; channel++)
                    if (inPatch || lost.Contains(channel))
                    {
                        var at = (tile * nodes + node) * _channels + channel;
                        batch.Values[at] = 0;
                        told[at] = batch.Labels[tile * nodes + node] >= 0 ? 1 : 0;
                    }
            }
        }
        return told;
    }

    /// <summary>The same number of squares in each view, at least one.</summary>
    private bool[] PatchesOf(ref Draws draws)
    {
        var order = Enumerable.Range(0, _patches * _patches).ToArray();
        draws.Shuffle(order.AsSpan());
        var hidden = new bool[order.Length];
        foreach (var patch in order.AsSpan(0, Math.Max(1, (int)Math.Round(options.PatchShare * order.Length))))
            hidden[patch] = true;
        return hidden;
    }

    /// <summary>Channels that are hidden everywhere: one measurement, both components of a vector together.</summary>
    private int[] LostOf(ref Draws draws) =>
        draws.Unit() < options.ChannelShare && measurements.Count > 1 ? measurements[draws.Below(measurements.Count)] : [];
}
