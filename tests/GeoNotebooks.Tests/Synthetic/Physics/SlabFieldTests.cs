using GeoNotebooks.Grids;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic.Physics;

/// <summary>Slabs by Fourier transform against prisms and a sphere in closed form.</summary>
public sealed class SlabFieldTests
{
    private const double Cell = 250;

    /// <summary>Unequal sides, so that rows taken for columns would show.</summary>
    private static readonly Torus Ground = new(new GridGeometry(240, 320, 25_500_000, 6_860_000, Cell, Cell, Crs.Pulkovo1942GaussKruger25));

    /// <summary>Two unequal boxes, neither square nor at a place of symmetry; the first long to the east, the second long to the north and deeper.</summary>
    private static readonly Prism First = Box(rows: (60, 75), columns: (70, 110), 1_000, 3_500);
    private static readonly Prism Second = Box(rows: (130, 190), columns: (205, 220), 1_500, 6_000);

    private static Prism Box((int From, int To) rows, (int From, int To) columns, double top, double bottom) => new(
        Ground.Geometry.X(columns.From) - Cell / 2, Ground.Geometry.X(columns.To) + Cell / 2, Ground.Geometry.Y(rows.To) - Cell / 2,
        Ground.Geometry.Y(rows.From) + Cell / 2, top, bottom);

    private static float[] Filled(Prism box, double value)
    {
        var field = new float[Ground.Count];
        ForEach((i, x, y) => field[i] = x > box.West && x < box.East && y > box.South && y < box.North ? (float)value : 0);
        return field;
    }

    private static void ForEach(Action<int, double, double> visit)
    {
        for (var i = 0; i < Ground.Count; i++)
            visit(i, Ground.Geometry.X(i % Ground.Columns), Ground.Geometry.Y(i / Ground.Columns));
    }

    /// <summary>Greatest difference over the greatest size of the truth, at every twenty-ninth node.</summary>
    private static double WorstError(float[] found, Func<double, double, double> truth)
    {
        double worst = 0, peak = 0;
        ForEach((i, x, y) =>
        {
            if (i % 29 != 0)
                return;
            var expected = truth(x, y);
            peak = Math.Max(peak, Math.Abs(expected));
            worst = Math.Max(worst, Math.Abs(found[i] - expected));
        });
        return worst / peak;
    }

    [Fact]
    public void Closed_forms_are_those_of_a_point_far_away()
    {
        double x = (First.West + First.East) / 2 + 90_000, y = (First.South + First.North) / 2 - 60_000, depth = (First.Top + First.Bottom) / 2, height = 40_000 - depth;
        var (e, n, d) = (-90_000.0, 60_000.0, 40_000.0);
        var r = Math.Sqrt(e * e + n * n + d * d);
        Assert.Equal(1, First.Gravity(x, y, height) / (1e5 * 6.6743e-11 * First.Volume * d / (r * r * r)), 0.005);
        (double E, double N, double D) magnetisation = (0.3, -0.7, 0.5), field = (0.2, 0.4, Math.Sqrt(0.8));
        var along = (magnetisation.E * e + magnetisation.N * n + magnetisation.D * d) / r;
        var seen = (field.E * e + field.N * n + field.D * d) / r;
        var dipole = 100 * First.Volume / (r * r * r) * (3 * along * seen - (magnetisation.E * field.E + magnetisation.N * field.N + magnetisation.D * field.D));
        Assert.Equal(1, First.Magnetic(x, y, height, magnetisation, field) / dipole, 0.01);
    }

    [Fact]
    public void Gravity_of_two_boxes_is_that_of_the_prisms()
    {
        var field = new SlabField(Ground);
        field.AddGravity(Filled(First, 200), First.Top, First.Bottom);
        field.AddGravity(Filled(Second, -120), Second.Top, Second.Bottom);
        var found = field.Finish().Low;
        double Truth(Prism box, double x, double y) => box.Repeated(Ground.Width, Ground.Height, box.Layer(Ground.Width, Ground.Height), copy => copy.Gravity(x, y));
        Assert.InRange(WorstError(found, (x, y) => 200 * Truth(First, x, y) - 120 * Truth(Second, x, y)), 0, 0.005);
        Assert.True(found[Ground.Index(67, 90)] > 5 && found[Ground.Index(160, 212)] < -5);
    }

