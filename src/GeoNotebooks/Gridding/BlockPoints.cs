using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Points reduced to one for each cell that holds any: the first step before any gridding method. A cell reaches half a cell size to each side of its node
/// (GMT: gridline registration of blockmean and blockmedian).
/// </summary>
public static class BlockPoints
{
    /// <summary>Reduces points by the cells of a grid. The order of the points does not change the result.</summary>
    /// <param name="points">Points in the geometry's system; several in one cell, even in one place, are what this is for.</param>
    /// <param name="geometry">The cells. Points outside all of them are left out.</param>
    /// <param name="reduction">Mean or median, of place and value alike; with None the points come back as they are.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A point for each cell that holds any, row after row from the north-west corner, in the unit of the points.</returns>
    /// <exception cref="InvalidDataException">Another system, or a place or value that is not a finite number.</exception>
    public static PointSet Of(PointSet points, GridGeometry geometry, BlockReduction reduction = BlockReduction.Mean, CancellationToken cancellationToken = default)
        => reduction == BlockReduction.None ? points : DataBlocks.Of(points, geometry, reduction, cancellationToken).ToPoints(points, geometry);

    /// <summary>
    /// The same by cells that go on beyond the grid, as far as its own width and height, so that points outside keep their say at its edge. Those farther out are left out.
    /// </summary>
    internal static PointSet About(PointSet points, GridGeometry geometry, BlockReduction reduction, CancellationToken cancellationToken = default)
    {
        if (reduction == BlockReduction.None || points.Count == 0)
            return points;
        var (top, bottom, left, right) = (0.0, geometry.Rows - 1.0, 0.0, geometry.Columns - 1.0);
        for (var i = 0; i < points.Count; i++)
        {
            var (row, column) = geometry.At(points.X[i], points.Y[i]);
            (top, bottom, left, right) = (Math.Min(top, row), Math.Max(bottom, row), Math.Min(left, column), Math.Max(right, column));
        }
        var cells = geometry.Widened(
            Beyond(-top, geometry.Rows), Beyond(bottom - geometry.Rows + 1, geometry.Rows), Beyond(-left, geometry.Columns), Beyond(right - geometry.Columns + 1, geometry.Columns));
        return Of(points, cells, reduction, cancellationToken);

        static int Beyond(double cells, int most) => (int)Math.Min(most, Math.Ceiling(cells));
    }

    /// <summary>The places and values of blocks, as points again.</summary>
    internal static PointSet ToPoints(this DataBlocks blocks, PointSet points, GridGeometry geometry)
    {
        var (x, y, values) = (new double[blocks.Count], new double[blocks.Count], new float[blocks.Count]);
        for (var i = 0; i < blocks.Count; i++)
        {
            // Steps along the rows and down the columns, so that a rotated grid is served too.
            var node = geometry.Position(blocks.Node[i] / geometry.Columns, blocks.Node[i] % geometry.Columns);
            var (sine, cosine) = geometry.RotationDegrees == 0 ? (0, 1) : (double.SinPi(geometry.RotationDegrees / 180), double.CosPi(geometry.RotationDegrees / 180));
            var (along, down) = (blocks.Data[i].X * geometry.CellWidth, blocks.Data[i].Y * geometry.CellHeight);
            (x[i], y[i]) = (node.X + along * cosine + down * sine, node.Y + along * sine - down * cosine);
            values[i] = (float)blocks.Data[i].Value;
        }
        return points with { X = x, Y = y, Values = values };
    }
}
