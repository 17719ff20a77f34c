using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class SheetLevellingTests
{
    /// <summary>A sheet of 50 x 70 km whose points lie about 700 m apart, on a field that does not care for sheets.</summary>
    private static PointSet Sheet(int column, int row, double shift)
    {
        var random = new Random(10 * row + column);
        var x = Enumerable.Range(0, 7000).Select(_ => (column + random.NextDouble()) * 50_000).ToArray();
        var y = Enumerable.Range(0, 7000).Select(_ => (row + random.NextDouble()) * 70_000).ToArray();
        return new(x, y, [.. x.Zip(y, (a, b) => (float)(40 * Math.Sin(a / 9000) * Math.Cos(b / 12_000) + a / 2000 + 3 * random.NextDouble() + shift))], "field", "nT", Crs.Local);
    }

    [Fact]
    public void Shifts_of_sheets_that_meet_are_found()
    {
        double[] shifts = [12, -30, 7, 11];
        var levelled = SheetLevelling.Of([Sheet(0, 0, shifts[0]), Sheet(1, 0, shifts[1]), Sheet(0, 1, shifts[2]), Sheet(1, 1, shifts[3])]);
        for (var i = 0; i < 4; i++)
            Assert.Equal(shifts[i], levelled.Shifts[i], 1.5);
        Assert.Equal(0, levelled.Shifts.Sum(), 1e-6);
        Assert.Equal(28_000, levelled.Points.Count);
    }

    [Fact]
    public void Edge_along_the_blocks_hides_nothing()
    {
        // Sheets of 50 km meet at a multiple of the block of 2 km when a sheet's own points lie close.
        var dense = new[] { Sheet(0, 0, 20), Sheet(1, 0, -20) }.Select(sheet => sheet with { X = [.. sheet.X.Select(x => x * 0.48)], Y = [.. sheet.Y.Select(y => y * 0.48)] }).ToList();
        var levelled = SheetLevelling.Of(dense);
        Assert.Equal(20, levelled.Shifts[0], 1.5);
    }

    [Fact]
    public void Single_sheet_and_sheets_apart_stay_as_they_are()
    {
        Assert.Equal([0.0], SheetLevelling.Of([Sheet(0, 0, 5)]).Shifts);
        Assert.All(SheetLevelling.Of([Sheet(0, 0, 5), Sheet(3, 0, 50)]).Shifts, shift => Assert.Equal(0, shift, 1e-9));
    }

    [Fact]
    public void Blank_points_take_no_part_and_stay()
    {
        var (left, right) = (Sheet(0, 0, 12), Sheet(1, 0, -12));
        var holed = right with { Values = [.. right.Values.Select((value, i) => i % 5 == 0 ? float.NaN : value)] };
        var levelled = SheetLevelling.Of([left, holed]);
        Assert.Equal(12, levelled.Shifts[0], 1.5);
        Assert.Equal(1400, levelled.Points.Values.Count(float.IsNaN));
    }

    [Fact]
    public void Sheets_that_cannot_be_compared_are_refused()
    {
        var sheet = Sheet(0, 0, 0);
        string Message(params PointSet[] sheets) => Assert.Throws<InvalidDataException>(() => SheetLevelling.Of(sheets)).Message;
        Assert.Contains("found none", Message());
        Assert.Contains("'field', sheet 2 of 2: expected the system and the unit of the first sheet, local metric plane and nT; found local metric plane and mGal", Message(sheet, sheet with { Unit = "mGal" }));
        Assert.Contains("found EPSG:28425", Message(sheet, sheet with { Crs = Crs.Pulkovo1942GaussKruger25 }).Replace("Pulkovo 1942 / Gauss-Kruger zone 25 (EPSG:28425)", "EPSG:28425"));
        Assert.Contains("in degrees", Message(sheet with { Crs = Crs.Wgs84 }));
        Assert.Contains("sheet 2 of 2: expected points with values", Message(sheet, sheet with { Values = Array.ConvertAll(sheet.Values, _ => float.NaN) }));
    }
}