    [Fact]
    public void Gravity_of_a_sphere_is_that_of_a_point()
    {
        const double Radius = 3_000, Depth = 5_500, Step = 250, Density = -90;
        double x0 = Ground.Geometry.X(140) + 60, y0 = Ground.Geometry.Y(95) - 85;
        var field = new SlabField(Ground);
        for (var top = Depth - Radius; top < Depth + Radius; top += Step)
        {
            // Of each cell the share that lies in the sphere, from 5 x 5 x 5 points.
            var share = new float[Ground.Count];
            ForEach((i, x, y) =>
            {
                if (Math.Abs(x - x0) > Radius + Cell || Math.Abs(y - y0) > Radius + Cell)
                    return;
                for (var k = 0; k < 125; k++)
                {
                    double dx = x - x0 + (k % 5 - 2) * Cell / 5, dy = y - y0 + (k / 5 % 5 - 2) * Cell / 5, dz = top + (k / 25 + 0.5) * Step / 5 - Depth;
                    share[i] += dx * dx + dy * dy + dz * dz < Radius * Radius ? (float)(Density / 125) : 0;
                }
            });
            field.AddGravity(share, top, top + Step);
        }
        var found = field.Finish().Low;
        const double Mass = Density * 4.0 / 3 * Math.PI * Radius * Radius * Radius;
        var smeared = new Prism(x0 - Radius, x0 + Radius, y0 - Radius, y0 + Radius, Depth - Radius, Depth + Radius);
        var ratio = Mass / smeared.Volume;
        double Point(Prism at, double x, double y)
        {
            double e = (at.West + at.East) / 2 - x, n = (at.South + at.North) / 2 - y;
            return at.Area > 4.1 * Radius * Radius ? ratio * at.Gravity(x, y) : 1e5 * 6.6743e-11 * Mass * Depth / Math.Pow(e * e + n * n + Depth * Depth, 1.5);
        }
        var layer = ratio * smeared.Layer(Ground.Width, Ground.Height);
        Assert.InRange(WorstError(found, (x, y) => smeared.Repeated(Ground.Width, Ground.Height, layer, copy => Point(copy, x, y))), 0, 0.005);
    }

    [Fact]
    public void Magnetic_field_of_two_boxes_with_remanence_is_that_of_the_prisms_at_both_heights()
    {
        const double Rise = 90, Clearance = 500;
        // The field is Omchak's; the first box is magnetised along it and by a reversed remanence, the second along it and by one that lies flat to the east.
        var (earth, direction) = (Unit(74.0, -13.0), FieldDirection.From(74.0, -13.0));
        var first = Sum(0.15, earth, 0.4, Unit(-38, 205));
        var second = Sum(0.08, earth, 0.25, Unit(12, 97));
        var field = new SlabField(Ground);
        field.AddMagnetic(Filled(First, first.E), Filled(First, first.N), Filled(First, first.D), direction, First.Top, First.Bottom, Rise);
        var raised = Second with { Top = Second.Top - Clearance, Bottom = Second.Bottom - Clearance };
        field.AddMagnetic(Filled(raised, second.E), Filled(raised, second.N), Filled(raised, second.D), direction, raised.Top, raised.Bottom, Rise);
        var (low, high) = field.Finish();
        double Truth(double x, double y, double height) =>
            First.Repeated(Ground.Width, Ground.Height, 0, copy => copy.Magnetic(x, y, height, first, earth))
            + raised.Repeated(Ground.Width, Ground.Height, 0, copy => copy.Magnetic(x, y, height, second, earth));
        Assert.InRange(WorstError(low, (x, y) => Truth(x, y, 0)), 0, 0.01);
        Assert.InRange(WorstError(high, (x, y) => Truth(x, y, Rise)), 0, 0.01);
        Assert.True(WorstError(low, (x, y) => Truth(x, y, Rise)) > 0.02);
    }

    [Fact]
    public void A_layer_without_end_gives_the_plate_and_no_magnetic_anomaly()
    {
        var field = new SlabField(Ground);
        field.AddGravity([.. Enumerable.Repeat(1_000f, Ground.Count)], 300, 1_300);
        // 2 pi G rho t: 41.93 mGal for a kilometre of 1 g/cm3 (Blakely 1995, p. 48).
        Assert.All(field.Finish().Low.Where((_, i) => i % 1001 == 0), value => Assert.Equal(41.94, value, 0.01));
        var magnetic = new SlabField(Ground);
        magnetic.AddMagnetic(null, null, [.. Enumerable.Repeat(1f, Ground.Count)], FieldDirection.From(74.0, -13.0), 300, 1_300, 90);
        Assert.All(magnetic.Finish().Low.Where((_, i) => i % 1001 == 0), value => Assert.Equal(0, value, 0.001));
    }

    /// <summary>Unit vector from inclination and declination, after the definition and not from the code under test.</summary>
    private static (double E, double N, double D) Unit(double inclination, double declination)
    {
        var (i, a) = (inclination * Math.PI / 180, declination * Math.PI / 180);
        return (Math.Cos(i) * Math.Sin(a), Math.Cos(i) * Math.Cos(a), Math.Sin(i));
    }

    private static (double E, double N, double D) Sum(double p, (double E, double N, double D) a, double q, (double E, double N, double D) b) =>
        (p * a.E + q * b.E, p * a.N + q * b.N, p * a.D + q * b.D);
}
