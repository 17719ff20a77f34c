using System.Globalization;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets.Formats;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoNotebooks.Targets;

/// <summary>
/// Vector layers in an OGC GeoPackage 1.3 (an SQLite file that QGIS opens). The same layers give the same bytes: no time stamps
/// of ours are written.
/// </summary>
public static class GeoPackage
{
    // "GPKG" in ASCII, and version 1.3.0, as the standard asks (OGC 12-128r18, requirement 2).
    private const long ApplicationId = 0x47504B47;
    private const long UserVersion = 10300;
    private const string LastChange = "1970-01-01T00:00:00.000Z";

    /// <summary>Writes layers into a new file; an older one is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">At least one layer; names must differ.</param>
    /// <param name="styles">How QGIS draws a layer when it opens it: its style (QML) by the layer's name.</param>
    public static void Write(string path, IReadOnlyList<VectorLayer> layers, IReadOnlyDictionary<string, string>? styles = null) => AtomicFile.Write(path, beside =>
    {
        using var connection = Create(beside);
        using var transaction = connection.BeginTransaction();
        void Execute(string sql, params (string Name, object? Value)[] parameters)
        {
            using var command = Command(connection, sql, parameters);
            command.ExecuteNonQuery();
        }
        Execute($"PRAGMA application_id = {ApplicationId}");
        Execute($"PRAGMA user_version = {UserVersion}");
        foreach (var table in GeoPackageSchema.Tables)
            Execute(table);
        foreach (var (id, name, organisation, code, definition) in GeoPackageSchema.RequiredSystems.Concat(layers.Select(layer => SystemOf(layer.Crs)).DistinctBy(row => row.Id)))
            Execute(
                "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES ($name, $id, $organisation, $code, $definition, NULL)",
                ("$name", name), ("$id", id), ("$organisation", organisation), ("$code", code), ("$definition", definition));
        foreach (var layer in layers)
            WriteLayer(connection, layer, Execute);
        if (styles?.Count > 0)
            WriteStyles(layers, styles, Execute);
        transaction.Commit();
    });

    /// <summary>Reads one layer; text, long, double, bool and ISO dates are kept, other columns are left out with a note.</summary>
    /// <param name="path">The file; it is opened for reading alone, as one that does not change: SQLite writes nothing beside it.</param>
    /// <param name="layerName">The layer's table; null where the file holds one.</param>
    /// <exception cref="InvalidDataException">The file is no GeoPackage, is damaged or has no such layer.</exception>
    public static VectorLayer Read(string path, string? layerName = null) => GeoPackageReading.Read(path, layerName);

