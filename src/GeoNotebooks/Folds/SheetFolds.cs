using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Folds;

/// <summary>
/// Cross-validation by sheets: each sheet is judged once, by a network that trained neither on it nor on the strip about it. Sheets differ in year, level and laboratory, so that
/// this also asks whether a network bears a survey that it has not met. Sheets are dealt out so that each fold holds about as many positives as the next.
/// </summary>
/// <param name="Sheets">Names of the sheets that hold the ground, such as "P-55-XXII".</param>
public sealed record SheetFolds(IReadOnlyList<string> Sheets)
{
    /// <summary>Width of the strip: one tile.</summary>
    public double BufferMetres { get; init; } = 12_800;

    /// <summary>Number of folds.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Seed of the order in which equal sheets are dealt.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The sheet of each node, by its place in <see cref="Sheets"/>; -1 on none of them.</summary>
    public int[] BlocksOf(GridGeometry geometry)
    {
        var sheetOf = Enumerable.Repeat(-1, geometry.Count).ToArray();
        for (var sheet = 0; sheet < Sheets.Count; sheet++)
        {
            var inside = PolygonRaster.Inside(geometry, [Sheet.Parse(Sheets[sheet]).Outline(geometry.Crs)]);
            for (var node = 0; node < inside.Length; node++)
                if (inside[node])
                    sheetOf[node] = sheet;
        }
        return sheetOf;
    }

    /// <summary>Splits the ground where labels are known; each sheet with a known label is test ground in exactly one fold.</summary>
    /// <exception cref="InvalidDataException">Labels are known off the sheets, or there are fewer sheets than folds, or a fold without positives or without training ground.</exception>
    public IReadOnlyList<SpatialSplit> Split(TargetLabels labels)
    {
        var sheetOf = BlocksOf(labels.Geometry);
        var off = sheetOf.Where((sheet, node) => sheet < 0 && labels.Values[node] != TargetLabels.Unknown).Count();
        return off == 0
            ? new FoldDeal(Count, Seed, BufferMetres, "sheets").Split(labels, sheetOf)
            : throw new InvalidDataException($"target '{labels.Target}': expected known labels on the {Sheets.Count} sheets alone, each of which is judged once; found {off} nodes off them");
    }
}
