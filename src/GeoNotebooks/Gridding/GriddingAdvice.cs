using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What speaks against gridding some points on some nodes, though it can be done.</summary>
/// <param name="Spacing">How far apart the points lie.</param>
/// <param name="Warnings">Sentences; none when all is well.</param>
public sealed record GriddingAdvice(PointSpacing Spacing, IReadOnlyList<string> Warnings)
{
    /// <summary>A cell below this share of the spacing shows nothing that was measured.</summary>
    private const double FinestCell = 0.25;

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
        if (cell < FinestCell * spacing.SpacingMetres * (1 - 1e-9))
            warnings.Add(FormattableString.Invariant(
                $"'{points.Name}': the cell of {cell:0.##} m is finer than a quarter of the spacing of the {(spacing.OnLines ? "lines" : "points")}, about {spacing.SpacingMetres:0} m: what the grid shows below {spacing.SpacingMetres / 2:0} m was made by the method, not measured; take {FinestCell * spacing.SpacingMetres:0} m or more"));
        var outside = ready.X.Where((x, i) => geometry.NodeAt(x, ready.Y[i]) is null).Count();
        if (outside > ready.Count / 2)
            warnings.Add(FormattableString.Invariant($"'{points.Name}': {outside} of {ready.Count} points lie outside the grid"));
        return new(spacing, warnings);
    }
}
