using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Microsoft.Data.Analysis;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class LogRatioTests
{
    private static Grid Make(string name, string unit, params float[] values) => new(new(1, values.Length, 0, 0, 100, 100, Crs.Local), values, name, unit);

    [Fact]
    public void Decimal_logarithm_of_grids_and_of_samples()
    {
        var grid = LogContents.Log10(Make("Au", "ppb", 1, 100, float.NaN));
        Assert.Equal([0, 2, float.NaN], grid.Values);
        Assert.Equal(("log10 Au", "log10(ppb)"), (grid.Name, grid.Unit));
        var points = LogContents.Log10(new PointSet([1, 2], [3, 4], [10, 0.1f], "Au", "ppb", Crs.Local));
        Assert.Equal([1, -1], points.Values);
        Assert.Equal("log10(ppb)", points.Unit);
    }

    [Fact]
    public void Parts_in_percent_ppm_and_ppb_are_one_composition()
    {
        // 1 %, 1000 ppm and 100 000 ppb are 10 000, 1000 and 100 ppm: their geometric mean is 1000 ppm.
        var found = LogRatio.Centred([Make("Fe", "%", 1, 2), Make("Mn", "ppm", 1000, float.NaN), Make("Au", "ppb", 100_000, 5)]);
        Assert.Equal(Math.Log(10), found[0].Values[0], 1e-6);
        Assert.Equal(0, found[1].Values[0], 1e-6);
        Assert.Equal(-Math.Log(10), found[2].Values[0], 1e-6);
        Assert.All(found, part => Assert.True(float.IsNaN(part.Values[1])));
        Assert.Equal(["clr Fe", "clr Mn", "clr Au"], found.Select(part => part.Name));
        Assert.All(found, part => Assert.Equal("1", part.Unit));
    }

    [Fact]
    public void Sum_is_nought_and_the_closure_does_not_matter()
    {
        var random = new Random(2);
        Grid[] parts = [.. "ABCD".Select(name => Make($"{name}", "g/t", [.. Enumerable.Range(0, 50).Select(_ => (float)Math.Exp(6 * random.NextDouble()))]))];
        var found = LogRatio.Centred(parts);
        Assert.All(Enumerable.Range(0, 50), node => Assert.Equal(0, found.Sum(part => (double)part.Values[node]), 1e-5));
        var closed = parts.Select(part => part with { Values = [.. part.Values.Select((value, node) => value / parts.Sum(p => p.Values[node]))] }).ToArray();
        Assert.All(found.Zip(LogRatio.Centred(closed)), pair => Assert.All(pair.First.Values.Zip(pair.Second.Values), values => Assert.Equal(values.First, values.Second, 1e-4f)));
    }

    [Fact]
    public void Columns_of_a_table_give_a_table()
    {
        var samples = new DataFrame(new StringDataFrameColumn("id", ["a", "b"]), new DoubleDataFrameColumn("Cu", [100.0, 50]), new SingleDataFrameColumn("Fe", [4f, null]));
        var found = LogRatio.Centred(samples, ("Fe", "%"), ("Cu", "ppm"));
        Assert.Equal(["clr Fe", "clr Cu"], found.Columns.Select(column => column.Name));
        Assert.Equal(0.5 * Math.Log(400), (double)found["clr Fe"][0], 1e-6);
        Assert.Equal(-0.5 * Math.Log(400), (double)found["clr Cu"][0], 1e-6);
        Assert.Null(found["clr Cu"][1]);
    }

    [Fact]
    public void Bad_compositions_are_refused()
    {
        string Refused(params Grid[] parts) => Assert.Throws<InvalidDataException>(() => LogRatio.Centred(parts)).Message;
        var (gold, arsenic) = (Make("Au", "ppb", 5, 3), Make("As", "ppm", 20, 0));
        Assert.Contains("'As': expected contents above 0 for a logarithm; 1 of 2 are not, the lowest is 0 ppm: give their detection limit", Refused(gold, arsenic));
        Assert.Contains("'dose': expected contents in %, ppm (g/t, mg/kg) or ppb (mg/t, ug/kg), to stand in one composition with 'Au' (ppb); found the unit 'uR/h'", Refused(gold, Make("dose", "uR/h", 1, 2)));
        Assert.Contains("which is a logarithm already", Refused(gold with { Unit = "log10(ppb)" }, arsenic with { Unit = "log10(ppb)" }));
        Assert.Contains("all 2 values are blank", Refused(gold, Make("As", "ppm", float.NaN, float.NaN)));
        Assert.Contains("found 'Au' alone", Assert.Throws<ArgumentException>(() => LogRatio.Centred([gold])).Message);
        Assert.Contains("'Au' comes 2 times", Assert.Throws<ArgumentException>(() => LogRatio.Centred([gold, gold])).Message);
        Assert.Contains("no column 'W'; it has 'Cu'", Assert.Throws<ArgumentException>(() => LogRatio.Centred(new DataFrame(new DoubleDataFrameColumn("Cu", [1.0])), ("Cu", "ppm"), ("W", "ppm"))).Message);
        Assert.Contains("found none", Assert.Throws<ArgumentException>(() => LogRatio.Centred([])).Message);
    }
}
