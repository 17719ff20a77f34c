using System.Security.Cryptography;
using System.Text;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using GeoNotebooks.Surveys.Formats;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Brings tables of points into Parquet: CSV with any delimiter, Geosoft XYZ and Parquet, each as it is or in .gz, .xz or a .zip with nothing else. How a table of text is
/// written down is found by looking at it. One pass, memory of a few chunks of 16 MB whatever the size; numbers become doubles, blanks become null.
/// </summary>
public static class SurveyImport
{
    /// <summary>Imports a table; an older file is replaced when the new one is whole, and nothing is left behind when it fails or is cancelled.</summary>
    /// <param name="path">The table.</param>
    /// <param name="target">The Parquet file to write.</param>
    /// <param name="mapping">Names, units, factors, missing values; null takes the table as it is.</param>
    /// <param name="progress">Told after each chunk.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    /// <returns>What was found and written.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">No table, or a row that does not fit: one sentence with file, line, column, what was expected and what was found.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>Rows are written as they come: that no two points lie on one place is checked when the table is opened.</remarks>
    public static ImportReport ToParquet(string path, string target, TableMapping? mapping = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        ImportReport? report = null;
        using var file = Open(path);
        AtomicFile.Write(target, beside => report = Import(file, path, beside, mapping ?? new(), progress, cancellation));
        return report!;
    }

    /// <summary>Looks at a table of text and tells how it is written down.</summary>
    /// <param name="path">The table.</param>
    /// <param name="mapping">What is known already.</param>
    /// <returns>The dialect; null for Parquet.</returns>
    /// <exception cref="InvalidDataException">It is no table: one sentence.</exception>
    public static TableDialect? DialectOf(string path, TableMapping? mapping = null)
    {
        using var file = Open(path);
        using var inner = TableContainer.Open(file, path, mapping?.UncompressedBytes);
        return IsParquet(path) ? null : new TableText(inner, path, LengthOf(file, inner, mapping), mapping ?? new()).Plan.Dialect;
    }

    /// <summary>A table that DuckDB can query: the file itself where it is Parquet or plain CSV, else its import, which is kept in the user's cache until the file changes.</summary>
    internal static string Queryable(string path, TableMapping? mapping, (string X, string Y) place)
    {
        if (mapping is null && Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase))
            return path;
        if (mapping is null && Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) && DialectOf(path) is { IsPlainCsv: true })
            return path;
        mapping ??= new() { Columns = [new(place.X, Type: "number"), new(place.Y, Type: "number")] };
        var kept = KeptAt(path, mapping);
        if (!File.Exists(kept))
            ToParquet(path, kept, mapping);
        return kept;
    }

    /// <summary>Where the import of a file is kept; another place once the file has changed.</summary>
    internal static string KeptAt(string path, TableMapping mapping)
    {
        var file = new FileInfo(path);
        var key = FormattableString.Invariant($"{file.FullName}\n{(file.Exists ? file.Length : 0)}\n{file.LastWriteTimeUtc.Ticks}\n{mapping.ToJson()}");
        var root = CacheFolder.Root ?? Path.Combine(Path.GetTempPath(), $"geonotebooks-{Environment.UserName}");
        return Path.Combine(root, "tables", $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}.parquet");
    }

    /// <summary>Imports what a stream holds that can seek.</summary>
    internal static ImportReport Import(Stream file, string name, string target, TableMapping mapping, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var inner = TableContainer.Open(file, name, mapping.UncompressedBytes);
        if (IsParquet(name))
            return ParquetCopy.Write(inner, name, target, mapping, cancellation);
        var text = new TableText(inner, name, LengthOf(file, inner, mapping), mapping);
        var (rows, missing) = (0L, new HashSet<string>(text.Plan.Dialect.Missing, StringComparer.OrdinalIgnoreCase));
        using (var sink = new ParquetSink(target, text.Plan))
        {
            text.Read(
                batch =>
                {
                    sink.Write(batch);
                    rows += batch.RowCount;
                    missing.UnionWith(batch.Missing);
                    progress?.Report(new(file.Position, file.Length, rows));
                },
                cancellation);
            sink.Close();
        }
        if (rows == 0)
            throw new InvalidDataException($"{name}: expected rows of points; found none");
        return new(name, rows, text.Plan.Dialect with { Missing = [.. missing.Order(StringComparer.Ordinal)] }, FieldsOf(text.Plan, mapping));
    }

    private static List<DataField> FieldsOf(TablePlan plan, TableMapping mapping) =>
    [
        .. plan.Dialect.Layout == TableLayout.GeosoftXyz ? SurveyLine.Columns.Select(column => new DataField(column, "string")) : [],
        .. plan.Columns.Where(column => column.Kind != TableColumnKind.LeftOut).Select(column => new DataField(
            column.Name, column.Kind == TableColumnKind.Number ? "number" : "string", mapping.Columns.FirstOrDefault(mapped => mapped.Source == column.Source)?.Unit)),
    ];

    private static bool IsParquet(string path) => Path.GetExtension(TableContainer.InnerName(path)).Equals(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>How long the text can be: a small file takes a small buffer.</summary>
    private static long LengthOf(Stream file, Stream inner, TableMapping? mapping) =>
        ReferenceEquals(file, inner) ? file.Length : mapping?.UncompressedBytes ?? file.Length * ExpansionGuard.LargestRatio;

    private static FileStream Open(string path) => File.Exists(path)
        ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan)
        : throw new FileNotFoundException($"{path}: expected a table of points; there is no such file", path);
}
