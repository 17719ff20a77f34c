using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class BackgroundRatioTests
{
    private static Grid Make(int rows, int columns, Func<int, int, double> value, double cellWidth = 100, double cellHeight = 100) => new(
        new(rows, columns, 0, 0, cellWidth, cellHeight, Crs.Local), [.. Enumerable.Range(0, rows * columns).Select(i => (float)value(i / columns, i % columns))], "As", "ppm");

    /// <summary>The definition, node by node.</summary>
    private static float[] Slowly(Grid grid, int halfRows, int halfColumns, int holeRows, int holeColumns, double share)
    {
        var ratios = new float[grid.Values.Length];
        for (var row = 0; row < grid.Rows; row++)
            for (var column = 0; column < grid.Columns; column++)
            {
                var (logs, nodes) = (new List<double>(), 0);
                for (var r = Math.Max(row - halfRows, 0); r <= Math.Min(row + halfRows, grid.Rows - 1); r++)
                    for (var c = Math.Max(column - halfColumns, 0); c <= Math.Min(column + halfColumns, grid.Columns - 1); c++)
                    {
                        if (Math.Abs(r - row) <= holeRows && Math.Abs(c - column) <= holeColumns)
                            continue;
                        nodes++;
                        if (!float.IsNaN(grid[r, c]))
                            logs.Add(Math.Log(grid[r, c]));
                    }
                ratios[row * grid.Columns + column] = logs.Count > 0 && logs.Count >= share * nodes ? (float)(grid[row, column] / Math.Exp(logs.Average())) : float.NaN;
            }
        return ratios;
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(9, 3)]
    [InlineData(51, 1)]
    public void Ratio_is_that_of_its_definition_with_holes_and_at_edges(int window, int hole)
    {
        var random = new Random(6);
        var grid = Make(23, 31, (row, column) => random.NextDouble() < 0.3 || (row > 12 && column > 20) ? double.NaN : Math.Exp(4 * random.NextDouble()));
        var found = BackgroundRatio.OfNodes(grid, window, hole);
        var expected = Slowly(grid, window / 2, window / 2, hole == 0 ? -1 : hole / 2, hole == 0 ? -1 : hole / 2, 0.25);
        Assert.All(found.Values.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4f * (float.IsNaN(pair.Second) ? 1 : pair.Second)));
        Assert.Contains(found.Values, value => !float.IsNaN(value));
        Assert.Equal("1", found.Unit);
    }

    [Fact]
    public void Metres_are_heeded_both_ways()
    {
        // 1300 m: 6 cells of 100 m to each side across, 2 of 250 m down.
        var random = new Random(7);
        var grid = Make(20, 30, (_, _) => Math.Exp(random.NextDouble()), 100, 250);
        Assert.All(BackgroundRatio.Of(grid, 1300, 500).Values.Zip(Slowly(grid, 2, 6, 1, 2, 0.25)), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void A_level_cancels_and_an_anomaly_stands_out()
    {
        Grid Level(double level) => Make(30, 30, (row, column) => level * (row == 9 && column == 20 ? 8 : 1));
        var found = BackgroundRatio.Of(Level(3), 2000, 500);
        Assert.Equal(8, found[9, 20], 1e-5f);
        Assert.Equal(found.Values, BackgroundRatio.Of(Level(24), 2000, 500).Values, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Bad_windows_and_contents_are_refused()
    {
        var grid = Make(10, 10, (row, _) => row + 1);
        string Refused(Action action) => Assert.ThrowsAny<ArgumentOutOfRangeException>(action).Message;
        Assert.Contains("odd number of nodes from 3 up, so that it has a centre; found 6", Refused(() => BackgroundRatio.OfNodes(grid, 6)));
        Assert.Contains("below the window's 5; found 5", Refused(() => BackgroundRatio.OfNodes(grid, 5, 5)));
        Assert.Contains("at least 200 m, three nodes wide; found 150 m", Refused(() => BackgroundRatio.Of(grid, 150)));
        Assert.Contains("less than the window's 500 m; found 900 m", Refused(() => BackgroundRatio.Of(grid, 500, 900)));
        Assert.Contains("both are 5 x 5 nodes", Refused(() => BackgroundRatio.Of(grid, 500, 450)));
        Assert.Contains("from 0 to 1; found 2", Refused(() => BackgroundRatio.Of(grid, 500, minimumShare: 2)));
        Assert.Contains("100 of 100 are not", Assert.Throws<InvalidDataException>(() => BackgroundRatio.OfNodes(grid.Map(v => -v), 3)).Message);
        Assert.Contains("values are blank", Assert.Throws<InvalidDataException>(() => BackgroundRatio.OfNodes(grid.Map(_ => float.NaN), 3)).Message);
    }
}
