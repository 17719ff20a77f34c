using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Tests.Gridding;

/// <summary>Points strewn over a rectangle that is not square and not at the origin, and fields without symmetry.</summary>
internal static class Scatter
{
    public static readonly GridGeometry Geometry = new(61, 81, 500_000, 6_800_000, 200, 200, Crs.Local);

    public static PointSet Of(int count, Func<double, double, double> field, int seed = 1, double margin = 0)
    {
        var random = new Random(seed);
        var (west, north) = (Geometry.West - margin, Geometry.North + margin);
        var (width, height) = (Geometry.East - Geometry.West + 2 * margin, Geometry.North - Geometry.South + 2 * margin);
        var x = Enumerable.Range(0, count).Select(_ => west + random.NextDouble() * width).ToArray();
        var y = Enumerable.Range(0, count).Select(_ => north - random.NextDouble() * height).ToArray();
        return At(x, y, field);
    }

    public static PointSet At(double[] x, double[] y, Func<double, double, double> field) =>
        new(x, y, [.. x.Zip(y, (a, b) => (float)field(a, b))], "gravity", "mGal", Crs.Local);

    public static double Plane(double x, double y) => 3 + 1e-3 * (x - 508_000) - 2e-3 * (y - 6_794_000);

    /// <summary>Two unequal hills.</summary>
    public static double Hills(double x, double y) =>
        20 * Math.Exp(-(Math.Pow((x - 512_000) / 3000, 2) + Math.Pow((y - 6_791_000) / 2500, 2)))
        - 9 * Math.Exp(-(Math.Pow((x - 503_000) / 2500, 2) + Math.Pow((y - 6_797_000) / 3500, 2)));

    /// <summary>Root of the mean squared difference between a grid's nodes and a field, over the nodes that have a value.</summary>
    public static double Rms(Grid grid, Func<double, double, double> field)
    {
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < grid.Rows; row++)
            for (var column = 0; column < grid.Columns; column++)
                if (!float.IsNaN(grid[row, column]))
                    (sum, count) = (sum + Math.Pow(grid[row, column] - field(grid.Geometry.Position(row, column).X, grid.Geometry.Position(row, column).Y), 2), count + 1);
        return Math.Sqrt(sum / count);
    }

    public static PointSet Shuffled(PointSet points, int seed = 9)
    {
        int[] order = [.. Enumerable.Range(0, points.Count)];
        new Random(seed).Shuffle(order);
        return points with { X = [.. order.Select(i => points.X[i])], Y = [.. order.Select(i => points.Y[i])], Values = [.. order.Select(i => points.Values[i])] };
    }
}
