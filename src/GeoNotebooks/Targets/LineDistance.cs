using System.Numerics;
using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets;

/// <summary>How far the nodes of a grid lie from lines and points.</summary>
/// <remarks>
/// The grid is halved again and again, and with each block goes the list of the segments that can be the nearest of any node in it. Distance to a segment
/// changes by no more than one goes, so of a block with its centre at c and its corners r away a segment can be nearest only when it lies within
/// 2 r of the distance from c to the nearest one (branch and bound, as Fukunaga and Narendra 1975, IEEE Transactions on Computers 24, 750-753). A few segments
/// are left where blocks are small, and those are measured exactly: nothing is rasterised, and no node gets anything but its exact distance.
/// </remarks>
public static class LineDistance
{
    /// <summary>A block of at most this many nodes is measured without being halved again.</summary>
    private const int SmallBlock = 64;

    /// <summary>Blocks that share the work: more than there are processors, the same number on every machine.</summary>
    private const int ParallelBlocks = 128;

    /// <summary>Exact distance to the nearest segment or point, as far as a limit.</summary>
    /// <param name="geometry">The nodes, in metres; a rotated grid is measured as it lies.</param>
    /// <param name="shapes">Lines, points, or polygons, of which the rings count.</param>
    /// <param name="limitMetres">How far to look; infinite for every node's distance.</param>
    /// <returns>Metres, one value a node, row after row from the north-west corner; infinite beyond the limit, and everywhere when there is no shape.</returns>
    /// <exception cref="InvalidDataException">The grid is in degrees, or a vertex has no place (NaN or infinite).</exception>
    public static float[] Metres(GridGeometry geometry, IEnumerable<Geometry> shapes, double limitMetres = double.PositiveInfinity)
    {
        if (!(limitMetres >= 0))
            throw new ArgumentOutOfRangeException(nameof(limitMetres), FormattableString.Invariant($"expected a limit of 0 m or more; found {limitMetres}"));
        var distances = new float[geometry.Count];
        Array.Fill(distances, float.PositiveInfinity);
        var search = new Search(geometry.Columns, geometry.CellWidthMetres, geometry.CellHeightMetres, SegmentsOf(geometry, shapes), limitMetres, distances);
        var blocks = new List<(Block Block, int[] Segments)> { (new(0, 0, geometry.Rows, geometry.Columns), search.Nearest(new(0, 0, geometry.Rows, geometry.Columns))) };
        while (blocks.Count < ParallelBlocks && blocks.Any(block => block.Block.Count > SmallBlock))
        {
            var halves = new (Block, int[])[2 * blocks.Count];
            Parallel.For(0, blocks.Count, i =>
            {
                var (first, second) = blocks[i].Block.Halves();
                halves[2 * i] = (first, search.Nearest(first, blocks[i].Segments));
                halves[2 * i + 1] = (second, search.Nearest(second, blocks[i].Segments));
            });
            blocks = [.. halves];
        }
        Parallel.ForEach(blocks, block => search.Measure(block.Block, [.. block.Segments], 0));
        return distances;
    }

    /// <summary>The segments in metres east and south of the first node, along the rows and columns of the grid.</summary>
    private static Segment[] SegmentsOf(GridGeometry geometry, IEnumerable<Geometry> shapes)
    {
        var segments = new List<Segment>();
        foreach (var shape in shapes)
            foreach (var line in Lines(shape))
                // A point is a segment of no length.
                for (var i = Math.Min(1, line.Count - 1); i < line.Count; i++)
                {
                    var (ax, ay) = Place(line, Math.Max(i - 1, 0));
                    var (bx, by) = Place(line, i);
                    var (dx, dy) = (bx - ax, by - ay);
                    var square = dx * dx + dy * dy;
                    segments.Add(new(ax, ay, dx, dy, square > 0 ? 1 / square : 0));
                }
        return [.. segments];

        (double X, double Y) Place(CoordinateSequence line, int i)
        {
            var (row, column) = geometry.At(line.GetX(i), line.GetY(i));
            // A distance that is no number is nearer than none: one such vertex would leave the whole grid without any.
            if (!double.IsFinite(row) || !double.IsFinite(column))
                throw new InvalidDataException(FormattableString.Invariant($"expected shapes whose vertices have a place; found a vertex at ({line.GetX(i)}, {line.GetY(i)})"));
            return (column * geometry.CellWidthMetres, row * geometry.CellHeightMetres);
        }
    }

    private static IEnumerable<CoordinateSequence> Lines(Geometry shape) => shape switch
    {
        { IsEmpty: true } => [],
        Point point => [point.CoordinateSequence],
        LineString line => [line.CoordinateSequence],
        Polygon polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(ring => ring.CoordinateSequence),
        GeometryCollection collection => collection.SelectMany(Lines),
        _ => [],
    };

