using NetTopologySuite.Geometries;

namespace GeoNotebooks.Grids;

/// <summary>Brings a grid onto other nodes, explicitly: nothing in the library resamples by itself.</summary>
public static class Resampling
{
    /// <summary>Lengths that differ by less than this are the same.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The grid on the nodes of another geometry of the same system; see <see cref="Resample"/>, which also reports what was done.</summary>
    public static Grid OnNodesOf(this Grid grid, GridGeometry geometry) => grid.Resample(geometry).Grid;

    /// <summary>
    /// The grid on the nodes of another geometry of the same system, either of which may be rotated. Onto nodes no farther apart: bilinear. Onto nodes
    /// farther apart: the mean of the bilinear surface over the cell of each new node, so that waves which the new nodes cannot carry are averaged out
    /// instead of appearing as long ones (a box is the simplest of such filters: Blackman and Tukey, 1958, The Measurement of Power Spectra, section B.12, on aliasing).
    /// Each of the two directions is judged by itself.
    /// </summary>
    /// <remarks>
    /// Where a neighbour is blank the nearest node serves, and NaN comes where that is blank too or the place lies off the grid; a mean needs values on at
    /// least half of its cell. The surface is summed at two places for each source cell and direction. No new detail arises: a finer cell does not make a finer survey.
    /// </remarks>
    /// <param name="grid">The grid, (row, column), row 0 northernmost, NaN blank.</param>
    /// <param name="geometry">The nodes wanted.</param>
    /// <returns>The grid with its name and unit, and what was done.</returns>
    /// <exception cref="InvalidDataException">The nodes are in another system.</exception>
    public static ResampledGrid Resample(this Grid grid, GridGeometry geometry)
    {
        var source = grid.Geometry;
        if (source.Crs != geometry.Crs)
            throw new InvalidDataException($"'{grid.Name}' is in {source.Crs}, the nodes in {geometry.Crs}: bring both into one system first");
        if (source == geometry)
            return new(grid, ReportOf(grid, grid, ResamplingMethod.SameNodes));
        var (across, down) = (PlacesWithin(source, geometry.Position(0, 0), geometry.Position(0, 1)), PlacesWithin(source, geometry.Position(0, 0), geometry.Position(1, 0)));
        var values = new float[geometry.Count];
        var origin = geometry.Position(0, 0);
        var (east, south) = (Step(origin, geometry.Position(0, 1)), Step(origin, geometry.Position(1, 0)));
        Parallel.For(0, geometry.Rows, row =>
        {
            for (var column = 0; column < geometry.Columns; column++)
                values[row * geometry.Columns + column] = MeanAbout(grid, geometry.Position(row, column), east, south, across, down);
        });
        var resampled = new Grid(geometry, values, grid.Name, grid.Unit);
        return new(resampled, ReportOf(grid, resampled, across * down > 1 ? ResamplingMethod.AreaMean : ResamplingMethod.Bilinear));
    }

    /// <summary>How many places along one side of a new cell are looked at: one where the source's cells are no smaller, else two for each of them.</summary>
    private static int PlacesWithin(GridGeometry source, Coordinate from, Coordinate to)
    {
        var (a, b) = (source.At(from.X, from.Y), source.At(to.X, to.Y));
        var cells = Math.Max(Math.Abs(b.Row - a.Row), Math.Abs(b.Column - a.Column));
        return cells <= 1 + Tolerance ? 1 : (int)Math.Ceiling(2 * cells - Tolerance);
    }

    private static (double X, double Y) Step(Coordinate from, Coordinate to) => (to.X - from.X, to.Y - from.Y);

    private static float MeanAbout(Grid grid, Coordinate node, (double X, double Y) east, (double X, double Y) south, int across, int down)
    {
        if (across == 1 && down == 1)
            return At(grid, node.X, node.Y);
        var (sum, count) = (0.0, 0);
        for (var j = 0; j < down; j++)
            for (var i = 0; i < across; i++)
            {
                var (u, v) = ((i + 0.5) / across - 0.5, (j + 0.5) / down - 0.5);
                var value = At(grid, node.X + u * east.X + v * south.X, node.Y + u * east.Y + v * south.Y);
                if (float.IsNaN(value))
                    continue;
                sum += value;
                count++;
            }
        return 2 * count >= across * down ? (float)(sum / count) : float.NaN;
    }

    private static float At(Grid grid, double x, double y)
    {
        var value = grid.At(new(x, y));
        return float.IsNaN(value) && grid.Geometry.TryLocate(x, y, out var row, out var column) ? grid[row, column] : value;
    }

    private static ResamplingReport ReportOf(Grid from, Grid to, ResamplingMethod method) => new(
        from.Name, from.Geometry.CellWidth, from.Geometry.CellHeight, to.Geometry.CellWidth, to.Geometry.CellHeight, method,
        (double)to.Values.Count(value => !float.IsNaN(value)) / to.Geometry.Count);
}
