using System.Buffers.Binary;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using GeoNotebooks.Targets.Formats;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

public sealed class GeoPackageReadingTests
{
    private static readonly GeometryFactory Factory = new();

    internal static void Make(string path) => GeoPackage.Write(path,
    [
        new("map", Crs.Pulkovo1942GaussKruger25,
        [
            new(Factory.CreateLineString([new(25_500_000, 6_800_000), new(25_500_100, 6_800_200)]), new Dictionary<string, object?> { ["name"] = "разлом", ["n"] = 1L, ["x"] = 0.5, ["sure"] = true }),
            new(Factory.CreatePoint(), new Dictionary<string, object?> { ["name"] = null, ["n"] = null, ["x"] = null, ["sure"] = null }),
        ]),
    ]);

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public void Kinds_of_attributes_and_empty_shapes_are_kept()
    {
        using var folder = new TemporaryFolder();
        Make(folder["map.gpkg"]);
        var layer = VectorFile.Read(folder["map.gpkg"]);
        Assert.Equal(new Dictionary<string, object?> { ["name"] = "разлом", ["n"] = 1L, ["x"] = 0.5, ["sure"] = true }, layer.Features[0].Attributes);
        Assert.True(layer.Features[1].Shape.IsEmpty);
        Assert.Null(layer.Features[1].Attributes["sure"]);
    }

    [Fact]
    public void Reading_changes_nothing_and_leaves_nothing_beside()
    {
        using var folder = new TemporaryFolder();
        Make(folder["карта № 1 #?.gpkg"]);
        Change(folder["карта № 1 #?.gpkg"], "PRAGMA journal_mode = WAL");
        var (bytes, written) = (File.ReadAllBytes(folder["карта № 1 #?.gpkg"]), File.GetLastWriteTimeUtc(folder["карта № 1 #?.gpkg"]));
        File.SetAttributes(folder["карта № 1 #?.gpkg"], FileAttributes.ReadOnly);
        Assert.Equal(2, VectorFile.Read(folder["карта № 1 #?.gpkg"]).Features.Count);
        Assert.Equal(bytes, File.ReadAllBytes(folder["карта № 1 #?.gpkg"]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder["карта № 1 #?.gpkg"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void File_that_another_program_writes_to_is_refused()
    {
        using var folder = new TemporaryFolder();
        Make(folder["map.gpkg"]);
        File.WriteAllBytes(folder["map.gpkg-wal"], [1]);
        Assert.Contains("expected a GeoPackage that no program is writing to", Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["map.gpkg"])).Message);
    }

    [Theory]
    [InlineData("DROP TABLE gpkg_geometry_columns", "expected a GeoPackage with a table 'gpkg_geometry_columns'; there is none")]
    [InlineData("ALTER TABLE map RENAME TO it; CREATE VIEW map AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS fid, x'00' AS geom FROM r", "expected 'map' to be a plain table; found a view")]
    [InlineData("ALTER TABLE gpkg_geometry_columns RENAME TO g; CREATE VIEW gpkg_geometry_columns AS SELECT * FROM g", "expected 'gpkg_geometry_columns' to be a plain table; found a view")]
    [InlineData("ALTER TABLE map RENAME TO it; CREATE VIRTUAL TABLE map USING fts5(geom)", "found a virtual table")]
    [InlineData("ALTER TABLE map ADD COLUMN big AS (zeroblob(1000000000))", "expected plain columns; 'big' is computed")]
    [InlineData("UPDATE map SET geom = 'text'", "row 1: expected a shape")]
    [InlineData("UPDATE map SET geom = x'4750'", "row 1: expected a shape; it does not begin with \"GP\"")]
    [InlineData("UPDATE gpkg_geometry_columns SET column_name = 'shape'", "expected a column 'shape' of shapes; there is none")]
    [InlineData("DELETE FROM gpkg_geometry_columns", "since the file holds 0")]
    public void Hostile_schema_is_refused_in_one_sentence(string sql, string expected)
    {
        using var folder = new TemporaryFolder();
        Make(folder["map.gpkg"]);
        Change(folder["map.gpkg"], "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; " + sql);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["map.gpkg"])).Message);
    }

    [Fact]
    public void Database_that_is_no_geopackage_is_refused()
    {
        using var folder = new TemporaryFolder();
        Change(folder["some.db"], "CREATE TABLE t (a); CREATE TRIGGER u AFTER INSERT ON t BEGIN DELETE FROM t; END");
        Assert.Contains("expected a GeoPackage with a table 'gpkg_geometry_columns'", Assert.Throws<InvalidDataException>(() => VectorFile.Read(folder["some.db"])).Message);
    }

    [Fact]
    public void Columns_of_bytes_are_left_out_with_a_note()
    {
        using var folder = new TemporaryFolder();
        Make(folder["map.gpkg"]);
        Change(folder["map.gpkg"], "ALTER TABLE map ADD COLUMN photo BLOB");
        var layer = VectorFile.Read(folder["map.gpkg"]);
        Assert.Equal(["column 'photo' holds bytes and is left out"], layer.Notes);
        Assert.DoesNotContain("photo", layer.Features[0].Attributes.Keys);
    }

    /// <summary>A count of two thousand million points in a blob of a few bytes.</summary>
    [Fact]
    public void Counts_of_a_shape_are_held_against_its_length()
    {
        var blob = new byte[8 + 5 + 4 + 32];
        "GP"u8.CopyTo(blob);
        blob[3] = 1;
        blob[8] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(9), 2);
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(13), 2);
        Assert.Null(WellKnownBinary.Fault(blob));
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(13), 2_000_000_000);
        Assert.Equal("it counts 2000000000 parts where 32 bytes are left", WellKnownBinary.Fault(blob));
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(13), 2);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(17), double.NaN);
        Assert.Equal("a coordinate of it is NaN", WellKnownBinary.Fault(blob));
        var nested = new byte[8 + 9 * 100];
        "GP"u8.CopyTo(nested);
        for (var i = 0; i < 100; i++)
            ((byte[])[1, 7, 0, 0, 0, 1, 0, 0, 0]).CopyTo(nested, 8 + 9 * i);
        Assert.Equal("it nests over 32 deep", WellKnownBinary.Fault(nested));
    }
}
