using GeoNotebooks.Grids;

namespace GeoNotebooks.Gridding;

/// <summary>Where a field is wanted: eastings and northings in metres, side by side.</summary>
internal sealed record Places(double[] X, double[] Y)
{
    public int Count => X.Length;

    /// <summary>The nodes of a grid, row after row from the north-west corner; of a rotated one too.</summary>
    public static Places OfNodes(GridGeometry geometry)
    {
        var (x, y) = (new double[geometry.Count], new double[geometry.Count]);
        for (var row = 0; row < geometry.Rows; row++)
            for (var column = 0; column < geometry.Columns; column++)
            {
                var place = geometry.Position(row, column);
                (x[row * geometry.Columns + column], y[row * geometry.Columns + column]) = (place.X, place.Y);
            }
        return new(x, y);
    }
}
