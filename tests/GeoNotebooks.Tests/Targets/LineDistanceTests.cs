using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets;

public sealed class LineDistanceTests
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>Cells that are not square, a corner far from 0, more columns than rows.</summary>
    private static readonly GridGeometry Geometry = new(83, 141, 25_400_000, 6_900_000, 200, 150, Crs.Local);

    private static LineString[] RandomLines(GridGeometry geometry, int count, int seed)
    {
        var random = new Random(seed);
        var (across, down) = (geometry.Columns * geometry.CellWidth, geometry.Rows * geometry.CellHeight);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            // Some begin or end beyond the grid.
            var (x, y) = (geometry.West + (1.6 * random.NextDouble() - 0.3) * across, geometry.North - (1.6 * random.NextDouble() - 0.3) * down);
            var places = new Coordinate[random.Next(2, 9)];
            for (var i = 0; i < places.Length; i++)
                places[i] = new(x += (random.NextDouble() - 0.4) * across / 6, y += (random.NextDouble() - 0.6) * down / 6);
            return Factory.CreateLineString(places);
        })];
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(85, 3)]
    [InlineData(900, 4)]
    public void Distance_without_a_limit_is_that_of_the_nearest_of_all_segments(int count, int seed)
    {
        var lines = RandomLines(Geometry, count, seed);
        var distance = LineDistance.Metres(Geometry, lines);
        for (var node = seed; node < Geometry.Count; node += count > 100 ? 37 : 1)
        {
            var place = Geometry.Position(node / Geometry.Columns, node % Geometry.Columns);
            var expected = lines.Min(line => Enumerable.Range(1, line.NumPoints - 1).Min(i => DistanceToSegment(place, line.GetCoordinateN(i - 1), line.GetCoordinateN(i))));
            Assert.Equal(expected, distance[node], 1e-3 + 1e-6 * expected);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(450)]
    [InlineData(5000)]
    public void Limit_leaves_nearer_nodes_as_they_are_and_makes_others_infinite(double limit)
    {
        var lines = RandomLines(Geometry, 12, 5).Append(Factory.CreateLineString([Geometry.Position(40, 70), Geometry.Position(40, 80)])).ToArray();
        var (without, with) = (LineDistance.Metres(Geometry, lines), LineDistance.Metres(Geometry, lines, limit));
        Assert.Equal(without.Select(metres => metres <= limit ? metres : float.PositiveInfinity), with);
        Assert.True(with.Count(float.IsFinite) >= 2);
    }

    [Fact]
    public void Rotated_grid_is_measured_as_it_lies()
    {
        var rotated = Geometry with { RotationDegrees = 27 };
        var line = Factory.CreateLineString([new(25_405_000, 6_899_000), new(25_411_000, 6_902_500), new(25_411_000, 6_906_000)]);
        var distance = LineDistance.Metres(rotated, [line]);
        for (var node = 0; node < rotated.Count; node += 11)
            Assert.Equal(line.Distance(Factory.CreatePoint(rotated.Position(node / rotated.Columns, node % rotated.Columns))), distance[node], 0.01);
    }

    [Fact]
    public void Points_collections_and_rings_with_holes_count_and_the_empty_do_not()
    {
        var hole = Factory.CreateLinearRing([new(25_406_000, 6_893_000), new(25_408_000, 6_893_000), new(25_407_000, 6_895_000), new(25_406_000, 6_893_000)]);
        var polygon = Factory.CreatePolygon(Factory.CreateLinearRing([new(25_404_000, 6_891_000), new(25_412_000, 6_891_500), new(25_407_000, 6_898_000), new(25_404_000, 6_891_000)]), [hole]);
        var point = Factory.CreatePoint(new Coordinate(25_420_033, 6_897_017));
        var shapes = Factory.CreateGeometryCollection([polygon, point, Factory.CreateLineString()]);
        var distance = LineDistance.Metres(Geometry, [shapes, Factory.CreatePoint()]);
        for (var node = 0; node < Geometry.Count; node += 7)
        {
            var place = Factory.CreatePoint(Geometry.Position(node / Geometry.Columns, node % Geometry.Columns));
            Assert.Equal(Math.Min(polygon.Boundary.Distance(place), point.Distance(place)), distance[node], 0.01);
        }
    }

    [Fact]
    public void Without_shapes_all_is_infinite_and_bad_parameters_are_refused()
    {
        Assert.All(LineDistance.Metres(Geometry, []), metres => Assert.Equal(float.PositiveInfinity, metres));
        Assert.Equal([0f], LineDistance.Metres(new(1, 1, 5, 5, 10, 10, Crs.Local), [Factory.CreatePoint(new Coordinate(5, 5))], 1));
        Assert.Contains("found -1", Assert.Throws<ArgumentOutOfRangeException>(() => LineDistance.Metres(Geometry, [], -1)).Message);
        Assert.Contains("found NaN", Assert.Throws<ArgumentOutOfRangeException>(() => LineDistance.Metres(Geometry, [], double.NaN)).Message);
        Assert.Contains("in degrees of WGS 84", Assert.Throws<InvalidDataException>(() => LineDistance.Metres(Geometry with { Crs = Crs.Wgs84 }, [])).Message);
    }

    /// <summary>By the angle at each end: written otherwise than the code under test.</summary>
    private static double DistanceToSegment(Coordinate p, Coordinate a, Coordinate b)
    {
        var length = a.Distance(b);
        var (toA, toB) = (p.Distance(a), p.Distance(b));
        return toA * toA >= toB * toB + length * length ? toB
            : toB * toB >= toA * toA + length * length ? toA
            : Math.Abs((b.X - a.X) * (p.Y - a.Y) - (b.Y - a.Y) * (p.X - a.X)) / length;
    }

    // One such vertex left all nodes of a grid without a distance, and said nothing.
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Vertices_without_a_place_are_refused(double x)
    {
        var lines = RandomLines(Geometry, 3, 6).Append(Factory.CreateLineString([new(25_400_000, 6_890_000), new(x, 6_890_500)]));
        Assert.Contains(
            FormattableString.Invariant($"expected shapes whose vertices have a place; found a vertex at ({x}, 6890500)"),
            Assert.Throws<InvalidDataException>(() => LineDistance.Metres(Geometry, lines)).Message);
    }
}
