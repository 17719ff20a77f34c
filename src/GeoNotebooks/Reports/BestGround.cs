using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Reports;

/// <summary>The steps of the slider of a <see cref="MapPage"/>: the best parts of a map, counted on its values as they are.</summary>
internal static class BestGround
{
    /// <summary>The parts, each about a quarter to a half larger than the one before.</summary>
    public static IReadOnlyList<double> Shares { get; } =
        [0.001, 0.0015, 0.002, 0.003, 0.004, 0.005, 0.007, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];

    /// <summary>One part of the ground.</summary>
    /// <param name="Share">The share of the nodes with a score that was asked for.</param>
    /// <param name="Nodes">Nodes in it: fewer where several tie at its edge, for those enter together only when all of them fit, as in <see cref="AreaCapture"/>.</param>
    /// <param name="AreaSquareKilometres">Their area.</param>
    /// <param name="Above">Its nodes score above this; null where all nodes belong to it.</param>
    public sealed record Level(double Share, int Nodes, double AreaSquareKilometres, double? Above);

    /// <summary>The levels of a score, the smallest part first.</summary>
    public static IReadOnlyList<Level> LevelsOf(Grid score)
    {
        var sorted = Array.FindAll(score.Values, float.IsFinite);
        Array.Sort(sorted);
        Array.Reverse(sorted);
        return [.. Shares.Select(share =>
        {
            var nodes = Math.Clamp((int)Math.Round(share * sorted.Length), 1, sorted.Length);
            double? above = nodes < sorted.Length ? sorted[nodes] : null;
            while (above is { } edge && nodes > 0 && sorted[nodes - 1] <= edge)
                nodes--;
            return new Level(share, nodes, nodes * score.Geometry.CellAreaSquareKilometres, above);
        })];
    }

    /// <summary>With which level each node enters, 1 for the first; one more than there are levels where it enters with none, NaN where it has no score.</summary>
    public static Grid EntryOf(Grid score, IReadOnlyList<Level> levels) => score.Map(
        value =>
        {
            if (!float.IsFinite(value))
                return float.NaN;
            var level = 0;
            while (level < levels.Count && levels[level].Above is { } above && value <= above)
                level++;
            return level + 1;
        },
        "level", "1");

    /// <summary>Which part of the area scores above the median node of a cluster; null where it has no node with a score, so that it cannot be counted.</summary>
    public static double? ShareAbove(Grid score, Geometry cluster)
    {
        var inside = PolygonRaster.Inside(score.Geometry, [cluster]);
        foreach (var point in PolygonLayer.PartsOf<Point>(cluster))
            if (score.Geometry.NodeAt(point.X, point.Y) is { } node)
                inside[node] = true;
        for (var node = 0; node < inside.Length; node++)
            if (inside[node] && !float.IsNaN(score.Values[node]))
                return AreaRank.Of(score, inside).ShareAbove;
        return null;
    }
}
