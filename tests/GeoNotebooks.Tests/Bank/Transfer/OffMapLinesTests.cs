using GeoNotebooks.Bank.Transfer;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Bank.Transfer;

public sealed class OffMapLinesTests
{
    private const int Size = 100;
    private static readonly GridGeometry Nodes = new(Size, Size, 0, 20_000, 200, 200, Crs.Local);

    // Four traces from west to east: one on the map, a weak long one, a strong short one, and a speck.
    [Fact]
    public void Lines_off_the_map_are_ranked_by_the_length_that_one_may_expect()
    {
        var values = new float[Size * Size];
        Draw(10, 10, 90, 0.9f);
        Draw(30, 10, 90, 0.4f);
        Draw(50, 10, 50, 0.6f);
        Draw(70, 10, 15, 0.9f);
        Draw(90, 10, 90, 0.2f);
        var mapped = Layer(10);
        var lines = OffMapLines.Of(new(Nodes, values, "traces", "1"), 0.3f, mapped);
        Assert.Equal([1, 2], lines.Lines.Select(line => line.Rank));
        // Nodes 10 to 90: 80 steps of 200 m.
        Assert.Equal(16, lines.Lines[0].Kilometres, 1e-9);
        Assert.Equal(0.4, lines.Lines[0].Strength, 1e-6);
        Assert.Equal(6.4, lines.Lines[0].ExpectedKilometres, 1e-6);
        Assert.Equal(8, lines.Lines[1].Kilometres, 1e-9);
        // The truth has the weak one, 400 m aside; of the strong one nothing.
        Assert.Equal([1.0, 0.0], lines.SharesNear(Layer(32)));
        Assert.Equal(2, lines.Table().Rows.Count);
        Assert.Equal(Nodes.Position(30, 50).X, (double)lines.Table(1)["easting of the middle, m"][0], 401.0);
        Assert.Empty(OffMapLines.Of(new(Nodes, values, "traces", "1"), 1, mapped).Lines);

        void Draw(int row, int from, int to, float strength) => values.AsSpan(row * Size + from, to - from + 1).Fill(strength);
    }

    private static VectorLayer Layer(int row) => new("faults", Crs.Local,
        [new(new GeometryFactory().CreateLineString([Nodes.Position(row, 0), Nodes.Position(row, Size - 1)]), new Dictionary<string, object?>())]);
}
