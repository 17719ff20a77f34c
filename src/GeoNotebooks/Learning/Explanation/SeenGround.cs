using GeoNotebooks.Features;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>
/// Which ground a network has seen, by its own lowest level (<see cref="PlaceEmbeddings"/>): middle and deviation of each value over places of the training ground, and how far from that middle these places lie.
/// Ground that lies much farther is unlike anything that was trained on, whatever each channel says by itself (distance in the space of features: Lee and others 2018, NeurIPS 31, with a diagonal covariance).
/// </summary>
/// <param name="Mean">Middle of each value.</param>
/// <param name="Deviation">Standard deviation of each value; 0 for one that never changed.</param>
/// <param name="Usual">Median distance of the training places.</param>
/// <param name="Far">The distance that 99 % of them do not reach.</param>
public sealed record SeenGround(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation, double Usual, double Far)
{
    private const int FewestPlaces = 10;
    private const int MostPlaces = 400;

    /// <summary>Learns it from places of the training ground.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Its channels.</param>
    /// <param name="ground">One flag a node: ground that it was trained on.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>Null where the ground is too small for ten places a quarter of a tile apart.</returns>
    public static SeenGround? Of(TargetModel model, FeatureStack stack, bool[] ground, CancellationToken cancellation = default)
    {
        var places = Places(stack, ground, Math.Max(1, model.Card.Tiles.Size / 4));
        if (places.Count > MostPlaces)
            places = [.. Enumerable.Range(0, MostPlaces).Select(i => places[(int)((long)i * places.Count / MostPlaces)])];
        if (places.Count < FewestPlaces)
            return null;
        var seen = PlaceEmbeddings.Of(model, stack, places, cancellation);
        float[] mean = [.. Enumerable.Range(0, seen[0].Length).Select(i => seen.Average(place => place[i]))];
        float[] deviation = [.. mean.Select((middle, i) => MathF.Sqrt(seen.Average(place => (place[i] - middle) * (place[i] - middle))))];
        var learnt = new SeenGround(mean, deviation, 0, 0);
        float[] distances = [.. seen.Select(place => (float)learnt.DistanceOf(place)).Order()];
        return learnt with { Usual = Normaliser.Quantile(distances, 0.5), Far = Normaliser.Quantile(distances, 0.99) };
    }

    /// <summary>Distance of a place from the middle of the training ground, in deviations: 1 is usual.</summary>
    /// <param name="embedding">The place as the network sees it.</param>
    public double DistanceOf(IReadOnlyList<float> embedding)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < Mean.Count; i++)
            if (Deviation[i] > 1e-6f)
            {
                var off = (embedding[i] - Mean[i]) / Deviation[i];
                (sum, count) = (sum + off * off, count + 1);
            }
        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }

    /// <summary>Distance of the ground about each node, the same within squares of a quarter of a tile; NaN where nothing is asked.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Its channels on the ground that is asked about.</param>
    /// <param name="ground">One flag a node: ground that is asked about.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public Grids.Grid MapOf(TargetModel model, FeatureStack stack, bool[] ground, CancellationToken cancellation = default)
    {
        var (geometry, step) = (stack.Geometry, Math.Max(1, model.Card.Tiles.Size / 4));
        var squares = (geometry.Columns + step - 1) / step;
        var nodes = Enumerable.Range(0, ground.Length).Where(node => ground[node]).GroupBy(node => node / geometry.Columns / step * squares + node % geometry.Columns / step).ToList();
        // Of each square the node in the middle of those that are asked about stands for all.
        var seen = PlaceEmbeddings.Of(model, stack, [.. nodes.Select(square => square.ElementAt(square.Count() / 2))], cancellation);
        var distances = new float[geometry.Count];
        Array.Fill(distances, float.NaN);
        foreach (var (square, embedding) in nodes.Zip(seen))
        {
            var distance = (float)DistanceOf(embedding);
            foreach (var node in square)
                distances[node] = distance;
        }
        return new(geometry, distances, "distance from the training ground", "1");
    }

    private static List<int> Places(FeatureStack stack, bool[] ground, int step)
    {
        var columns = stack.Geometry.Columns;
        return [.. Enumerable.Range(0, ground.Length).Where(node => ground[node] && node / columns % step == step / 2 && node % columns % step == step / 2)];
    }
}
