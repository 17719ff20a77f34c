using System.Globalization;
using DuckDB.NET.Data;
using GeoNotebooks.Packages;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Copies a Parquet file under a mapping. DuckDB reads and writes it, a few row groups at a time.</summary>
internal static class ParquetCopy
{
    /// <param name="content">The Parquet file, uncompressed.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <param name="target">The file to write; a neighbour of it holds the content meanwhile.</param>
    /// <param name="mapping">What becomes of the columns.</param>
    /// <param name="cancellation">Stops the copy.</param>
    public static ImportReport Write(Stream content, string name, string target, TableMapping mapping, CancellationToken cancellation)
    {
        var beside = $"{target}.content";
        try
        {
            using (var whole = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
                Copy(content, whole, cancellation);
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            using var registration = cancellation.Register(command.Cancel);
            command.CommandText = "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET memory_limit = '1GB'";
            command.ExecuteNonQuery();
            var fields = FieldsOf(command, beside, name, mapping, out var selection);
            command.CommandText = $"COPY (SELECT {selection} FROM read_parquet('{Escaped(beside)}')) TO '{Escaped(target)}' (FORMAT parquet)";
            var rows = command.ExecuteNonQuery();
            return rows > 0 ? new(name, rows, null, fields) : throw new InvalidDataException($"{name}: expected rows of points; found none");
        }
        catch (DuckDBException exception)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidDataException($"{name}: expected a table of points; it cannot be read as Parquet ({exception.Message.Split('\n')[0].Replace(beside, name, StringComparison.Ordinal)})", exception);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static List<DataField> FieldsOf(DuckDBCommand command, string path, string name, TableMapping mapping, out string selection)
    {
        command.CommandText = $"DESCRIBE SELECT * FROM read_parquet('{Escaped(path)}')";
        var (columns, fields, parts) = (new List<(string Name, string Type)>(), new List<DataField>(), new List<string>());
        using (var rows = command.ExecuteReader())
            while (rows.Read())
                columns.Add((rows.GetString(0), rows.GetString(1)));
        foreach (var mapped in mapping.Columns)
            if (!columns.Exists(column => column.Name == mapped.Source))
                throw new InvalidDataException($"{name}: expected a column '{mapped.Source}'; found {string.Join(", ", columns.Select(column => column.Name))}");
        foreach (var (source, type) in columns)
        {
            var mapped = mapping.Columns.FirstOrDefault(column => column.Source == source);
            if (mapped is null && mapping.OnlyMapped)
                continue;
            var isText = mapped?.Type == "string" || (mapped?.Type is null && type == "VARCHAR");
            var value = SurveyFile.Quoted(source);
            if (!isText && (mapped is not null || mapping.Missing.Count > 0))
            {
                value = $"CAST({value} AS DOUBLE)";
                foreach (var token in mapping.Missing.Concat(mapped?.Missing ?? []))
                    if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                        value = $"nullif({value}, {number.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE)";
                value = $"{value} * {(mapped?.Factor ?? 1).ToString("R", CultureInfo.InvariantCulture)}::DOUBLE";
            }
            parts.Add($"{value} AS {SurveyFile.Quoted(mapped?.Name ?? source)}");
            fields.Add(new(mapped?.Name ?? source, isText ? "string" : "number", mapped?.Unit));
        }
        selection = string.Join(", ", parts);
        return parts.Count > 0 ? fields : throw new InvalidDataException($"{name}: expected at least one column to import; the mapping leaves all out");
    }

    private static void Copy(Stream from, FileStream to, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 20];
        for (int count; (count = from.Read(buffer)) > 0; to.Write(buffer, 0, count))
            cancellation.ThrowIfCancellationRequested();
    }

    private static string Escaped(string path) => path.Replace("'", "''", StringComparison.Ordinal);
}
