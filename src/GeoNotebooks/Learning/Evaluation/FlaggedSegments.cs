using GeoNotebooks.Grids;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Connected pieces of flagged ground: nodes hang together when they are among each other's eight neighbours. The extent of a piece is the distance between its two farthest nodes, which for a thin
/// piece is its length from end to end.
/// </summary>
public static class FlaggedSegments
{
    /// <summary>The flags of the pieces that reach an extent.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="flagged">One flag a node, row after row from the north-west corner.</param>
    /// <param name="leastExtentMetres">Smaller pieces are left out.</param>
    /// <returns>One flag a node.</returns>
    public static bool[] AtLeast(GridGeometry geometry, bool[] flagged, double leastExtentMetres)
    {
        if (flagged.Length != geometry.Count)
            throw new ArgumentException($"a grid of {geometry.Rows} x {geometry.Columns} holds {geometry.Count} flags; found {flagged.Length}");
        var (kept, seen, piece) = (new bool[flagged.Length], new bool[flagged.Length], new List<int>());
        for (var node = 0; node < flagged.Length; node++)
        {
            if (!flagged[node] || seen[node])
                continue;
            Collect(geometry, flagged, seen, node, piece);
            if (ExtentMetres(geometry, piece) >= leastExtentMetres * (1 - 1e-9))
                foreach (var member in piece)
                    kept[member] = true;
        }
        return kept;
    }

    private static void Collect(GridGeometry geometry, bool[] flagged, bool[] seen, int start, List<int> piece)
    {
        piece.Clear();
        piece.Add(start);
        seen[start] = true;
        for (var i = 0; i < piece.Count; i++)
        {
            var (row, column) = Math.DivRem(piece[i], geometry.Columns);
            for (var r = Math.Max(0, row - 1); r <= Math.Min(geometry.Rows - 1, row + 1); r++)
                for (var c = Math.Max(0, column - 1); c <= Math.Min(geometry.Columns - 1, column + 1); c++)
                    if (r * geometry.Columns + c is var node && flagged[node] && !seen[node])
                    {
                        seen[node] = true;
                        piece.Add(node);
                    }
        }
    }

    /// <summary>The farthest two of some nodes lie on their convex hull, and so at an end of the nodes' rows.</summary>
    internal static double ExtentMetres(GridGeometry geometry, List<int> piece)
    {
        var ends = new SortedDictionary<int, (int West, int East)>();
        foreach (var node in piece)
        {
            var (row, column) = Math.DivRem(node, geometry.Columns);
            ends[row] = ends.TryGetValue(row, out var end) ? (Math.Min(end.West, column), Math.Max(end.East, column)) : (column, column);
        }
        var square = 0.0;
        var rows = ends.ToArray();
        foreach (var (upper, a) in rows)
            foreach (var (lower, b) in rows)
            {
                var down = (upper - lower) * geometry.CellHeightMetres;
                var across = Math.Max(a.East - b.West, b.East - a.West) * geometry.CellWidthMetres;
                square = Math.Max(square, down * down + across * across);
            }
        return Math.Sqrt(square);
    }
}
