using System.Globalization;
using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>What a column becomes in Parquet.</summary>
internal enum TableColumnKind
{
    Number,
    Text,
    LeftOut,
}

/// <summary>One column of the file, and what becomes of it.</summary>
/// <param name="Source">Its name in the file.</param>
/// <param name="Name">Its name in Parquet.</param>
/// <param name="Kind">What it becomes.</param>
/// <param name="Factor">What numbers are multiplied by.</param>
/// <param name="Missing">What stands for a missing value.</param>
/// <param name="MissingNumbers">Numbers that stand for a missing value.</param>
/// <param name="IsPlace">Whether it is a coordinate, which is never blank.</param>
internal sealed record TableColumn(string Source, string Name, TableColumnKind Kind, double Factor, IReadOnlyList<byte[]> Missing, IReadOnlyList<double> MissingNumbers, bool IsPlace);

/// <summary>How the rows of one table are read: its dialect and, for each field, what becomes of it.</summary>
internal sealed record TablePlan(string Name, TableDialect Dialect, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>Joins what was found in a file and what is known of it.</summary>
    /// <exception cref="InvalidDataException">The mapping names a column that the file does not have, or two columns get one name.</exception>
    public static TablePlan Of(string name, SniffedTable table, TableMapping mapping)
    {
        foreach (var mapped in mapping.Columns)
            if (!table.Names.Contains(mapped.Source) && !(table.Dialect.Layout == TableLayout.GeosoftXyz && SurveyLine.Columns.Contains(mapped.Source)))
                throw new InvalidDataException($"{name}: expected a column '{mapped.Source}'; found {string.Join(", ", table.Names)}");
        var columns = table.Names.Select((source, i) => Column(source, table.AreNumbers[i], mapping)).ToList();
        if (columns.Where(column => column.Kind != TableColumnKind.LeftOut).GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"{name}: expected columns of different names; the mapping calls {string.Join(" and ", twice.Select(column => $"'{column.Source}'"))} '{twice.Key}'");
        if (columns.TrueForAll(column => column.Kind == TableColumnKind.LeftOut))
            throw new InvalidDataException($"{name}: expected at least one column to import; the mapping leaves all out");
        return new(name, table.Dialect, columns);
    }

    private static TableColumn Column(string source, bool isNumber, TableMapping mapping)
    {
        var mapped = mapping.Columns.FirstOrDefault(column => column.Source == source);
        var name = mapped?.Name ?? source;
        // Without a word about it a missing value in text is text; a column that is told may have its own.
        var kind = mapped is null && mapping.OnlyMapped ? TableColumnKind.LeftOut : isNumber ? TableColumnKind.Number : TableColumnKind.Text;
        var told = mapping.Missing.Concat(mapped?.Missing ?? []).ToList();
        var numbers = told.Select(token => double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).Where(double.IsFinite).ToList();
        var tokens = (kind == TableColumnKind.Number ? TableNumber.MissingTokens.Concat(told) : mapped?.Missing ?? []).Select(Encoding.UTF8.GetBytes).ToList();
        return new(source, name, kind, mapped?.Factor ?? 1, tokens, numbers, kind == TableColumnKind.Number && mapped is not null && name is "x" or "y");
    }
}
