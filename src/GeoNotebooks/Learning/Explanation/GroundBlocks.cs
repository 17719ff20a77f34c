using GeoNotebooks.Grids;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>
/// Ground cut into blocks that change places as they are, node beside node: a channel keeps its texture within each, which a network looks at, and loses what it had to do with the ground. Rows and columns are shared
/// out evenly, so that any two blocks differ by one row and one column at most and any of them may stand in for any other.
/// </summary>
internal sealed class GroundBlocks
{
    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <summary>Cuts a grid.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="blockMetres">Side of a block, about.</param>
    public GroundBlocks(GridGeometry geometry, double blockMetres)
    {
        if (!(blockMetres > 0))
            throw new ArgumentException(FormattableString.Invariant($"blocks of ground need a side above 0 m; found {blockMetres}"));
        (Geometry, BlockMetres) = (geometry, blockMetres);
        _rows = Starts(geometry.Rows, geometry.CellHeightMetres);
        _columns = Starts(geometry.Columns, geometry.CellWidthMetres);
        Of = new int[geometry.Count];
        for (var block = 0; block < Count; block++)
            foreach (var node in NodesOf(block))
                Of[node] = block;

        int[] Starts(int nodes, double cellMetres)
        {
            var blocks = (int)Math.Clamp(Math.Round(nodes * cellMetres / blockMetres), 1, nodes);
            return [.. Enumerable.Range(0, blocks + 1).Select(block => (int)((long)block * nodes / blocks))];
        }
    }

    /// <summary>The nodes.</summary>
    public GridGeometry Geometry { get; }

    /// <summary>Side of a block, about.</summary>
    public double BlockMetres { get; }

    /// <summary>The block of each node, from 0.</summary>
    public int[] Of { get; }

    /// <summary>Number of blocks.</summary>
    public int Count => (_rows.Length - 1) * (_columns.Length - 1);

    /// <summary>
    /// For each node the node whose value it gets. The blocks that are at least half covered by the ground change places in one cycle (Sattolo, 1986, Information Processing Letters 22, 315-317), so that none stays
    /// where it was; the others keep their values.
    /// </summary>
    /// <param name="ground">One flag a node: where channels have values.</param>
    /// <param name="draws">The draws.</param>
    /// <exception cref="InvalidDataException">Fewer than two blocks are covered.</exception>
    public int[] Deal(bool[] ground, Draws draws)
    {
        var covered = Enumerable.Range(0, Count).Where(block => NodesOf(block).Count(node => ground[node]) * 2 >= NodesOf(block).Count()).ToArray();
        if (covered.Length < 2)
            throw new InvalidDataException(FormattableString.Invariant(
                $"blocks of {BlockMetres / 1000:0.#} km change places where channels have values on half of their nodes at least; found {covered.Length} such of {Count}, and 2 are needed: take smaller blocks"));
        var sources = covered.ToArray();
        for (var i = sources.Length - 1; i > 0; i--)
        {
            var j = draws.Below(i);
            (sources[i], sources[j]) = (sources[j], sources[i]);
        }
        var from = Enumerable.Range(0, Geometry.Count).ToArray();
        for (var k = 0; k < covered.Length; k++)
        {
            var (row, column, rows, columns) = Extent(sources[k]);
            var (firstRow, firstColumn, _, _) = Extent(covered[k]);
            // One row or column more than the source has takes the source's last again.
            foreach (var node in NodesOf(covered[k]))
                from[node] = (row + Math.Min(node / Geometry.Columns - firstRow, rows - 1)) * Geometry.Columns + column + Math.Min(node % Geometry.Columns - firstColumn, columns - 1);
        }
        return from;
    }

    private (int Row, int Column, int Rows, int Columns) Extent(int block)
    {
        var (r, c) = (block / (_columns.Length - 1), block % (_columns.Length - 1));
        return (_rows[r], _columns[c], _rows[r + 1] - _rows[r], _columns[c + 1] - _columns[c]);
    }

    private IEnumerable<int> NodesOf(int block)
    {
        var (row, column, rows, columns) = Extent(block);
        for (var r = row; r < row + rows; r++)
            for (var c = column; c < column + columns; c++)
                yield return r * Geometry.Columns + c;
    }
}
