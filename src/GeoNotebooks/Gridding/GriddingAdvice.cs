using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What speaks against gridding some points on some nodes, though it can be done.</summary>
/// <param name="Spacing">How far apart the points lie.</param>
/// <param name="Warnings">Sentences; none when all is well.</param>
public sealed record GriddingAdvice(PointSpacing Spacing, IReadOnlyList<string> Warnings)
{
    /// <summary>Looks at points and nodes.</summary>
    /// <param name="points">At least four points, in metres.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="spacingMetres">Distance between the survey's lines where it is known; otherwise it is measured.</param>
    public static GriddingAdvice Of(PointSet points, GridGeometry geometry, double? spacingMetres = null)
    {
        var ready = GriddingCheck.Clean(points, geometry);
        var spacing = PointSpacing.Of(ready);
        if (spacingMetres is { } known)
            spacing = spacing with { SpacingMetres = known };
        var warnings = new List<string>();
        var cell = Math.Min(geometry.CellWidthMetres, geometry.CellHeightMetres);
        if (FinestCell.Warning(cell, spacing.SpacingMetres, spacing.OnLines) is { } tooFine)
            warnings.Add($"'{points.Name}': {tooFine}");
        var outside = ready.X.Where((x, i) => geometry.NodeAt(x, ready.Y[i]) is null).Count();
        if (outside > ready.Count / 2)
            warnings.Add(FormattableString.Invariant($"'{points.Name}': {outside} of {ready.Count} points lie outside the grid"));
        return new(spacing, warnings);
    }
}
