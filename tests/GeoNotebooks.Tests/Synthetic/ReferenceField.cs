namespace GeoNotebooks.Tests.Synthetic;

/// <summary>The Earth's field by the international reference model.</summary>
internal static class ReferenceField
{
    /// <summary>IGRF-13 at epoch 2020.0 in nT (Alken et al. 2021, Earth Planets Space 73, 49): degree by degree g(n,0), g(n,1), h(n,1), and so on to degree 13.</summary>
    private static readonly double[] Coefficients =
    [
        -29404.8, -1450.9, 4652.5,
        -2499.6, 2982.0, -2991.6, 1677.0, -734.6,
        1363.2, -2381.2, -82.1, 1236.2, 241.9, 525.7, -543.4,
        903.0, 809.5, 281.9, 86.3, -158.4, -309.4, 199.7, 48.0, -349.7,
        -234.3, 363.2, 47.7, 187.8, 208.3, -140.7, -121.2, -151.2, 32.3, 13.5, 98.9,
        66.0, 65.5, -19.1, 72.9, 25.1, -121.5, 52.8, -36.2, -64.5, 13.5, 8.9, -64.7, 68.1,
        80.6, -76.7, -51.5, -8.2, -16.9, 56.5, 2.2, 15.8, 23.5, 6.4, -2.2, -7.2, -27.2, 9.8, -1.8,
        23.7, 9.7, 8.4, -17.6, -15.3, -0.5, 12.8, -21.1, -11.7, 15.3, 14.9, 13.7, 3.6, -16.5, -6.9, -0.3, 2.8,
        5.0, 8.4, -23.4, 2.9, 11.0, -1.5, 9.8, -1.1, -5.1, -13.2, -6.3, 1.1, 7.8, 8.8, 0.4, -9.3, -1.4, -11.9, 9.6,
        -1.9, -6.2, 3.4, -0.1, -0.2, 1.7, 3.6, -0.9, 4.8, 0.7, -8.6, -0.9, -0.1, 1.9, -4.3, 1.4, -3.4, -2.4, -0.1, -3.8, -8.8,
        3.0, -1.4, 0.0, -2.5, 2.5, 2.3, -0.6, -0.9, -0.4, 0.3, 0.6, -0.7, -0.2, -0.1, -1.7, 1.4, -1.6, -0.6, -3.0, 0.2, -2.0, 3.1, -2.6,
        -2.0, -0.1, -1.2, 0.5, 0.5, 1.3, 1.4, -1.2, -1.8, 0.7, 0.1, 0.3, 0.8, 0.5, -0.2, -0.3, 0.6, -0.5, 0.2, 0.1, -0.9, -1.1, 0.0, -0.3, 0.5,
        0.1, -0.9, -0.9, 0.5, 0.6, 0.7, 1.4, -0.3, -0.4, 0.8, -1.3, 0.0, -0.1, 0.8, 0.3, 0.0, -0.1, 0.4, 0.5, 0.1, 0.5, 0.5, -0.4, -0.5, -0.4, -0.4, -0.6,
    ];

    /// <summary>Intensity, inclination and declination at sea level by the spherical harmonic sum, with Schmidt's functions by recursion (Langel 1987, in Geomagnetism 1, ch. 4).</summary>
    public static (double Intensity, double Inclination, double Declination) At(double latitude, double longitude)
    {
        const double Equatorial = 6378.137, Polar = 6356.7523142, Radius = 6371.2;
        const int Degrees = 13;
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Math.PI / 180);
        var normal = Equatorial * Equatorial / Math.Sqrt(Math.Pow(Equatorial * cosLatitude, 2) + Math.Pow(Polar * sinLatitude, 2));
        double across = normal * cosLatitude, up = normal * Polar * Polar / (Equatorial * Equatorial) * sinLatitude, r = Math.Sqrt(across * across + up * up);
        var (c, s) = (up / r, across / r);
        var (p, d) = (new double[Degrees + 1, Degrees + 1], new double[Degrees + 1, Degrees + 1]);
        p[0, 0] = 1;
        double north = 0, east = 0, down = 0;
        for (int n = 1, k = 0; n <= Degrees; n++)
            for (var m = 0; m <= n; m++)
            {
                if (m == n)
                {
                    var factor = n == 1 ? 1 : Math.Sqrt((2 * n - 1) / (2.0 * n));
                    (p[n, n], d[n, n]) = (factor * s * p[n - 1, n - 1], factor * (s * d[n - 1, n - 1] + c * p[n - 1, n - 1]));
                }
                else
                {
                    var before = n - 2 >= m ? (P: p[n - 2, m], D: d[n - 2, m], F: Math.Sqrt((n - 1) * (n - 1) - m * m)) : default;
                    var divisor = Math.Sqrt(n * n - m * m);
                    p[n, m] = ((2 * n - 1) * c * p[n - 1, m] - before.F * before.P) / divisor;
                    d[n, m] = ((2 * n - 1) * (c * d[n - 1, m] - s * p[n - 1, m]) - before.F * before.D) / divisor;
                }
                var (g, h) = (Coefficients[k++], m == 0 ? 0 : Coefficients[k++]);
                var (sin, cos) = Math.SinCos(m * longitude * Math.PI / 180);
                var scale = Math.Pow(Radius / r, n + 2);
                north += scale * (g * cos + h * sin) * d[n, m];
                east += scale * m * (g * sin - h * cos) * p[n, m] / s;
                down -= scale * (n + 1) * (g * cos + h * sin) * p[n, m];
            }
        // From the geocentric vertical to that of the ellipsoid.
        var tilt = latitude * Math.PI / 180 - Math.Asin(c);
        (north, down) = (north * Math.Cos(tilt) - down * Math.Sin(tilt), north * Math.Sin(tilt) + down * Math.Cos(tilt));
        var flat = Math.Sqrt(north * north + east * east);
        return (Math.Sqrt(flat * flat + down * down), Math.Atan2(down, flat) * 180 / Math.PI, Math.Atan2(east, north) * 180 / Math.PI);
    }
}
