namespace GeoNotebooks.Tests.Features;

/// <summary>
/// A right rectangular prism in closed form, written for tests and shared with nothing: vertical attraction (Nagy 1966; Plouff 1976) and total-field anomaly (Bhattacharyya 1964), from the
/// second derivatives of the potential of a homogeneous prism. Metres; x east, y north, z down from the level of the grid.
/// </summary>
/// <param name="West">Western face.</param>
/// <param name="East">Eastern face.</param>
/// <param name="South">Southern face.</param>
/// <param name="North">Northern face.</param>
/// <param name="Top">Depth of the top.</param>
/// <param name="Bottom">Depth of the bottom.</param>
/// <param name="Contrast">Density contrast, kg/m^3; or magnetisation, A/m.</param>
internal sealed record Prism(double West, double East, double South, double North, double Top, double Bottom, double Contrast)
{
    private const double Gamma = 6.6743e-11;

    /// <summary>Downward attraction at a point at a height above the level of the grid, mGal.</summary>
    public double Gravity(double x, double y, double height = 0) => -1e5 * Gamma * Contrast * Corners(x, y, height, (dx, dy, dz, r) =>
        dx * Math.Log(dy + r) + dy * Math.Log(dx + r) - dz * Math.Atan2(dx * dy, dz * r));

    /// <summary>The attraction's derivative toward the east, mGal/m.</summary>
    public double GravityEast(double x, double y) => 1e5 * Gamma * Contrast * Corners(x, y, 0, (dx, dy, dz, r) => Math.Log(dy + r));

    /// <summary>Toward the north, mGal/m.</summary>
    public double GravityNorth(double x, double y) => 1e5 * Gamma * Contrast * Corners(x, y, 0, (dx, dy, dz, r) => Math.Log(dx + r));

    /// <summary>Upward, mGal/m.</summary>
    public double GravityUp(double x, double y, double height = 0) => 1e5 * Gamma * Contrast * Corners(x, y, height, (dx, dy, dz, r) => Math.Atan2(dx * dy, dz * r));

    /// <summary>Total-field anomaly, nT, of a magnetisation along one unit vector as an inducing field along another sees it; vectors (east, north, down).</summary>
    public double Magnetic((double E, double N, double D) field, (double E, double N, double D) magnetisation, double x, double y)
    {
        // f . T m, where T is the tensor of second derivatives of the integral of 1/r over the prism; mu_0 / 4 pi is 100 nT m/A.
        var xx = -Corners(x, y, 0, (dx, dy, dz, r) => Arc(dy * dz, dx * r));
        var yy = -Corners(x, y, 0, (dx, dy, dz, r) => Arc(dx * dz, dy * r));
        var xy = Corners(x, y, 0, (dx, dy, dz, r) => Math.Log(dz + r));
        var xz = Corners(x, y, 0, (dx, dy, dz, r) => Math.Log(dy + r));
        var yz = Corners(x, y, 0, (dx, dy, dz, r) => Math.Log(dx + r));
        var zz = -xx - yy;
        return 100 * Contrast * (
            field.E * (xx * magnetisation.E + xy * magnetisation.N + xz * magnetisation.D)
            + field.N * (xy * magnetisation.E + yy * magnetisation.N + yz * magnetisation.D)
            + field.D * (xz * magnetisation.E + yz * magnetisation.N + zz * magnetisation.D));
    }

    /// <summary>Unit vector of a direction, azimuth from the grid's north.</summary>
    public static (double E, double N, double D) Vector(double inclinationDegrees, double azimuthDegrees)
    {
        var (i, a) = (inclinationDegrees * Math.PI / 180, azimuthDegrees * Math.PI / 180);
        return (Math.Cos(i) * Math.Sin(a), Math.Cos(i) * Math.Cos(a), Math.Sin(i));
    }

    /// <summary>The arc tangent of a quotient between -90 and 90 degrees: on a face it has two values, whose difference over the corners is none.</summary>
    private static double Arc(double a, double b) => b == 0 ? Math.Atan2(a, 0) : Math.Atan(a / b);

    private double Corners(double x, double y, double height, Func<double, double, double, double, double> form)
    {
        var sum = 0.0;
        for (var corner = 0; corner < 8; corner++)
        {
            var (dx, dy, dz) = (((corner & 1) == 0 ? West : East) - x, ((corner & 2) == 0 ? South : North) - y, ((corner & 4) == 0 ? Top : Bottom) + height);
            var sign = (corner is 1 or 2 or 4 or 7) ? 1 : -1;
            sum += sign * form(dx, dy, dz, Math.Sqrt(dx * dx + dy * dy + dz * dz));
        }
        return sum;
    }
}
