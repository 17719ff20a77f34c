using GeoNotebooks.Synthetic;
using GeoNotebooks.Synthetic.Geology;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic.Geology;

/// <summary>What the Baltic-style region promises of its geology, on the published seed and on others.</summary>
public sealed class BalticGeologyBuilderTests
{
    private static readonly BalticFrame Frame = new();
    private static readonly Lazy<BalticGeology> Published = new(() => BalticGeologyBuilder.Build(Frame, BalticOptions.ManifestSeed));

    [Fact]
    public void Frame_holds_nine_single_sheets_of_zone_6_within_the_torus()
    {
        Assert.Equal(BalticOptions.AllSheets, Frame.Sheets.Select(sheet => sheet.Name));
        Assert.Equal(28406, Frame.Crs.Epsg);
        // Zone-prefixed eastings about the meridian of 33 E; latitudes 62 to 64 N lie 6 877 to 7 101 km from the equator.
        Assert.All(Frame.Outlines, outline => Assert.InRange(outline.Centroid.X, 6_390_000, 6_560_000));
        Assert.InRange(Frame.Area.MinY, 6_870_000, 6_880_000);
        Assert.InRange(Frame.Area.MaxY, 7_095_000, 7_105_000);
        Assert.True(Frame.Torus.Geometry.Bounds.Contains(Frame.Area));
        for (sbyte sheet = 0; sheet < 9; sheet++)
            Assert.Equal(Frame.Outlines[sheet].Area / (RegionFrame.CellMetres * RegionFrame.CellMetres), Frame.SheetAt.Count(at => at == sheet), 500.0);
    }

    [Fact]
    public void Published_seed_keeps_what_the_region_promises() => RequirePromises(Published.Value);

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Other_seeds_keep_it_too(int further) => RequirePromises(BalticGeologyBuilder.Build(Frame, BalticOptions.ManifestSeed + further));

    [Fact]
    public void Same_seed_gives_the_same_geology_and_another_gives_another()
    {
        var (again, other) = (BalticGeologyBuilder.Build(Frame, BalticOptions.ManifestSeed), BalticGeologyBuilder.Build(Frame, BalticOptions.ManifestSeed + 1));
        Assert.Equal(Published.Value.Units, again.Units);
        Assert.Equal(Published.Value.Foliation, again.Foliation);
        Assert.Equal(Published.Value.FaultDistance, again.FaultDistance);
        Assert.Equal(Published.Value.IntrusionDepth, again.IntrusionDepth);
        var (first, second) = (Published.Value.Belts(), other.Belts());
        // Belts of two seeds have no more in common than chance, a fifth of a fifth of the ground, within its scatter.
        Assert.InRange(Share(i => first[i] && second[i]), 0, 0.08);
        Assert.InRange(Share(i => Published.Value.IntrusionDepth[i] > 0 && other.IntrusionDepth[i] > 0), 0, 0.3 * Share(i => other.IntrusionDepth[i] > 0));
    }

    [Fact]
    public void Belts_run_along_the_strike()
    {
        var (torus, belts) = (Frame.Torus, Published.Value.Belts());
        double Together(double azimuthDegrees)
        {
            var (sin, cos) = Math.SinCos(azimuthDegrees * Math.PI / 180);
            int rows = (int)Math.Round(-8_000 * cos / torus.Cell), columns = (int)Math.Round(8_000 * sin / torus.Cell);
            return Share(i => belts[i] && belts[torus.Index(i / torus.Columns + rows, i % torus.Columns + columns)]) / Share(i => belts[i]);
        }
        // Eight kilometres on along the strike, a belt goes on; eight kilometres across it, it has mostly ended.
        Assert.InRange(Together(BalticFrame.StrikeDegrees), 0.6, 1);
        Assert.InRange(Together(BalticFrame.StrikeDegrees + 90), 0, 0.4);
    }

