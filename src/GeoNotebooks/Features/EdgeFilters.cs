using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Maps of the edges and centres of sources, all made from the three first derivatives of a potential field, which are taken once: f_x east, f_y north, and
/// f_z downward, positive over the source of a positive anomaly. A magnetic anomaly is best reduced to the pole before.
/// </summary>
/// <remarks>
/// Every map lies on the nodes (row, column) of its input and is NaN where that is. With h = sqrt(f_x^2 + f_y^2): tilt is the angle whose tangent is f_z / h,
/// theta its cosine, and TDX what the tilt's amount lacks of 90 degrees, so that the three tell the same of an edge on other scales.
/// Angles are in degrees. Where the field is flat no angle is defined (flat: along the whole grid the gradient would not amount to one rounding of the greatest value): tilt and TAHG
/// are 0, the middle of their scale, and theta and TDX, of which the top of the scale marks an edge, are NaN.
/// </remarks>
public sealed class EdgeFilters
{
    private const double Degrees = 180 / Math.PI;

    private readonly Grid _field;
    private readonly FieldGradient _gradient;

    private readonly Lazy<double> _least;

    private EdgeFilters(Grid field, FieldGradient gradient) => (_field, _gradient, _least) = (field, gradient, new(() => LeastGradient(field)));

    /// <summary>Takes the derivatives of a field.</summary>
    /// <param name="field">A gravity or magnetic field on a level surface, in metres.</param>
    /// <exception cref="InvalidDataException">Every node is blank, fewer than 4 rows or columns, or the grid is in degrees.</exception>
    public static EdgeFilters Of(Grid field) => new(field, Derivatives.GradientOf(field));

    /// <summary>Takes the derivatives of a field that is transformed already.</summary>
    public static EdgeFilters Of(Spectrum spectrum) => new(spectrum.Grid, Derivatives.GradientOf(spectrum));

    /// <summary>
    /// Amplitude of the horizontal gradient, h: greatest over the edges of steep bodies (Cordell and Grauch 1985, in Hinze, The Utility of Regional Gravity and
    /// Magnetic Anomaly Maps, 181-197). Unit: the input's per metre; 0 or more.
    /// </summary>
    public Grid HorizontalGradient() => Make("horizontal gradient", _gradient.Easting.Unit, (east, north, _) => double.Hypot(east, north));

    /// <summary>
    /// Amplitude of the total gradient, the analytic signal sqrt(h^2 + f_z^2): over a magnetic source that runs on in one direction it does not depend on the direction of
    /// magnetisation (Nabighian 1972, Geophysics 37, 507-517; in three dimensions Roest, Verhoef and Pilkington 1992, Geophysics 57, 116-125, equation 3). Unit: the input's per metre; 0 or more.
    /// </summary>
    public Grid TotalGradient() => ByRows("total gradient", _gradient.Easting.Unit, GradientMaps.Length);

    /// <summary>
    /// Tilt angle, atan(f_z / h) (Miller and Singh 1994, Journal of Applied Geophysics 32, 213-217). Degrees from -90 to 90: positive over a positive source, 0 over the edges of
    /// a steep one, and over a vertical contact 45 degrees as far from the edge as its top is deep (Salem et al. 2007, The Leading Edge 26, 1502-1505).
    /// </summary>
    public Grid Tilt() => ByRows("tilt", "deg", (east, north, up, tilt) => GradientMaps.Tilt(east, north, up, (float)_least.Value, tilt));

