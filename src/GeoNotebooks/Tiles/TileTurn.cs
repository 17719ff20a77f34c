namespace GeoNotebooks.Tiles;

/// <summary>A mirroring east to west (first) and a turn counter-clockwise by quarters of a circle (second) of a square tile.</summary>
internal readonly record struct TileTurn(int Quarters, bool Mirrored)
{
    /// <summary>The node of the source tile whose value stands at (row, column) of the turned one.</summary>
    public (int Row, int Column) Source(int row, int column, int size)
    {
        var (r, c) = Quarters switch
        {
            1 => (column, size - 1 - row),
            2 => (size - 1 - row, size - 1 - column),
            3 => (size - 1 - column, row),
            _ => (row, column),
        };
        return (r, Mirrored ? size - 1 - c : c);
    }
}
