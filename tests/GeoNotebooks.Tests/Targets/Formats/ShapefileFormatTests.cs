using System.Buffers.Binary;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Targets;
using GeoNotebooks.Targets.Formats;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

public sealed class ShapefileFormatTests
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>Two squares apart in one object, then a triangle; a text and a number each.</summary>
    internal static Dictionary<string, byte[]> Files()
    {
        using var folder = new TemporaryFolder();
        var square = (Polygon)Factory.ToGeometry(new Envelope(0, 10, 0, 10));
        var apart = (Polygon)Factory.ToGeometry(new Envelope(20, 30, 0, 10));
        VectorFile.Write(folder["map.shp"], new("map", Crs.Pulkovo1942GaussKruger25,
        [
            new(Factory.CreateMultiPolygon([square, apart]), new Dictionary<string, object?> { ["name"] = "гранит", ["n"] = 1L, ["f"] = 0.5, ["ok"] = true }),
            new(Factory.CreatePolygon([new(0, 0), new(5, 0), new(5, 5), new(0, 0)]), new Dictionary<string, object?> { ["name"] = "сланец", ["n"] = null, ["f"] = null, ["ok"] = null }),
        ]));
        return Directory.GetFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }

    private static VectorLayer Read(Dictionary<string, byte[]> files)
    {
        using var content = GridContent.OfBytes("map.shp", files["map.shp"], files);
        return VectorFile.Read(content);
    }

    private static string Error(Action<Dictionary<string, byte[]>> damage)
    {
        var files = Files();
        damage(files);
        return Assert.Throws<InvalidDataException>(() => Read(files)).Message;
    }

    [Fact]
    public void Missing_companions_are_done_without()
    {
        var files = Files();
        Assert.Equal(Crs.Pulkovo1942GaussKruger25, Read(files).Crs);
        files.Remove("map.shx");
        files.Remove("map.prj");
        files.Remove("map.cpg");
        var layer = Read(files);
        Assert.Equal("гранит", layer.Features[0].Attributes["name"]);
        Assert.Equal(true, layer.Features[0].Attributes["ok"]);
        Assert.Null(layer.Features[1].Attributes["ok"]);
        Assert.Equal(Crs.Local, layer.Crs);
        files.Remove("map.dbf");
        layer = Read(files);
        Assert.Empty(layer.Features[0].Attributes);
        Assert.Equal(["there is no .dbf: the shapes have no attributes"], layer.Notes);
    }

    [Fact]
    public void Truncated_files_are_refused()
    {
        Assert.Contains("map.shp: expected", Error(files => files["map.shp"] = files["map.shp"][..^20]));
        Assert.Contains("map.shp: expected", Error(files => files["map.shp"] = files["map.shp"][..60]));
        Assert.Contains("map.dbf: expected", Error(files => files["map.dbf"] = files["map.dbf"][..^20]));
        Assert.Contains("map.dbf: expected", Error(files => files["map.dbf"] = files["map.dbf"][..20]));
        Assert.Contains("map.shx: expected", Error(files => files["map.shx"] = files["map.shx"][..^4]));
    }

    [Theory]
    [InlineData(104, -2, "record 1: expected a length between 4 and")]
    [InlineData(104, 0x3FFFFFFF, "record 1: expected a length between 4 and")]
    [InlineData(24, 10, "expected a length of at least 100 bytes in the header; found 20")]
    public void Lengths_that_lie_are_refused(int at, int value, string expected) =>
        Assert.Contains(expected, Error(files => BinaryPrimitives.WriteInt32BigEndian(files["map.shp"].AsSpan(at), value)));

    [Theory]
    [InlineData(32, 31, "expected points, lines or polygons; found shapes of type 31")]
    [InlineData(108, 3, "record 1: expected a shape of type 5; found 3")]
    [InlineData(144, -1, "record 1: expected a count of at least 0; found -1")]
    [InlineData(144, 0x7FFFFFFF, "by its counts; found")]
    [InlineData(148, 0x7FFFFFFF, "by its counts; found")]
    [InlineData(156, 11, "record 1, part 1: expected points within 0 to 10; found 0 to 11")]
    [InlineData(152, 9, "record 1, part 1: expected points within 0 to 10; found 9 to 5")]
    public void Counts_that_lie_are_refused(int at, int value, string expected) =>
        Assert.Contains(expected, Error(files => BinaryPrimitives.WriteInt32LittleEndian(files["map.shp"].AsSpan(at), value)));

    [Fact]
    public void Coordinates_that_are_no_numbers_are_refused() =>
        Assert.Contains("record 1: expected finite coordinates; found NaN", Error(files => BinaryPrimitives.WriteDoubleLittleEndian(files["map.shp"].AsSpan(160), double.NaN)));

    [Fact]
    public void Index_and_table_that_contradict_the_shapes_are_refused()
    {
        Assert.Contains("map.shx: record 2: expected", Error(files => files["map.shx"][111]++));
        Assert.Contains("expected 2 rows, one for each shape; found 1", Error(files => files["map.dbf"][4] = 1));
        Assert.Contains("its header gives -1 rows", Error(files => BinaryPrimitives.WriteInt32LittleEndian(files["map.dbf"].AsSpan(4), -1)));
        Assert.Contains("expected columns of", Error(files => files["map.dbf"][32 + 16] = 255));
        Assert.Contains("row 1, column 'f': expected a number; found", Error(files => files["map.dbf"][files["map.dbf"].AsSpan().LastIndexOf((byte)'1')] = (byte)'x'));
        Assert.Contains("x y", Error(files => "x\ny"u8.CopyTo(files["map.dbf"].AsSpan(files["map.dbf"].AsSpan().LastIndexOf((byte)'1') - 2))));
    }

    [Fact]
    public void Deleted_rows_are_left_out_with_their_shapes()
    {
        var files = Files();
        files["map.dbf"][BinaryPrimitives.ReadUInt16LittleEndian(files["map.dbf"].AsSpan(8))] = (byte)'*';
        Assert.Equal("сланец", Assert.Single(Read(files).Features).Attributes["name"]);
    }

    [Fact]
    public void What_a_shapefile_cannot_hold_is_refused_and_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        string Error(Geometry shape, string name, object? value, Crs? crs = null) =>
            Assert.Throws<ArgumentException>(() => VectorFile.Write(folder["map.shp"], new("map", crs ?? Crs.Local, [new(shape, new Dictionary<string, object?> { [name] = value }), new(Factory.CreatePoint(new Coordinate(1, 2)), new Dictionary<string, object?>())]))).Message;
        var point = Factory.CreatePoint(new Coordinate(1, 2));
        Assert.Contains("expected a name of at most 10 bytes; found 12", Error(point, "порода", 1L));
        Assert.Contains("expected text of at most 254 bytes; found 300", Error(point, "name", new string('ж', 150)));
        Assert.Contains("expected shapes of one kind; found LineString, Point", Error(Factory.CreateLineString([new(0, 0), new(1, 1)]), "n", 1L));
        Assert.Contains("expected a system that a .prj can define", Error(point, "n", 1L, new Crs("somewhere", null)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>Rings in any direction and order: a hole first, a shell that runs against the clock.</summary>
    [Fact]
    public void Holes_are_found_by_place_not_by_direction()
    {
        LinearRing Ring(double from, double to, bool reversed)
        {
            var ring = Factory.CreateLinearRing([new(from, from), new(from, to), new(to, to), new(to, from), new(from, from)]);
            return reversed ? (LinearRing)ring.Reverse() : ring;
        }
        var expected = Factory.CreateMultiPolygon(
            [Factory.CreatePolygon(Ring(0, 100, false), [Ring(10, 90, false), Ring(92, 95, false)]), Factory.CreatePolygon(Ring(20, 80, false), [Ring(30, 40, false)]), Factory.CreatePolygon(Ring(200, 300, false))]).Normalized();
        for (var mask = 0; mask < 64; mask++)
        {
            var rings = new (double From, double To)[] { (30, 40), (10, 90), (200, 300), (0, 100), (20, 80), (92, 95) }.Select((it, i) => Ring(it.From, it.To, (mask >> i & 1) == 1)).ToArray();
            Assert.True(expected.EqualsExact(RingNesting.ToGeometry(rings, Factory).Normalized()));
        }
    }

    /// <summary>As many rings as a hostile file of a megabyte can hold, side by side and one within the other: the work stays within the time for a file.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Many_rings_take_no_more_than_a_second_or_two(bool nested)
    {
        const int Rings = 20_000;
        LinearRing[] rings = [.. Enumerable.Range(0, Rings).Select(i => ((Polygon)Factory.ToGeometry(nested ? new Envelope(i, 3 * Rings - i, i, 3 * Rings - i) : new Envelope(3 * i, 3 * i + 1, 0, 1))).Shell)];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var shape = RingNesting.ToGeometry(rings, Factory);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000);
        Assert.Equal(nested ? Rings / 2 : Rings, shape.NumGeometries);
        Assert.Equal(5 * Rings, shape.NumPoints);
    }
}
