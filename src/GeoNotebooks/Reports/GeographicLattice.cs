using GeoNotebooks.Grids;

namespace GeoNotebooks.Reports;

/// <summary>
/// Latitudes and longitudes (WGS 84, degrees) on a coarse lattice over a map, from which a page takes those of any place by linear interpolation both ways: parallels bend so little that a step
/// of 4 km leaves less than a metre at 65 degrees.
/// </summary>
/// <param name="Rows">Number of rows, row 0 along the northern edge.</param>
/// <param name="Columns">Number of columns, column 0 along the western edge.</param>
/// <param name="StepX">Metres between columns.</param>
/// <param name="StepY">Metres between rows.</param>
/// <param name="Latitudes">Row after row.</param>
/// <param name="Longitudes">Row after row; they run on past 180 degrees where the map does.</param>
/// <param name="AccuracyMetres">How well the datum of the map is known in WGS 84 (<see cref="CrsTransformation.AccuracyMetres"/>).</param>
internal sealed record GeographicLattice(int Rows, int Columns, double StepX, double StepY, double[] Latitudes, double[] Longitudes, double AccuracyMetres)
{
    private const double StepMetres = 4_000;
    private const int MostSteps = 128;

    /// <summary>The lattice over the cells of a grid; null where we cannot define the system, such as a local plane.</summary>
    /// <exception cref="ArgumentException">The grid does not lie where its system is good.</exception>
    public static GeographicLattice? Of(GridGeometry geometry)
    {
        CrsTransformation transformation;
        try
        {
            transformation = CrsTransformation.Between(geometry.Crs, Crs.Wgs84);
        }
        catch (NotSupportedException)
        {
            return null;
        }
        var bounds = geometry.Bounds;
        var (rows, columns) = (1 + Steps(bounds.Height), 1 + Steps(bounds.Width));
        var (stepX, stepY) = (bounds.Width / (columns - 1), bounds.Height / (rows - 1));
        var (latitudes, longitudes) = (new double[rows * columns], new double[rows * columns]);
        for (var i = 0; i < latitudes.Length; i++)
        {
            var (longitude, latitude) = transformation.Transform(bounds.MinX + i % columns * stepX, bounds.MaxY - i / columns * stepY);
            longitude += 360 * Math.Round(((i == 0 ? longitude : longitudes[0]) - longitude) / 360);
            (latitudes[i], longitudes[i]) = (Math.Round(latitude, 7), Math.Round(longitude, 7));
        }
        return new(rows, columns, stepX, stepY, latitudes, longitudes, transformation.AccuracyMetres);
    }

    private static int Steps(double metres) => Math.Clamp((int)Math.Ceiling(metres / StepMetres), 1, MostSteps);
}
