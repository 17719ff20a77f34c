using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Half the mean squared difference of pairs of points by their distance (Matheron 1963, Economic Geology 58, 1246-1266). Classes of distance
/// widen as they go, so that short distances, by which kriging lives, are told apart.
/// </summary>
/// <param name="Metres">Mean distance of the pairs of each class.</param>
/// <param name="Values">Half the mean squared difference, in the unit of the values, squared.</param>
/// <param name="Pairs">Number of pairs of each class; classes without pairs are left out.</param>
public sealed record ExperimentalVariogram(double[] Metres, double[] Values, long[] Pairs)
{
    /// <summary>Above so many points a sample of them stands for all at large distances.</summary>
    private const int SampleSize = 5_000;

    /// <summary>Neighbours of each point of the sample, among all points, that tell of short distances.</summary>
    private const int NearPoints = 48;

    private const int Anchors = 64;

    /// <summary>Measures the variogram of points whose trend has been taken off, where there is one.</summary>
    /// <param name="points">The points.</param>
    /// <param name="classes">Number of classes of distance.</param>
    /// <param name="maximumMetres">Largest distance; by default a third of the diagonal of the points' rectangle.</param>
    public static ExperimentalVariogram Of(PointSet points, int classes = 24, double? maximumMetres = null)
    {
        var largest = maximumMetres ?? Math.Sqrt(Math.Pow(points.X.Max() - points.X.Min(), 2) + Math.Pow(points.Y.Max() - points.Y.Min(), 2)) / 3;
        var tree = new KdTree(points.X, points.Y);
        var sample = Sample(points);
        var smallest = Math.Min(MedianNeighbourMetres(points, tree, sample), largest / 4);
        var bins = new Bins(smallest, largest, classes);
        var far = Sum(bins, sample.Length, (sums, i) =>
        {
            for (var j = i + 1; j < sample.Length; j++)
                Add(sums, sample[i], sample[j]);
        });
        var near = sample.Length == points.Count ? far : Sum(bins, sample.Length, (sums, i) =>
        {
            var search = new KdTree.Search(tree, NearPoints + 1, largest);
            for (int k = 0, found = search.Near(points.X[sample[i]], points.Y[sample[i]]); k < found; k++)
                if (search.Index[k] != sample[i])
                    Add(sums, sample[i], search.Index[k]);
        });
        var kept = Enumerable.Range(0, classes).Select(k => far.Count[k] >= near.Count[k] ? (far, k) : (near, k)).Where(c => c.Item1.Count[c.k] > 0).ToArray();
        return new(
            [.. kept.Select(c => c.Item1.Distance[c.k] / c.Item1.Count[c.k])],
            [.. kept.Select(c => 0.5 * c.Item1.Squares[c.k] / c.Item1.Count[c.k])],
            [.. kept.Select(c => c.Item1.Count[c.k])]);

        void Add(Sums sums, int a, int b)
        {
            var (dx, dy) = (points.X[a] - points.X[b], points.Y[a] - points.Y[b]);
            var metres = Math.Sqrt(dx * dx + dy * dy);
            if (metres == 0 || metres > largest)
                return;
            double difference = points.Values[a] - points.Values[b];
            var at = bins.At(metres);
            sums.Count[at]++;
            sums.Distance[at] += metres;
            sums.Squares[at] += difference * difference;
        }
    }

    /// <summary>All points, or as many as fit, drawn with a fixed seed from the sorted points.</summary>
    private static int[] Sample(PointSet points)
    {
        int[] all = [.. Enumerable.Range(0, points.Count)];
        if (points.Count <= SampleSize)
            return all;
        new Random(1).Shuffle(all);
        return [.. all.Take(SampleSize).Order()];
    }

    private static double MedianNeighbourMetres(PointSet points, KdTree tree, int[] sample)
    {
        var search = new KdTree.Search(tree, 2);
        var metres = sample.Select(i => search.Near(points.X[i], points.Y[i]) > 1 ? Math.Sqrt(search.Squared[1]) : 0).Where(distance => distance > 0).Order().ToArray();
        return metres.Length == 0 ? double.PositiveInfinity : metres[metres.Length / 2];
    }

    /// <summary>Sums over a fixed number of parts, added in order: the same bits on any number of threads.</summary>
    private static Sums Sum(Bins bins, int count, Action<Sums, int> add)
    {
        var parts = new Sums[Anchors];
        Parallel.For(0, Anchors, part =>
        {
            parts[part] = new(new double[bins.Count], new double[bins.Count], new long[bins.Count]);
            for (var i = part; i < count; i += Anchors)
                add(parts[part], i);
        });
        foreach (var part in parts.Skip(1))
            for (var k = 0; k < bins.Count; k++)
            {
                parts[0].Distance[k] += part.Distance[k];
                parts[0].Squares[k] += part.Squares[k];
                parts[0].Count[k] += part.Count[k];
            }
        return parts[0];
    }

    private sealed record Sums(double[] Distance, double[] Squares, long[] Count);

    /// <summary>The first class ends at the smallest distance, the others widen by one factor.</summary>
    private sealed record Bins(double Smallest, double Largest, int Count)
    {
        private readonly double _scale = (Count - 1) / Math.Log(Largest / Smallest);

        public int At(double metres) => metres <= Smallest ? 0 : Math.Min(Count - 1, 1 + (int)(Math.Log(metres / Smallest) * _scale));
    }
}
