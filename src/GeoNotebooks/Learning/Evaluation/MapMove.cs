using GeoNotebooks.Grids;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// A random move of a map within its rectangle: mirrored and turned by quarters, then shifted with what leaves on one side coming in on the other. What is flagged keeps its shapes and its amount, and loses every
/// tie to the ground (torus translations: Harms, Wanek and Hubbell 2001, Journal of Ecology 89, 947-959).
/// </summary>
internal sealed class MapMove
{
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly bool _turned;

    /// <summary>Draws a move.</summary>
    /// <param name="rows">Rows of the rectangle.</param>
    /// <param name="columns">Columns of it.</param>
    /// <param name="square">Whether cells are square; otherwise the map is mirrored and turned by halves alone.</param>
    /// <param name="random">The draws.</param>
    public MapMove(int rows, int columns, bool square, ref Draws random)
    {
        var (mirrorRows, mirrorColumns) = (random.Below(2) == 1, random.Below(2) == 1);
        _turned = random.Below(2) == 1 && square;
        var (down, right) = (random.Below(rows), random.Below(columns));
        // A turned rectangle that is not square is laid again and again over the ground: the source wraps.
        _rows = Source(_turned ? columns : rows, rows, down, mirrorRows);
        _columns = Source(_turned ? rows : columns, columns, right, mirrorColumns);
    }

    private MapMove(int[] rows, int[] columns) => (_rows, _columns) = (rows, columns);

    /// <summary>The map where it is.</summary>
    public static MapMove None(int rows, int columns) => new(Source(rows, rows, 0, false), Source(columns, columns, 0, false));

    /// <summary>The node whose value lies at a row and column after the move.</summary>
    public (int Row, int Column) From(int row, int column) => _turned ? (_rows[column], _columns[row]) : (_rows[row], _columns[column]);

    /// <summary>The move of a seed and a number; the map is turned by quarters where its cells are square.</summary>
    public static MapMove Draw(GridGeometry geometry, int rows, int columns, long seed, long number)
    {
        var random = new Draws(seed, number);
        return new(rows, columns, Math.Abs(geometry.CellWidthMetres - geometry.CellHeightMetres) < 1e-6 * geometry.CellWidthMetres, ref random);
    }

    /// <summary>The smallest rectangle of rows and columns with all nodes that count.</summary>
    public static (int Top, int Left, int Rows, int Columns) Rectangle(GridGeometry geometry, bool[] judged, string name)
    {
        var (top, left, bottom, right) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var node = 0; node < judged.Length; node++)
            if (judged[node])
            {
                var (row, column) = Math.DivRem(node, geometry.Columns);
                (top, bottom, left, right) = (Math.Min(top, row), Math.Max(bottom, row), Math.Min(left, column), Math.Max(right, column));
            }
        return bottom >= 0 ? (top, left, bottom - top + 1, right - left + 1) : throw new InvalidDataException($"'{name}': expected ground to move a map on; no node is judged and has a score");
    }

    private static int[] Source(int length, int count, int shift, bool mirrored)
    {
        var source = new int[length];
        for (var i = 0; i < length; i++)
            source[i] = ((mirrored ? shift - i : shift + i) % count + count) % count;
        return source;
    }
}
