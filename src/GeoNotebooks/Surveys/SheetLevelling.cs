using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Takes the level shifts out of sheets that were surveyed in different years. Where two sheets meet, both measure the same ground: the median
/// difference of their block means along the common edge is the difference of their levels. All differences together give each sheet's
/// shift by least squares, weighed by the number of blocks; the shifts of all sheets sum to zero, so that the region's level stays.
/// </summary>
/// <param name="Points">The levelled points, sheet after sheet.</param>
/// <param name="Shifts">What was taken off each sheet, in the unit of the points.</param>
public sealed record SheetLevelling(PointSet Points, IReadOnlyList<double> Shifts)
{
    /// <summary>Fewer common blocks than this, over the four tilings, say nothing about two sheets: they meet in a corner.</summary>
    private const int LeastBlocks = 12;

    /// <summary>Side of a block, in mean distances between points.</summary>
    private const double BlockInSpacings = 4;

    /// <summary>Levels sheets of one survey.</summary>
    /// <param name="sheets">The points of each sheet: one quantity in one unit and one system of metres. Points without a value (NaN) stay and take no part.</param>
    /// <exception cref="InvalidDataException">No sheet, a sheet without a value, other units or systems than the first sheet's, or degrees.</exception>
    public static SheetLevelling Of(IReadOnlyList<PointSet> sheets)
    {
        Check(sheets);
        var block = BlockMetres(sheets);
        // Four tilings, half a block apart: an edge that runs along the blocks of one (sheet edges run along meridians) cuts those of another.
        double[] halves = [0, block / 2];
        var tilings = (from dx in halves from dy in halves select sheets.Select(sheet => BlockMeans(sheet, block, dx, dy)).ToArray()).ToArray();
        var normal = Matrix<double>.Build.Dense(sheets.Count, sheets.Count);
        var right = Vector<double>.Build.Dense(sheets.Count);
        for (var a = 0; a < sheets.Count; a++)
            for (var b = a + 1; b < sheets.Count; b++)
            {
                var differences = tilings.SelectMany(means => means[a].Where(pair => means[b].ContainsKey(pair.Key)).Select(pair => pair.Value - means[b][pair.Key])).ToArray();
                if (differences.Length < LeastBlocks)
                    continue;
                var (difference, weight) = (differences.Median(), (double)differences.Length);
                normal[a, a] += weight;
                normal[b, b] += weight;
                normal[a, b] -= weight;
                normal[b, a] -= weight;
                right[a] += weight * difference;
                right[b] -= weight * difference;
            }
        // Differences leave the common level free; the shortest solution is the one whose shifts sum to zero within each group of sheets that meet.
        var shifts = normal.Enumerate().All(entry => entry == 0) ? Vector<double>.Build.Dense(sheets.Count) : normal.PseudoInverse() * right;
        return new(Merge(sheets, shifts), [.. shifts]);
    }

    private static void Check(IReadOnlyList<PointSet> sheets)
    {
        if (sheets.Count == 0)
            throw new InvalidDataException("levelling of sheets: expected a sheet; found none");
        if (sheets[0].Crs.IsGeographic)
            throw new InvalidDataException($"'{sheets[0].Name}': expected sheets in metres, whose blocks are compared; these are in degrees of {sheets[0].Crs}: bring them into a projected system first");
        for (var i = 0; i < sheets.Count; i++)
        {
            if (sheets[i].Crs != sheets[0].Crs || sheets[i].Unit != sheets[0].Unit)
                throw new InvalidDataException(
                    $"'{sheets[i].Name}', sheet {i + 1} of {sheets.Count}: expected the system and the unit of the first sheet, {sheets[0].Crs} and {sheets[0].Unit}; found {sheets[i].Crs} and {sheets[i].Unit}");
            if (sheets[i].Values.All(float.IsNaN))
                throw new InvalidDataException($"'{sheets[i].Name}', sheet {i + 1} of {sheets.Count}: expected points with values; found none");
        }
    }

    private static double BlockMetres(IReadOnlyList<PointSet> sheets)
    {
        var largest = sheets.MaxBy(sheet => sheet.Count)!;
        var area = (largest.X.Max() - largest.X.Min()) * (largest.Y.Max() - largest.Y.Min());
        return Math.Max(2000, BlockInSpacings * Math.Sqrt(area / largest.Count));
    }

    private static Dictionary<(long, long), double> BlockMeans(PointSet sheet, double block, double offsetX, double offsetY)
    {
        var sums = new Dictionary<(long, long), (double Sum, int Count)>();
        for (var i = 0; i < sheet.Count; i++)
        {
            if (float.IsNaN(sheet.Values[i]))
                continue;
            var key = ((long)Math.Floor((sheet.X[i] + offsetX) / block), (long)Math.Floor((sheet.Y[i] + offsetY) / block));
            var (sum, count) = sums.GetValueOrDefault(key);
            sums[key] = (sum + sheet.Values[i], count + 1);
        }
        return sums.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
    }

    private static PointSet Merge(IReadOnlyList<PointSet> sheets, Vector<double> shifts) => sheets[0] with
    {
        X = [.. sheets.SelectMany(sheet => sheet.X)],
        Y = [.. sheets.SelectMany(sheet => sheet.Y)],
        Values = [.. sheets.SelectMany((sheet, i) => sheet.Values.Select(value => (float)(value - shifts[i])))],
    };
}
