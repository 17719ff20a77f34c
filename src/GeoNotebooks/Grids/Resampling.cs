namespace GeoNotebooks.Grids;

/// <summary>Brings a grid onto other nodes, explicitly: nothing in the library resamples by itself.</summary>
public static class Resampling
{
    /// <summary>
    /// Bilinear values on the nodes of another geometry of the same system; the nearest node's value where a neighbour is blank, NaN where that is
    /// blank too or the node lies off the grid. No new detail arises: a finer cell does not make a finer survey.
    /// </summary>
    public static Grid OnNodesOf(this Grid grid, GridGeometry geometry)
    {
        if (grid.Geometry.Crs != geometry.Crs)
            throw new InvalidDataException($"'{grid.Name}' is in {grid.Geometry.Crs}, the nodes in {geometry.Crs}: bring both into one system first");
        var values = new float[geometry.Count];
        Parallel.For(0, geometry.Rows, row =>
        {
            for (var column = 0; column < geometry.Columns; column++)
            {
                var node = geometry.Position(row, column);
                var value = grid.At(node);
                if (float.IsNaN(value) && grid.Geometry.TryLocate(node.X, node.Y, out var nearRow, out var nearColumn))
                    value = grid[nearRow, nearColumn];
                values[row * geometry.Columns + column] = value;
            }
        });
        return new(geometry, values, grid.Name, grid.Unit);
    }
}
