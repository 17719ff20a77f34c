using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>
/// Outlines of equal cells of a raster as polygons. Corners are cut through the midpoints of the cells' edges, which neighbouring polygons share,
/// so that two units still meet along one line.
/// </summary>
internal static class RasterTracer
{
    /// <summary>One polygon for each connected piece; cells whose label is negative belong to none.</summary>
    public static IReadOnlyList<(int Label, Polygon Shape)> Trace(GridGeometry geometry, int[] labels)
    {
        int rows = geometry.Rows, columns = geometry.Columns;
        var pieces = Pieces(labels, rows, columns, out var count);
        var rings = new List<Coordinate[]>[count];
        var pieceLabels = new int[count];
        // An edge is walked with its piece on the left; this marks southern edges, along which every ring runs eastward somewhere.
        var seen = new bool[labels.Length];
        for (var start = 0; start < labels.Length; start++)
        {
            if (pieces[start] < 0 || seen[start] || At(start / columns + 1, start % columns) == pieces[start])
                continue;
            var piece = pieces[start];
            pieceLabels[piece] = labels[start];
            (rings[piece] ??= []).Add(Ring(start / columns, start % columns, piece));
        }
        var shapes = new List<(int, Polygon)>();
        for (var piece = 0; piece < count; piece++)
        {
            if (rings[piece] is not { } own)
                continue;
            var ordered = own.Select(ring => new LinearRing(ring)).OrderByDescending(ring => ring.EnvelopeInternal.Area).ToList();
            shapes.Add((pieceLabels[piece], new(ordered[0], [.. ordered.Skip(1)])));
        }
        return shapes;

        int At(int row, int column) => row < 0 || row >= rows || column < 0 || column >= columns ? -1 : pieces[row * columns + column];

        Coordinate[] Ring(int row, int column, int piece)
        {
            // Directions of travel: 0 east (cell to the north), 1 north (cell to the west), 2 west (cell to the south), 3 south (cell to the east).
            var middles = new List<Coordinate>();
            var direction = 0;
            var (r, c) = (row, column);
            do
            {
                if (direction == 0)
                    seen[r * columns + c] = true;
                middles.Add(Middle(r, c, direction));
                // Turn left round the cell where its neighbour ahead is another piece, go straight on, or turn right into the cell ahead on the far side.
                var (aheadRow, aheadColumn) = Step(r, c, direction);
                var (farRow, farColumn) = Step(aheadRow, aheadColumn, (direction + 3) % 4);
                if (At(aheadRow, aheadColumn) != piece)
                    direction = (direction + 1) % 4;
                else if (At(farRow, farColumn) == piece)
                {
                    (r, c) = (farRow, farColumn);
                    direction = (direction + 3) % 4;
                }
                else
                    (r, c) = (aheadRow, aheadColumn);
            }
            while (direction != 0 || r != row || c != column);
            return Simplified(middles);
        }

        Coordinate Middle(int row, int column, int direction)
        {
            double halfX = geometry.CellWidthMetres / 2, halfY = geometry.CellHeightMetres / 2;
            return new(
                geometry.X(column) + (direction == 1 ? halfX : direction == 3 ? -halfX : 0),
                geometry.Y(row) + (direction == 0 ? -halfY : direction == 2 ? halfY : 0));
        }
    }

    private static (int Row, int Column) Step(int row, int column, int direction) => direction switch
    {
        0 => (row, column + 1),
        1 => (row - 1, column),
        2 => (row, column - 1),
        _ => (row + 1, column),
    };

    /// <summary>The ring closed, without the points that lie on a line between their neighbours.</summary>
    private static Coordinate[] Simplified(List<Coordinate> ring)
    {
        var kept = new List<Coordinate>();
        for (var i = 0; i < ring.Count; i++)
        {
            var (before, at, after) = (ring[(i + ring.Count - 1) % ring.Count], ring[i], ring[(i + 1) % ring.Count]);
            if ((at.X - before.X) * (after.Y - at.Y) != (at.Y - before.Y) * (after.X - at.X))
                kept.Add(at);
        }
        kept.Add(kept[0].Copy());
        return [.. kept];
    }

    private static int[] Pieces(int[] labels, int rows, int columns, out int count)
    {
        var pieces = new int[labels.Length];
        Array.Fill(pieces, -1);
        count = 0;
        var stack = new Stack<int>();
        for (var start = 0; start < labels.Length; start++)
        {
            if (labels[start] < 0 || pieces[start] >= 0)
                continue;
            pieces[start] = count;
            stack.Push(start);
            while (stack.TryPop(out var at))
            {
                if (at % columns > 0)
                    Visit(at - 1);
                if (at % columns < columns - 1)
                    Visit(at + 1);
                if (at >= columns)
                    Visit(at - columns);
                if (at < labels.Length - columns)
                    Visit(at + columns);

                void Visit(int next)
                {
                    if (pieces[next] >= 0 || labels[next] != labels[at])
                        return;
                    pieces[next] = pieces[at];
                    stack.Push(next);
                }
            }
            count++;
        }
        return pieces;
    }
}
