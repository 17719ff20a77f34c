using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Turns lines of flagged nodes, such as <see cref="Thinning"/> leaves, into lines of a map from junction to junction. Nodes side by side are joined; nodes corner to corner only where no node beside both joins them
/// already, so that no little triangles arise at steps and crossings.
/// </summary>
/// <remarks>The lines run from node to node, that is in steps of 45 degrees: before azimuths are taken they are to be smoothed by about a cell and a half.</remarks>
public static class FlaggedLines
{
    /// <summary>The lines through flagged nodes. A node without a neighbour makes none.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="thin">One flag a node, row after row from the north-west corner; flagged ground one node wide.</param>
    /// <returns>Lines in the system of the nodes, each between two ends or junctions; a ring begins and ends at one node.</returns>
    public static IReadOnlyList<LineString> Of(GridGeometry geometry, bool[] thin)
    {
        if (thin.Length != geometry.Count)
            throw new ArgumentException($"a grid of {geometry.Rows} x {geometry.Columns} holds {geometry.Count} flags; found {thin.Length}");
        var factory = new GeometryFactory();
        var walked = new HashSet<(int, int)>();
        var lines = new List<LineString>();
        int[] nodes = [.. Enumerable.Range(0, thin.Length).Where(node => thin[node])];
        // From ends and junctions first; what is left over are rings.
        foreach (var start in nodes.Where(node => Joined(geometry, thin, node).Count != 2).Concat(nodes))
            foreach (var next in Joined(geometry, thin, start))
                if (walked.Add((Math.Min(start, next), Math.Max(start, next))))
                    lines.Add(factory.CreateLineString([.. Walk(geometry, thin, start, next, walked).Select(node => geometry.Position(node / geometry.Columns, node % geometry.Columns))]));
        return lines;
    }

    /// <summary>The nodes from one to the next end or junction, or round to itself.</summary>
    private static List<int> Walk(GridGeometry geometry, bool[] thin, int start, int next, HashSet<(int, int)> walked)
    {
        var path = new List<int> { start, next };
        while (next != start && Joined(geometry, thin, next) is { Count: 2 } both)
        {
            var onwards = both[0] == path[^2] ? both[1] : both[0];
            if (!walked.Add((Math.Min(next, onwards), Math.Max(next, onwards))))
                break;
            path.Add(next = onwards);
        }
        return path;
    }

    private static List<int> Joined(GridGeometry geometry, bool[] thin, int node)
    {
        var (row, column) = Math.DivRem(node, geometry.Columns);
        bool Is(int r, int c) => r >= 0 && r < geometry.Rows && c >= 0 && c < geometry.Columns && thin[r * geometry.Columns + c];
        var joined = new List<int>(4);
        for (var down = -1; down <= 1; down++)
            for (var across = -1; across <= 1; across++)
                if ((down, across) != (0, 0) && Is(row + down, column + across) && (down == 0 || across == 0 || !(Is(row + down, column) || Is(row, column + across))))
                    joined.Add((row + down) * geometry.Columns + column + across);
        return joined;
    }
}
