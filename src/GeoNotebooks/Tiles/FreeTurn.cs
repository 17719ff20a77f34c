namespace GeoNotebooks.Tiles;

/// <summary>
/// A mirroring east to west (first) and a turn counter-clockwise by any angle (second) about the middle of a square tile. The corners of the turned tile come
/// from up to sqrt(2) times half its side away: 64 nodes need a source window of 91 x 91 (<see cref="TileOptions.SourceWindow"/>).
/// </summary>
internal readonly struct FreeTurn(double degrees, bool mirrored)
{
    private readonly double _sine = double.SinPi(degrees / 180);
    private readonly double _cosine = double.CosPi(degrees / 180);
    private readonly int _east = mirrored ? -1 : 1;

    /// <summary>Where in the source tile the value at (row, column) of the turned one comes from, with fractions; beyond 0 and size - 1 it lies outside the tile.</summary>
    public (double Row, double Column) Source(int row, int column, int size)
    {
        var middle = 0.5 * (size - 1);
        var (x, y) = (column - middle, middle - row);
        return (middle - (y * _cosine - x * _sine), middle + _east * (x * _cosine + y * _sine));
    }
}
