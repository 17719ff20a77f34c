namespace GeoNotebooks.Tests.Synthetic.Physics;

/// <summary>
/// A rectangular prism in closed form: gravity after Nagy 1966 (Geophysics 31, 362) and Nagy, Papp and Benedek 2000 (J. Geodesy 74, 552); the magnetic field by
/// Poisson's relation from the second derivatives of the same potential, which is Bhattacharyya 1964 (Geophysics 29, 517) for magnetisation in any direction.
/// Axes: east, north, down; metres. Written for the tests alone.
/// </summary>
internal sealed record Prism(double West, double East, double South, double North, double Top, double Bottom)
{
    private const double Gravitation = 6.6743e-11;

    public double Area => (East - West) * (North - South);

    public double Volume => Area * (Bottom - Top);

    /// <summary>Gravity at (x, y) and a height above level 0, in mGal for 1 kg/m3, downward positive.</summary>
    public double Gravity(double x, double y, double height = 0)
    {
        double sum = 0;
        Corners(x, y, height, (sign, e, n, d, r) => sum += sign * (d * Math.Atan(e * n / (d * r)) - e * Math.Log(n + r) - n * Math.Log(e + r)));
        return 1e5 * Gravitation * sum;
    }

    /// <summary>Total-field anomaly in nT of a magnetisation (east, north, down) in A/m, along the unit vector of the Earth's field.</summary>
    public double Magnetic(double x, double y, double height, (double E, double N, double D) magnetisation, (double E, double N, double D) field)
    {
        double ee = 0, nn = 0, dd = 0, en = 0, ed = 0, nd = 0;
        Corners(x, y, height, (sign, e, n, d, r) =>
        {
            ee -= sign * Math.Atan(n * d / (e * r));
            nn -= sign * Math.Atan(e * d / (n * r));
            dd -= sign * Math.Atan(e * n / (d * r));
            en += sign * Math.Log(d + r);
            ed += sign * Math.Log(n + r);
            nd += sign * Math.Log(e + r);
        });
        var (mx, my, mz) = magnetisation;
        var (bx, by, bz) = (ee * mx + en * my + ed * mz, en * mx + nn * my + nd * mz, ed * mx + nd * my + dd * mz);
        return 100 * (bx * field.E + by * field.N + bz * field.D);
    }

    public Prism Moved(double east, double north) => this with { West = West + east, East = East + east, South = South + north, North = North + north };

    /// <summary>
    /// The sum over a body and its copies on a ground that repeats each <paramref name="width"/> and <paramref name="height"/> metres: the nearest copies one by one,
    /// the others smeared out, which is an unbounded layer (given) less the part of it where the nearest copies lie.
    /// </summary>
    public double Repeated(double width, double height, double layer, Func<Prism, double> one)
    {
        const int Copies = 3;
        var sum = layer;
        for (var i = -Copies; i <= Copies; i++)
            for (var j = -Copies; j <= Copies; j++)
                sum += one(Moved(i * width, j * height));
        double x = (West + East) / 2, y = (South + North) / 2, reachX = (Copies + 0.5) * width, reachY = (Copies + 0.5) * height;
        return sum - Area / (width * height) * one(new(x - reachX, x + reachX, y - reachY, y + reachY, Top, Bottom));
    }

    /// <summary>Gravity in mGal for 1 kg/m3 of an unbounded layer that holds this prism's mass once in each repetition.</summary>
    public double Layer(double width, double height) => 1e5 * 2 * Math.PI * Gravitation * Volume / (width * height);

    private void Corners(double x, double y, double height, Action<int, double, double, double, double> visit)
    {
        foreach (var (e, signE) in new[] { (West - x, -1), (East - x, 1) })
            foreach (var (n, signN) in new[] { (South - y, -1), (North - y, 1) })
                foreach (var (d, signD) in new[] { (Top + height, -1), (Bottom + height, 1) })
                    // A node right above a side meets 0 / 0 there; a millimetre aside it does not.
                    visit(signE * signN * signD, e + 1e-3, n + 1e-3, d, Math.Sqrt((e + 1e-3) * (e + 1e-3) + (n + 1e-3) * (n + 1e-3) + d * d));
    }
}
