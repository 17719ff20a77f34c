using GeoNotebooks.Grids;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Features;

/// <summary>
/// Centred log-ratio: the natural logarithm of a part over the geometric mean of all parts (Aitchison 1986, The Statistical Analysis of Compositional Data, definition 4.6). It frees contents,
/// which share one whole, from correlations that come of the sharing alone; the results sum up to 0 at each node.
/// </summary>
/// <remarks>Parts in %, ppm and ppb are brought to ppm first; parts that all bear one and the same unit need no conversion. Where one part is missing all results are.</remarks>
public static class LogRatio
{
    /// <summary>Centred log-ratios of grids on the same nodes: named <c>clr Au</c>, unit 1, in the order of the parts.</summary>
    /// <exception cref="ArgumentException">Fewer than two parts, or a name that comes twice.</exception>
    /// <exception cref="InvalidDataException">Other nodes, units that do not fit together, contents of 0 or less, a part without values.</exception>
    public static IReadOnlyList<Grid> Centred(IReadOnlyList<Grid> parts)
    {
        foreach (var part in parts)
            parts[0].RequireSameNodes(part.Geometry, part.Name);
        var centred = Centred(ContentUnit.Of(parts), [.. parts.Select(part => part.Values)]);
        return [.. parts.Select((part, p) => new Grid(part.Geometry, centred[p], $"clr {part.Name}", "1"))];
    }

    /// <summary>Centred log-ratios of columns of a table of samples: a table of columns named <c>clr Au</c>, row by row as it was given; null where a part is missing.</summary>
    /// <param name="samples">One row a sample.</param>
    /// <param name="parts">The columns that make up the composition, with their units.</param>
    /// <exception cref="ArgumentException">Fewer than two parts, a name that comes twice, or a column that the table does not have.</exception>
    /// <exception cref="InvalidDataException">Units that do not fit together, contents of 0 or less, a part without values.</exception>
    public static DataFrame Centred(DataFrame samples, params IReadOnlyList<(string Column, string Unit)> parts)
    {
        var columns = parts.Select(part => samples.Columns.FirstOrDefault(column => column.Name == part.Column) ?? throw new ArgumentException(
            $"the table has no column '{part.Column}'; it has {string.Join(", ", samples.Columns.Select(column => $"'{column.Name}'"))}"));
        var centred = Centred(parts, [.. columns.Select(Numbers)]);
        return new(parts.Select((part, p) => (DataFrameColumn)new DoubleDataFrameColumn(
            $"clr {part.Column}", centred[p].Select(value => float.IsNaN(value) ? (double?)null : value))));
    }

    private static float[][] Centred(IReadOnlyList<(string Name, string Unit)> parts, float[][] contents)
    {
        if (parts.Count < 2)
            throw new ArgumentException($"a log-ratio needs two parts or more; found {(parts.Count == 0 ? "none" : $"'{parts[0].Name}' alone")}");
        if (parts.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"a log-ratio needs parts of different names; '{twice.Key}' comes {twice.Count()} times");
        var factors = ContentUnit.Common(parts);
        for (var p = 0; p < parts.Count; p++)
            LogContents.RequirePositive(contents[p], parts[p].Name, parts[p].Unit);
        var shift = factors.Select(factor => Math.Log(factor)).ToArray();
        var centred = contents.Select(part => new float[part.Length]).ToArray();
        Parallel.For(0, contents[0].Length, () => new double[parts.Count], (node, _, logs) =>
        {
            var sum = 0.0;
            for (var p = 0; p < logs.Length; p++)
                sum += logs[p] = Math.Log(contents[p][node]) + shift[p];
            for (var p = 0; p < logs.Length; p++)
                centred[p][node] = (float)(logs[p] - sum / logs.Length);
            return logs;
        }, _ => { });
        return centred;
    }

    private static float[] Numbers(DataFrameColumn column) => column.IsNumericColumn()
        ? [.. column.Cast<object?>().Select(value => value is null ? float.NaN : Convert.ToSingle(value, System.Globalization.CultureInfo.InvariantCulture))]
        : throw new ArgumentException($"column '{column.Name}': expected contents as numbers; it holds {column.DataType.Name}");
}
