using System.Globalization;
using DuckDB.NET.Data;
using GeoNotebooks.Surveys.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Surveys;

/// <summary>
/// One file of points, as DuckDB sees it: a Parquet file, or a plain CSV file with a header, whose fields all begin as text. A table of any other kind stands in for by
/// its import.
/// </summary>
internal sealed class SurveyFile
{
    /// <summary>The column of <see cref="Relation"/> that counts the rows from 1; a name that no table has.</summary>
    public const string RowNumber = "row of geonotebooks";

    /// <summary>What stands for "not measured" in a plain CSV, as DuckDB's list.</summary>
    private static readonly string Missing = string.Join(", ", TableNumber.MissingTokens.Append("").Distinct().Select(token => $"'{token.Replace("'", "''", StringComparison.Ordinal)}'"));

    private readonly DuckDBConnection _connection;

    /// <param name="connection">The connection that queries it.</param>
    /// <param name="source">The file that the user knows, which errors name.</param>
    /// <param name="mapping">How it becomes a table of ours; null when it is one.</param>
    /// <param name="place">The columns of the place, which are numbers.</param>
    public SurveyFile(DuckDBConnection connection, string source, TableMapping? mapping, (string X, string Y) place)
    {
        _connection = connection;
        Path = source;
        if (!File.Exists(source))
            throw new FileNotFoundException($"{source}: expected a table of points; there is no such file", source);
        var path = QueriedPath = SurveyImport.Queryable(source, mapping, place);
        var quoted = $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
        Relation = System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => $"(SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS \"{RowNumber}\" FROM read_parquet({quoted}, file_row_number = true))",
            _ => $"(SELECT *, row_number() OVER () AS \"{RowNumber}\" FROM read_csv({quoted}, all_varchar = true, header = true, delim = ',', quote = '\"', nullstr = [{Missing}]))",
        };
        Columns = Describe();
    }

    public string Path { get; }

    /// <summary>The file that is read: this one, or its import into Parquet.</summary>
    public string QueriedPath { get; }

    /// <summary>What stands behind FROM; a column <see cref="RowNumber"/> counts the rows.</summary>
    public string Relation { get; }

    /// <summary>Column names and DuckDB types, the number of the row left out.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; }

    /// <summary>True for a column of words. In a plain CSV every column is text until it is asked for numbers.</summary>
    public bool IsText(string column) => Columns.GetValueOrDefault(column) is "VARCHAR" && QueriedPath.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>Throws one sentence when a column is not there, or holds text where a number belongs.</summary>
    public void RequireNumbers(string column)
    {
        if (!Columns.TryGetValue(column, out var type))
            throw new InvalidDataException($"{Path}: expected a column '{column}'; found {string.Join(", ", Columns.Keys)}");
        if (type is not "VARCHAR")
            return;
        using var rows = Query(
            $"SELECT \"{RowNumber}\", {Quoted(column)} FROM {Relation} WHERE trim(coalesce({Quoted(column)}, '')) <> '' AND TRY_CAST({Quoted(column)} AS DOUBLE) IS NULL ORDER BY \"{RowNumber}\" LIMIT 1");
        if (rows.Read())
            throw new InvalidDataException(
                $"{Path}: row {rows.GetInt64(0).ToString(CultureInfo.InvariantCulture)}, column '{column}': expected a number; found '{rows.GetString(1)}'");
    }

    /// <summary>Throws one sentence when a point has no place.</summary>
    public void RequirePlaces(string x, string y)
    {
        var (px, py) = (Number(x), Number(y));
        using var rows = Query($"SELECT min(\"{RowNumber}\") FROM {Relation} WHERE {px} IS NULL OR {py} IS NULL OR NOT isfinite({px}) OR NOT isfinite({py})");
        if (rows.Read() && !rows.IsDBNull(0))
            throw new InvalidDataException($"{Path}: row {rows.GetInt64(0).ToString(CultureInfo.InvariantCulture)}: expected a place in '{x}' and '{y}'; found none");
    }

    /// <summary>Throws one sentence when two rows lie on the same place.</summary>
    public void RequireDistinctPoints(string x, string y)
    {
        using var rows = Query(
            $"SELECT first, second, x, y FROM (SELECT min(\"{RowNumber}\") AS first, max(\"{RowNumber}\") AS second, {Number(x)} AS x, {Number(y)} AS y, count(*) AS n FROM {Relation} GROUP BY 3, 4) WHERE n > 1 ORDER BY first LIMIT 1");
        if (rows.Read())
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{Path}: rows {rows.GetInt64(0)} and {rows.GetInt64(1)}: expected distinct points; both lie on {rows.GetDouble(2):0.######}, {rows.GetDouble(3):0.######}"));
    }

    /// <summary>The rectangle that holds all points; empty where there are none.</summary>
    public Envelope Extent(string x, string y)
    {
        using var rows = Query($"SELECT min({Number(x)}), max({Number(x)}), min({Number(y)}), max({Number(y)}) FROM {Relation}");
        return rows.Read() && !rows.IsDBNull(0) ? new(rows.GetDouble(0), rows.GetDouble(1), rows.GetDouble(2), rows.GetDouble(3)) : new();
    }

    public DuckDBDataReader Query(string sql)
    {
        // The reader keeps the command alive; both go with the connection.
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            return command.ExecuteReader();
        }
        catch (DuckDBException exception)
        {
            throw new InvalidDataException($"{Path}: expected a table of points; it cannot be read as one ({exception.Message.Split('\n')[0]})", exception);
        }
    }

    /// <summary>A column as a double, NULL where it is blank.</summary>
    public string Number(string column) => Columns[column] is "VARCHAR" ? $"TRY_CAST({Quoted(column)} AS DOUBLE)" : $"CAST({Quoted(column)} AS DOUBLE)";

    public static string Quoted(string column) => '"' + column.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private Dictionary<string, string> Describe()
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        using var rows = Query($"DESCRIBE SELECT * FROM {Relation}");
        while (rows.Read())
            if (rows.GetString(0) != RowNumber)
                columns[rows.GetString(0)] = rows.GetString(1);
        return columns;
    }
}
