namespace GeoNotebooks.Gridding;

/// <summary>The shape of a variogram between its nugget and its sill (Chiles and Delfiner 2012, Geostatistics, section 2.5.1).</summary>
public enum VariogramShape
{
    /// <summary>Linear at first, flat beyond the range.</summary>
    Spherical,

    /// <summary>Linear at first, nearing the sill slowly: a rough field.</summary>
    Exponential,

    /// <summary>Parabolic at first: a smooth field, such as a potential field far from its sources.</summary>
    Gaussian,
}

/// <summary>How unlike two values are on average by their distance: half the mean squared difference.</summary>
/// <param name="Shape">Spherical, exponential or Gaussian.</param>
/// <param name="Nugget">Level at the smallest distances: error of measurement and what varies below the spacing; in the unit of the values, squared.</param>
/// <param name="PartialSill">What the structure adds to the nugget in the end; in the unit of the values, squared.</param>
/// <param name="RangeMetres">Where the structure ends; for exponential and Gaussian shapes, where it has reached 95 %.</param>
public sealed record Variogram(VariogramShape Shape, double Nugget, double PartialSill, double RangeMetres)
{
    /// <summary>Nugget and partial sill.</summary>
    public double Sill => Nugget + PartialSill;

    /// <summary>The value at a distance above 0; at a distance of 0 it is 0.</summary>
    public double At(double metres) => metres == 0 ? 0 : Nugget + PartialSill * Structure(Shape, metres / RangeMetres);

    /// <summary>The structure's share of its sill, at a distance in ranges.</summary>
    internal static double Structure(VariogramShape shape, double ranges) => shape switch
    {
        VariogramShape.Spherical => ranges >= 1 ? 1 : ranges * (1.5 - 0.5 * ranges * ranges),
        VariogramShape.Exponential => 1 - Math.Exp(-3 * ranges),
        _ => 1 - Math.Exp(-3 * ranges * ranges),
    };

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Shape.ToString().ToLowerInvariant()} variogram, nugget {Nugget:0.####}, partial sill {PartialSill:0.####}, range {RangeMetres:0} m");
}