    /// <summary>
    /// Amplitude of the horizontal gradient of the tilt angle (Verduzco et al. 2004, The Leading Edge 23, 116-119): over the edge of a vertical contact it is one over the depth to its top,
    /// as an angle in radians. Unit: degrees per metre (57.3 over it is that depth in metres); 0 or more. Differences of the tilt between neighbouring nodes, of the fourth order where
    /// two neighbours have values to each side; NaN also where a node has no neighbour along an axis at all.
    /// </summary>
    public Grid TiltHorizontalGradient()
    {
        var tilt = Tilt();
        var (rows, columns) = (tilt.Rows, tilt.Columns);
        var (width, height) = (tilt.Geometry.CellWidthMetres, tilt.Geometry.CellHeightMetres);
        var values = new float[tilt.Values.Length];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
                values[row * columns + column] = (float)double.Hypot(
                    Slope(tilt.Values, row * columns, 1, columns, column) / width, Slope(tilt.Values, column, columns, rows, row) / height);
        });
        return new(tilt.Geometry, values, $"horizontal gradient of {tilt.Name}", "deg/m");
    }

    /// <summary>
    /// Theta map: the cosine of the angle theta that the analytic signal makes with the level, h over the total gradient (Wijns, Perez and Kowalczyk 2005, Geophysics 70, L39-L43).
    /// A pure number from 0 to 1: 1 over the edges of weak and strong bodies alike, 0 over their middles; it equals the cosine of the tilt.
    /// </summary>
    public Grid Theta() => Make("theta", "1", (east, north, down) => IsFlat(east, north, down) ? double.NaN : Math.Cos(TiltDegrees(east, north, down) / Degrees));

    /// <summary>
    /// TDX, the horizontal tilt angle atan(h / |f_z|) (Cooper and Cowan 2006, Computers and Geosciences 32, 1585-1591). Degrees from 0 to 90: 90 over edges, falling off sharply; it equals
    /// 90 less the amount of the tilt.
    /// </summary>
    public Grid Tdx() => Make("TDX", "deg", (east, north, down) => IsFlat(east, north, down) ? double.NaN : 90 - Math.Abs(TiltDegrees(east, north, down)));

    /// <summary>
    /// TAHG, the tilt angle of the amplitude of the horizontal gradient (Ferreira et al. 2013, Geophysics 78, J33-J41, equation 5). Degrees from -90 to 90: greatest along the middle of edges,
    /// of shallow and deep, weak and strong bodies alike. It rests on second derivatives, and shows their noise.
    /// </summary>
    public Grid Tahg() => Of(HorizontalGradient().Map(gradient => gradient <= _least.Value ? 0 : gradient)).Tilt() with { Name = $"TAHG of {_field.Name}" };

    /// <summary>The derivative toward the east. Unit: the field's per metre.</summary>
    public Grid Easting => _gradient.Easting;

    /// <summary>The derivative toward the north. Unit: the field's per metre.</summary>
    public Grid Northing => _gradient.Northing;

    /// <summary>The derivative upward. Unit: the field's per metre.</summary>
    public Grid Up => _gradient.Up;

    private bool IsFlat(double east, double north, double down) => Math.Max(double.Hypot(east, north), Math.Abs(down)) <= _least.Value;

    /// <summary>Below it a gradient is rounding: along the whole grid it changes the greatest value by less than its last binary digit.</summary>
    private static double LeastGradient(Grid field)
    {
        var greatest = 0f;
        foreach (var value in field.Values)
            if (Math.Abs(value) > greatest)
                greatest = Math.Abs(value);
        return greatest * 5.96e-8 / Math.Max(field.Columns * field.Geometry.CellWidthMetres, field.Rows * field.Geometry.CellHeightMetres);
    }

    private static double TiltDegrees(double east, double north, double down) => Math.Atan2(down, double.Hypot(east, north)) * Degrees;

    private Grid ByRows(string what, string unit, RowMap of)
    {
        var (east, north, up) = (_gradient.Easting.Values, _gradient.Northing.Values, _gradient.Up.Values);
        var (values, columns) = (GC.AllocateUninitializedArray<float>(east.Length), _field.Columns);
        // The derivatives are blank where the field is, and so is what is made of them.
        Parallel.For(0, _field.Rows, row =>
            of(east.AsSpan(row * columns, columns), north.AsSpan(row * columns, columns), up.AsSpan(row * columns, columns), values.AsSpan(row * columns, columns)));
        return new(_field.Geometry, values, $"{what} of {_field.Name}", unit);
    }

    private Grid Make(string what, string unit, Func<double, double, double, double> of)
    {
        var (east, north, up) = (_gradient.Easting.Values, _gradient.Northing.Values, _gradient.Up.Values);
        var (values, columns) = (new float[east.Length], _field.Columns);
        Parallel.For(0, _field.Rows, row =>
        {
            for (var i = row * columns; i < (row + 1) * columns; i++)
                values[i] = float.IsNaN(_field.Values[i]) ? float.NaN : (float)of(east[i], north[i], -up[i]);
        });
        return new(_field.Geometry, values, $"{what} of {_field.Name}", unit);
    }

    private delegate void RowMap(ReadOnlySpan<float> east, ReadOnlySpan<float> north, ReadOnlySpan<float> up, Span<float> made);

    /// <summary>Slope per node along a line of nodes: of the fourth order (Abramowitz and Stegun 1972, table 25.2), nearer to an edge or a hole of the second, beside it of the first.</summary>
    private static double Slope(float[] values, int start, int step, int count, int at)
    {
        double Value(int i) => i >= 0 && i < count ? values[start + i * step] : double.NaN;
        var (here, before, after) = (Value(at), Value(at - 1), Value(at + 1));
        var near = (after - before) / 2;
        var far = (Value(at + 2) - Value(at - 2)) / 4;
        return double.IsNaN(here) ? here
            : !double.IsNaN(near) ? double.IsNaN(far) ? near : (4 * near - far) / 3
            : !double.IsNaN(after) ? after - here
            : here - before;
    }
}
