using GeoNotebooks.Grids;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using SQLitePCL;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// Reads a layer of a GeoPackage that nobody vouches for: the file is never opened for writing, only plain tables are read (a view or a computed column
/// would run what the file says), and each shape is checked before a library reads it.
/// </summary>
internal static class GeoPackageReading
{
    private const string Contents = "gpkg_geometry_columns";
    private const string Systems = "gpkg_spatial_ref_sys";

    public static VectorLayer Read(string path, string? layerName)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: expected a GeoPackage; there is no such file", path);
        // Read as one that does not change, SQLite would pass over what another program has written but not yet filed.
        foreach (var journal in (string[])["-wal", "-journal"])
            if (new FileInfo(path + journal) is { Exists: true, Length: > 0 })
                throw new InvalidDataException($"{path}: expected a GeoPackage that no program is writing to; found its journal '{Path.GetFileName(path)}{journal}': close it there first");
        try
        {
            using var connection = Open(path);
            RequireTable(connection, path, Contents);
            RequireTable(connection, path, Systems);
            var (name, geometryColumn, systemId) = Find(connection, path, layerName);
            RequireTable(connection, path, name);
            var columns = Columns(connection, path, name, geometryColumn);
            List<string> notes = [.. columns.Where(column => column.Type == "BLOB").Select(column => $"column '{column.Name}' holds bytes and is left out")];
            var features = Features(connection, path, name, geometryColumn, [.. columns.Where(column => column.Type != "BLOB")]);
            return new(name, SystemOf(connection, systemId), features) { Notes = notes };
        }
        catch (SqliteException exception)
        {
            throw new InvalidDataException($"{path}: expected a GeoPackage; SQLite says: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: expected a GeoPackage; a value in it is of the wrong kind ({exception.Message.ReplaceLineEndings(" ")})", exception);
        }
    }

    private static SqliteConnection Open(string path)
    {
        // "immutable" keeps SQLite from locking and from writing any file beside this one.
        var uri = new Uri(Path.GetFullPath(path)).AbsoluteUri + "?mode=ro&immutable=1";
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = uri, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        // No value can be longer than the file that holds it.
        var length = (int)Math.Min(new FileInfo(path).Length + 4096, 1 << 30);
        raw.sqlite3_limit(connection.Handle!, raw.SQLITE_LIMIT_LENGTH, length);
        foreach (var pragma in (string[])["trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"])
        {
            using var command = Command(connection, "PRAGMA " + pragma);
            command.ExecuteNonQuery();
        }
        return connection;
    }

    private static void RequireTable(SqliteConnection connection, string path, string name)
    {
        using var command = Command(connection, "SELECT type, sql FROM sqlite_master WHERE name = $name COLLATE NOCASE AND type IN ('table', 'view')", ("$name", name));
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            throw new InvalidDataException($"{path}: expected a GeoPackage with a table '{name}'; there is none");
        var (type, sql) = (rows.GetString(0), rows.IsDBNull(1) ? "" : rows.GetString(1).TrimStart());
        if (type != "table" || sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{path}: expected '{name}' to be a plain table; found a {(type == "view" ? "view" : "virtual table")}, which is not run");
    }

    private static (string Name, string Column, long SystemId) Find(SqliteConnection connection, string path, string? layerName)
    {
        using var command = Command(connection, $"SELECT table_name, column_name, srs_id FROM {Contents}");
        using var rows = command.ExecuteReader();
        var found = new List<(string Name, string Column, long SystemId)>();
        while (rows.Read())
            found.Add((rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        var names = string.Join(", ", found.Select(layer => layer.Name));
        if (layerName is null)
            return found.Count == 1 ? found[0] : throw new InvalidDataException($"{path}: expected the name of a layer, since the file holds {found.Count}: {names}");
        return found.Find(layer => layer.Name == layerName) is { Name: not null } it ? it : throw new InvalidDataException($"{path}: expected a layer '{layerName}'; found {names}");
    }

    /// <summary>The columns of attributes, without the key and the shape.</summary>
    private static List<(string Name, string Type)> Columns(SqliteConnection connection, string path, string table, string geometryColumn)
    {
        using var command = Command(connection, "SELECT name, upper(type), pk, hidden FROM pragma_table_xinfo($name)", ("$name", table));
        using var rows = command.ExecuteReader();
        var columns = new List<(string, string)>();
        var hasShape = false;
        while (rows.Read())
        {
            var (name, type) = (rows.GetString(0), rows.GetString(1));
            if (rows.GetInt64(3) != 0)
                throw new InvalidDataException($"{path}: layer '{table}': expected plain columns; '{name}' is computed, which is not run");
            if (name == geometryColumn)
                hasShape = true;
            else if (rows.GetInt64(2) == 0 || type != "INTEGER")
                columns.Add((name, type.StartsWith("BLOB", StringComparison.Ordinal) ? "BLOB" : type));
        }
        return hasShape ? columns : throw new InvalidDataException($"{path}: layer '{table}': expected a column '{geometryColumn}' of shapes; there is none");
    }

    private static List<VectorFeature> Features(SqliteConnection connection, string path, string table, string geometryColumn, IReadOnlyList<(string Name, string Type)> columns)
    {
        var features = new List<VectorFeature>();
        var reader = new GeoPackageGeoReader();
        var nothing = new GeometryFactory().CreateGeometryCollection();
        using var command = Command(connection, $"SELECT {Quoted(geometryColumn)}{string.Concat(columns.Select(column => ", " + Quoted(column.Name)))} FROM {Quoted(table)} ORDER BY rowid");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < columns.Count; i++)
                attributes[columns[i].Name] = rows.IsDBNull(i + 1) ? null : rows.GetValue(i + 1) switch
                {
                    long flag when columns[i].Type == "BOOLEAN" => flag != 0,
                    byte[] => null,
                    var value => value,
                };
            var row = features.Count + 1;
            features.Add(new(rows.IsDBNull(0) ? nothing : Shape(reader, rows.GetFieldValue<byte[]>(0), path, table, row), attributes));
        }
        return features;
    }

    private static Geometry Shape(GeoPackageGeoReader reader, byte[] blob, string path, string table, int row)
    {
        if (WellKnownBinary.Fault(blob) is { } fault)
            throw new InvalidDataException($"{path}: layer '{table}', row {row}: expected a shape; {fault}");
        try
        {
            return reader.Read(blob);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException($"{path}: layer '{table}', row {row}: expected a shape; it is damaged ({exception.Message.ReplaceLineEndings(" ")})", exception);
        }
    }

    private static Crs SystemOf(SqliteConnection connection, long id)
    {
        if (id <= 0)
            return Crs.Local;
        using var command = Command(connection, $"SELECT organization, organization_coordsys_id, definition, srs_name FROM {Systems} WHERE srs_id = $id", ("$id", id));
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return id < 100_000 ? Crs.FromEpsg((int)id) : Crs.Local;
        if (rows.GetString(0).Equals("EPSG", StringComparison.OrdinalIgnoreCase) && rows.GetInt64(1) is > 0 and < 1_000_000 and var code)
            return Crs.FromEpsg((int)code);
        var definition = rows.GetString(2);
        return definition is "undefined" or "" ? new(rows.GetString(3), null) : CrsDefinition.Read(definition);
    }

    private static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