    /// <summary>From (AX, AY) by (DX, DY); the inverse of the squared length is 0 for a point.</summary>
    private readonly record struct Segment(double AX, double AY, double DX, double DY, double InverseSquare)
    {
        public double SquareTo(double x, double y)
        {
            var (px, py) = (x - AX, y - AY);
            var along = Math.Clamp((px * DX + py * DY) * InverseSquare, 0, 1);
            var (ox, oy) = (px - along * DX, py - along * DY);
            return ox * ox + oy * oy;
        }

        public Vector<double> SquareTo(Vector<double> x, Vector<double> y)
        {
            var (dx, dy) = (new Vector<double>(DX), new Vector<double>(DY));
            var (px, py) = (x - new Vector<double>(AX), y - new Vector<double>(AY));
            var along = Vector.Min(Vector.Max((px * dx + py * dy) * InverseSquare, Vector<double>.Zero), Vector<double>.One);
            var (ox, oy) = (px - along * dx, py - along * dy);
            return ox * ox + oy * oy;
        }
    }

    /// <summary>A rectangle of nodes.</summary>
    private readonly record struct Block(int Row, int Column, int Rows, int Columns)
    {
        public int Count => Rows * Columns;

        public (Block First, Block Second) Halves() => Rows > Columns
            ? (this with { Rows = Rows / 2 }, this with { Row = Row + Rows / 2, Rows = Rows - Rows / 2 })
            : (this with { Columns = Columns / 2 }, this with { Column = Column + Columns / 2, Columns = Columns - Columns / 2 });
    }

    private sealed class Search(int columns, double width, double height, Segment[] segments, double limit, float[] distances)
    {
        private static readonly Vector<double> Steps = Vector.CreateSequence(0.0, 1.0);

        /// <summary>The segments that can be the nearest of a node of a block, out of all.</summary>
        public int[] Nearest(Block block) => Nearest(block, [.. Enumerable.Range(0, segments.Length)]);

        /// <summary>The segments that can be the nearest of a node of a block, out of some.</summary>
        public int[] Nearest(Block block, int[] of)
        {
            var stack = new List<int>(of);
            Prune(block, stack, 0, of.Length);
            return [.. stack.Skip(of.Length)];
        }

        /// <summary>Measures a block; the list from <paramref name="from"/> on holds the segments that can be nearest, and is given back as it was.</summary>
        public void Measure(Block block, List<int> stack, int from)
        {
            var to = stack.Count;
            if (to == from)
                return;
            if (block.Count <= SmallBlock || to - from == 1)
            {
                Measure(block, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(stack)[from..]);
                return;
            }
            var (first, second) = block.Halves();
            foreach (var half in (ReadOnlySpan<Block>)[first, second])
            {
                Prune(half, stack, from, to);
                Measure(half, stack, to);
                stack.RemoveRange(to, stack.Count - to);
            }
        }

        /// <summary>Adds to the list those of its entries [from, to) that can be nearest to a node of a block.</summary>
        private void Prune(Block block, List<int> stack, int from, int to)
        {
            var (x, y) = ((block.Column + (block.Columns - 1) / 2.0) * width, (block.Row + (block.Rows - 1) / 2.0) * height);
            var radius = 0.5 * double.Hypot((block.Columns - 1) * width, (block.Rows - 1) * height);
            var least = double.PositiveInfinity;
            for (var i = from; i < to; i++)
                least = Math.Min(least, segments[stack[i]].SquareTo(x, y));
            // A billionth more than needed, so that rounding drops none.
            var reach = (Math.Min(Math.Sqrt(least) + 2 * radius, limit + radius) + width * 1e-9) * (1 + 1e-9);
            for (var i = from; i < to; i++)
                if (segments[stack[i]].SquareTo(x, y) <= reach * reach)
                    stack.Add(stack[i]);
        }

        private void Measure(Block block, ReadOnlySpan<int> nearest)
        {
            Span<double> buffer = stackalloc double[Vector<double>.Count];
            for (var row = block.Row; row < block.Row + block.Rows; row++)
            {
                var y = new Vector<double>(row * height);
                for (var column = block.Column; column < block.Column + block.Columns; column += Vector<double>.Count)
                {
                    var x = (new Vector<double>(column) + Steps) * width;
                    var squares = segments[nearest[0]].SquareTo(x, y);
                    foreach (var segment in nearest[1..])
                        squares = Vector.Min(squares, segments[segment].SquareTo(x, y));
                    Vector.SquareRoot(squares).CopyTo(buffer);
                    for (var i = 0; i < Math.Min(Vector<double>.Count, block.Column + block.Columns - column); i++)
                        if (buffer[i] <= limit)
                            distances[row * columns + column + i] = (float)buffer[i];
                }
            }
        }
    }
}
