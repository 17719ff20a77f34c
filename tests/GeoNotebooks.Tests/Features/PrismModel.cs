using System.Collections.Concurrent;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Tests.Features;

/// <summary>Prisms on a grid of 201 x 241 nodes at 500 m, the analytic truth of each transform, and the error that issue 5 asks for.</summary>
internal sealed record PrismModel(IReadOnlyList<Prism> Bodies, double TrendEast = 0, double TrendNorth = 0)
{
    public static readonly GridGeometry Geometry = new(201, 241, 500_000, 6_900_000, 500, 500, Crs.Local);

    private static readonly ConcurrentDictionary<(Prism, string), double[]> Known = new();

    private const double West = 500_000;
    private const double South = 6_800_000;

    /// <summary>Two unequal compact bodies off every line of symmetry, as deep under their size as those of harmonica's tests: (km from the south-west corner).</summary>
    public static PrismModel Compact { get; } = new([Body(35, 42, 58, 66, 2.5, 8, 300), Body(74, 84, 30, 37, 3.5, 10, -250)]);

    /// <summary>Large shallow slabs near the edges of the inner part, 20 km long, and a small steep one: the field does not die away within the grid.</summary>
    public static PrismModel Slabs { get; } = new([Body(30, 45, 55, 75, 2, 8, 300), Body(70, 85, 25, 45, 3, 9, -250), Body(50, 56, 30, 48, 1.5, 4, 400)]);

    /// <summary>A body of the size of the compact ones, half of it beyond the western edge.</summary>
    public PrismModel CutHalf => this with { Bodies = [.. Bodies, Body(-5, 5, 36, 48, 2.5, 8, 300)] };

    /// <summary>A large slab, 34 x 40 km, most of it beyond the western edge.</summary>
    public PrismModel CutSlab => this with { Bodies = [.. Bodies, Body(-20, 14, 20, 60, 2, 9, 300)] };

    /// <summary>A slab with a third beyond the western edge.</summary>
    public PrismModel CutThird => this with { Bodies = [.. Bodies, Body(-6, 14, 20, 45, 2, 9, 300)] };

    /// <summary>The north-eastern corner and 45 km beyond it: most of the body is not seen.</summary>
    public PrismModel CutCorner => this with { Bodies = [.. Bodies, Body(105, 150, 60, 140, 2, 9, -300)] };

    /// <summary>The regional trend that the issue asks for.</summary>
    public PrismModel Trend => this with { TrendEast = 0.05e-3, TrendNorth = -0.03e-3 };

    public Grid Gravity(double height = 0) => Make($"gravity {height}", "mGal", (body, x, y) => body.Gravity(x, y, height), (x, y) => TrendEast * (x - West) + TrendNorth * (y - South));

    public Grid East() => Make("east", "mGal/m", (body, x, y) => body.GravityEast(x, y), (_, _) => TrendEast);

    public Grid North() => Make("north", "mGal/m", (body, x, y) => body.GravityNorth(x, y), (_, _) => TrendNorth);

    public Grid Up() => Make("up", "mGal/m", (body, x, y) => body.GravityUp(x, y), (_, _) => 0);

    /// <summary>Contrasts become magnetisations of a hundredth: 300 kg/m^3 stand for 3 A/m.</summary>
    public Grid Magnetic(double inclination, double azimuth, double? magnetisationInclination = null, double? magnetisationAzimuth = null)
    {
        var (field, magnetisation) = (Prism.Vector(inclination, azimuth), Prism.Vector(magnetisationInclination ?? inclination, magnetisationAzimuth ?? azimuth));
        return Make($"anomaly {field} {magnetisation}", "nT", (body, x, y) => 0.01 * body.Magnetic(field, magnetisation, x, y), (_, _) => 0);
    }

    /// <summary>The sum over the bodies; what one body does is worked out once.</summary>
    private Grid Make(string name, string unit, Func<Prism, double, double, double> ofBody, Func<double, double, double> regional)
    {
        var parts = Bodies.Select(body => Known.GetOrAdd((body, name), _ => Nodes((x, y) => ofBody(body, x, y)))).Append(Nodes(regional)).ToArray();
        return new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)parts.Sum(part => part[i]))], name, unit);
    }

    private static double[] Nodes(Func<double, double, double> field)
    {
        var values = new double[Geometry.Count];
        Parallel.For(0, Geometry.Rows, row =>
        {
            for (var column = 0; column < Geometry.Columns; column++)
                values[row * Geometry.Columns + column] = field(Geometry.X(column), Geometry.Y(row));
        });
        return values;
    }

    /// <summary>Root of the mean square error over the standard deviation of the truth, in the inner 70 % of the rows and columns.</summary>
    public static double InnerError(Grid found, Grid truth)
    {
        var (row, column) = ((int)(0.15 * truth.Rows), (int)(0.15 * truth.Columns));
        Grid Inner(Grid grid) => grid.Window(row, column, truth.Rows - 2 * row, truth.Columns - 2 * column);
        return Math.Sqrt(Inner(found).Values.Zip(Inner(truth).Values, (x, y) => ((double)x - y) * ((double)x - y)).Average()) / GridStatistics.Of(Inner(truth)).StandardDeviation;
    }

    private static Prism Body(double west, double east, double south, double north, double top, double bottom, double contrast) =>
        new(West + 1000 * west, West + 1000 * east, South + 1000 * south, South + 1000 * north, 1000 * top, 1000 * bottom, contrast);
}
