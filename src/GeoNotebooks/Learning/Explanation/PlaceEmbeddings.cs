using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>
/// How a network sees a place: the maps of its lowest level, in which the whole tile about the place has come down to a few numbers before any probability is made of them. Places that a network sees alike resemble each
/// other in all that it has learnt to look at (similarity in the space of features: Zhang and others 2018, CVPR, 586-595).
/// </summary>
public static class PlaceEmbeddings
{
    /// <summary>The embedding of each place: the mean of the four middle nodes of the lowest level's maps, in the tile about it.</summary>
    /// <param name="model">The network, its dropout off.</param>
    /// <param name="stack">Must hold its channels, on nodes of its cell size; beyond the edges channels are mirrored.</param>
    /// <param name="nodes">The places (row times columns plus column).</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>One array a place, in order, of base width times two to the number of levels.</returns>
    /// <exception cref="InvalidDataException">A channel is missing or the cell size differs.</exception>
    public static IReadOnlyList<float[]> Of(TargetModel model, FeatureStack stack, IReadOnlyList<int> nodes, CancellationToken cancellation = default)
    {
        var view = NetworkView.Of(model, stack);
        var windows = nodes.Select(node => view.WindowAt(node / view.Geometry.Columns - view.Size / 2, node % view.Geometry.Columns - view.Size / 2, [node])).ToArray();
        var found = new float[nodes.Count][];
        using var _ = no_grad();
        view.Batches(windows.Length, (i, into) => view.Fill(windows[i], view.Channels, into), (input, first, batch) =>
        {
            using var encoded = model.Network.Encode(input);
            var lowest = encoded.Lowest;                                    // (tile, base << levels, size >> levels, size >> levels)
            var (from, count) = (Math.Max(0, lowest.shape[2] / 2 - 1), Math.Min(2, lowest.shape[2]));
            var middle = lowest.narrow(2, from, count).narrow(3, from, count).to(ScalarType.Float32).mean([2, 3]).cpu().contiguous();
            var values = MemoryMarshal.Cast<byte, float>(middle.bytes);
            for (var i = 0; i < batch; i++)
                found[first + i] = values.Slice(i * (int)middle.shape[1], (int)middle.shape[1]).ToArray();
        }, null, cancellation);
        return found;
    }
}