    [Fact]
    public void A_fault_moves_what_lies_beside_it_by_its_slip()
    {
        // One dextral fault running north through a field that grows northward: seen from the west, the east has come south.
        var torus = Frame.Torus;
        var fault = Published.Value.Faults[0] with
        {
            X = torus.Geometry.X(300),
            Y = torus.Geometry.Y(700),
            AzimuthDegrees = 0,
            Length = 100_000,
            Bends = [0, 0, 0],
            Slip = 4_000,
            Throw = 0,
        };
        var northing = torus.Fill(i => (float)((torus.Geometry.Y(i / torus.Columns) - torus.Geometry.Y(700)) / 1_000));
        var moved = FaultOffset.Apply(torus, [fault], northing, _ => 10_000);
        var middle = (700 - 200) * torus.Columns;
        Assert.Equal(2, moved[middle + 301] - northing[middle + 301], 0.15);
        Assert.Equal(-2, moved[middle + 299] - northing[middle + 299], 0.15);
        Assert.Equal(northing[middle + 500], moved[middle + 500], 1e-4);
    }

    private static double Share(Func<int, bool> holds) => (double)Enumerable.Range(0, Frame.Torus.Count).Count(holds) / Frame.Torus.Count;

    private static void RequirePromises(BalticGeology geology)
    {
        var intrusions = geology.Intrusions.Where(body => Frame.Holds(body.X, body.Y)).ToList();
        var faults = geology.Faults.Where(fault => fault.Trace() is var trace && Frame.Holds(trace[trace.Length / 2].X, trace[trace.Length / 2].Y)).ToList();
        Half([.. intrusions.Where(body => !body.Mapped).Select(body => body.LikeMapped)], intrusions.Count);
        Half([.. faults.Where(fault => !fault.Mapped).Select(fault => fault.LikeMapped)], faults.Count);
        Assert.All(geology.Intrusions, body => Assert.Equal(!body.LikeMapped, body.Roof is >= 300 and <= 1_500));

        // Granitoids of another kind: a suite denser than the gneiss it lies in and of the magnetite series (Ishihara 1977: above 3e-3 SI), which no granite of Kolyma is.
        var gneiss = BalticUnit.Column[BalticUnit.Gneiss].Density - 2_700;
        var sanukitoids = geology.Intrusions.Where(body => body.Complex == BalticBodies.Sanukitoid).ToList();
        Assert.InRange((double)sanukitoids.Count / geology.Intrusions.Count, 0.25, 0.6);
        Assert.All(sanukitoids, body => Assert.True(body.Density > gneiss && body.Susceptibility > 1e-3));
        Assert.True(sanukitoids.Count(body => body.Susceptibility > 3e-3) > 0.9 * sanukitoids.Count);
        Assert.All(geology.Intrusions.Where(body => body.Complex != BalticBodies.Sanukitoid), body => Assert.True(body.Density < gneiss));

        // As many confounders as targets, and belts over a fifth of the ground.
        Assert.InRange(geology.Confounders.Count(body => Frame.Holds(body.X, body.Y)), intrusions.Count, int.MaxValue);
        Assert.InRange(geology.Lineaments.Count, geology.Faults.Count, int.MaxValue);
        Assert.Equal(0.2, geology.Belts().Count(belt => belt) / (double)Frame.Torus.Count, 0.01);
        for (byte unit = 0; unit < BalticUnit.Column.Count; unit++)
            Assert.InRange(geology.Units.Count(at => at == unit) / (double)Frame.Torus.Count, 0.002, 0.7);

        static void Half(List<bool> unmappedAreLikeMapped, int all)
        {
            Assert.InRange(unmappedAreLikeMapped.Count, 15, Math.Max(16, 0.35 * all));
            Assert.InRange(unmappedAreLikeMapped.Count(like => like), unmappedAreLikeMapped.Count / 2, (unmappedAreLikeMapped.Count + 1) / 2);
        }
    }
}
