using GeoNotebooks.Grids;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;
using GeoNotebooks.Tests.Synthetic.Physics;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic.Surveying;

/// <summary>The contractor's transforms of a prism's fields, in closed form.</summary>
public sealed class DerivativesTests
{
    private static readonly Torus Ground = new(new GridGeometry(120, 150, 0, 50_000, 250, 250, Crs.Local));
    private static readonly Prism Box = new(12_125, 20_125, 31_125, 36_625, 1_500, 5_000);

    private static float[] Field(Func<Prism, double, double, double> one, double layer) => Ground.Fill(i => (float)Box.Repeated(
        Ground.Width, Ground.Height, layer, copy => one(copy, Ground.Geometry.X(i % Ground.Columns), Ground.Geometry.Y(i / Ground.Columns))));

    private static double WorstError(float[] found, float[] truth) => found.Zip(truth, (a, b) => Math.Abs(a - b)).Max() / truth.Max(Math.Abs);

    [Fact]
    public void Derivatives_of_gravity_are_downward_eastward_and_northward_per_kilometre()
    {
        const double Step = 1;
        var layer = Box.Layer(Ground.Width, Ground.Height);
        var (vertical, east, north) = Derivatives.Of(Ground, Field((box, x, y) => 100 * box.Gravity(x, y), 100 * layer));
        float[] Slope(double e, double n, double d) => Field((box, x, y) => 100 * 1_000 / (2 * Step) * (box.Gravity(x + e, y + n, -d) - box.Gravity(x - e, y - n, d)), 0);
        Assert.InRange(WorstError(vertical, Slope(0, 0, Step)), 0, 0.01);
        Assert.InRange(WorstError(east, Slope(Step, 0, 0)), 0, 0.01);
        Assert.InRange(WorstError(north, Slope(0, Step, 0)), 0, 0.01);
    }

    [Fact]
    public void Reduction_to_the_pole_gives_the_field_that_the_pole_would_have()
    {
        var (i, a) = (74.0 * Math.PI / 180, -13.0 * Math.PI / 180);
        (double, double, double) inclined = (Math.Cos(i) * Math.Sin(a), Math.Cos(i) * Math.Cos(a), Math.Sin(i)), down = (0, 0, 1);
        var found = Derivatives.ReducedToPole(Ground, Field((box, x, y) => box.Magnetic(x, y, 0, inclined, inclined), 0), FieldDirection.From(74.0, -13.0));
        Assert.InRange(WorstError(found, Field((box, x, y) => box.Magnetic(x, y, 0, down, down), 0)), 0, 0.01);
    }
}