    private static void WriteLayer(SqliteConnection connection, VectorLayer layer, Action<string, (string, object?)[]> execute)
    {
        var columns = layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct().ToList();
        // SQLite knows one column by "name" and "Name".
        if (columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twins)
            throw new ArgumentException($"layer '{layer.Name}': expected attributes whose names differ in more than case; found {string.Join(" and ", twins.Select(name => $"'{name}'"))}");
        var (key, geometry) = (Free("fid", columns), Free("geom", columns));
        var types = columns.Select(name => SqlType(layer, name)).ToList();
        var definitions = columns.Zip(types, (name, type) => $", {Quoted(name)} {type}");
        execute($"CREATE TABLE {Quoted(layer.Name)} ({key} INTEGER PRIMARY KEY, {geometry} {GeometryType(layer)}{string.Concat(definitions)})", []);
        var extent = new Envelope();
        foreach (var feature in layer.Features)
            extent.ExpandToInclude(feature.Shape.EnvelopeInternal);
        (string, object?)[] edges = extent.IsNull
            ? [("$w", null), ("$s", null), ("$e", null), ("$n", null)]
            : [("$w", extent.MinX), ("$s", extent.MinY), ("$e", extent.MaxX), ("$n", extent.MaxY)];
        execute(
            "INSERT INTO gpkg_contents VALUES ($table, 'features', $table, '', $time, $w, $s, $e, $n, $system)",
            [("$table", layer.Name), ("$time", LastChange), .. edges, ("$system", SystemOf(layer.Crs).Id)]);
        execute(
            "INSERT INTO gpkg_geometry_columns VALUES ($table, $geometry, $type, $system, 0, 0)",
            [("$table", layer.Name), ("$geometry", geometry), ("$type", GeometryType(layer)), ("$system", SystemOf(layer.Crs).Id)]);
        var values = string.Concat(columns.Select((_, i) => $", $a{i}"));
        var names = string.Concat(columns.Select(name => $", {Quoted(name)}"));
        using var insert = Command(connection, $"INSERT INTO {Quoted(layer.Name)} ({geometry}{names}) VALUES ($geom{values})");
        var writer = new GeoPackageGeoWriter();
        foreach (var feature in layer.Features)
        {
            var shape = feature.Shape.Copy();
            shape.SRID = (int)SystemOf(layer.Crs).Id;
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$geom", writer.Write(shape));
            for (var i = 0; i < columns.Count; i++)
                insert.Parameters.AddWithValue($"$a{i}", Stored(feature.Attributes.GetValueOrDefault(columns[i]), types[i]));
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>The table that QGIS looks for in a GeoPackage: the style of each layer, to be used when it is opened.</summary>
    private static void WriteStyles(IReadOnlyList<VectorLayer> layers, IReadOnlyDictionary<string, string> styles, Action<string, (string, object?)[]> execute)
    {
        execute(GeoPackageSchema.Styles, []);
        execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', $time)", [("$time", LastChange)]);
        foreach (var (name, style) in styles)
        {
            var layer = layers.FirstOrDefault(one => one.Name == name) ?? throw new ArgumentException($"a style is given for layer '{name}'; there are {string.Join(", ", layers.Select(one => $"'{one.Name}'"))}");
            execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, useAsDefault, description, owner, update_time) VALUES ('', '', $table, $geometry, $table, $style, 1, '', '', $time)",
                [("$table", name), ("$geometry", Free("geom", [.. layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct()])), ("$style", style), ("$time", LastChange)]);
        }
    }

    private static (long Id, string Name, string Organisation, long Code, string Definition) SystemOf(Crs crs) =>
        crs.Epsg is { } epsg
            ? (epsg, crs.Name, "EPSG", epsg, CrsDefinition.WellKnownText(crs) ?? "undefined")
            : crs == Crs.Local ? (-1, "Undefined Cartesian SRS", "NONE", -1, "undefined")
            : (OwnId(crs), crs.Name, "NONE", OwnId(crs), crs.WellKnownText ?? "undefined");

    /// <summary>A number for a system without a code, beyond those of the register, that follows from its name: FNV-1a (Fowler, Noll and Vo).</summary>
    private static long OwnId(Crs crs)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in crs.Name)
            hash = (hash ^ letter) * 16_777_619;
        return 200_000 + hash % 100_000;
    }

    private static string GeometryType(VectorLayer layer)
    {
        var types = layer.Features.Select(feature => feature.Shape.GeometryType.ToUpperInvariant()).Distinct().ToList();
        return types.Count == 1 ? types[0] : "GEOMETRY";
    }

    /// <summary>The type that holds every value of an attribute: readers other than SQLite go by it, and would cut 5.5 in a column of whole numbers.</summary>
    private static string SqlType(VectorLayer layer, string column)
    {
        var types = layer.Features.Select(feature => feature.Attributes.GetValueOrDefault(column)).OfType<object>().Select(value => value switch
        {
            string => "TEXT",
            bool => "BOOLEAN",
            int or long or short or byte => "INTEGER",
            float or double => "REAL",
            _ => throw new ArgumentException($"layer '{layer.Name}', attribute '{column}': expected text, a number or a boolean; found {value.GetType().Name}"),
        }).ToHashSet();
        return types.Count == 1 ? types.Single() : types.Count > 0 && types.IsSubsetOf(["INTEGER", "REAL"]) ? "REAL" : "TEXT";
    }

    private static object Stored(object? value, string type) => value switch
    {
        null or double.NaN or float.NaN => DBNull.Value,
        not string when type == "TEXT" => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
        _ => value,
    };

    /// <summary>A name of our own that no attribute has.</summary>
    private static string Free(string name, IReadOnlyCollection<string> taken)
    {
        while (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            name += "_";
        return name;
    }

    private static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static SqliteConnection Create(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value is IFormattable number and not (long or double) ? number.ToString(null, CultureInfo.InvariantCulture) : value ?? DBNull.Value);
        return command;
    }
}
