using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// A field that goes on farther along one direction than across it, as geology along its strike, or a survey's lines whose samples are dense along and sparse
/// across. Distances along the azimuth are divided by the ratio; distances across stay what they are. Any method works in the plane so made: its radius, or the range of
/// its variogram, is that across the azimuth.
/// </summary>
/// <param name="Ratio">How many times farther the field goes on along the azimuth than across; 1 for no difference.</param>
/// <param name="AzimuthDegrees">Direction in which it goes on, clockwise from grid north; 45 is north-east, as is 225.</param>
public sealed record Anisotropy(double Ratio, double AzimuthDegrees)
{
    /// <summary>How many times farther the field goes on along the azimuth.</summary>
    public double Ratio { get; init; } = Ratio is > 0 and < double.PositiveInfinity
        ? Ratio
        : throw new ArgumentOutOfRangeException(nameof(Ratio), FormattableString.Invariant($"anisotropy: expected a ratio above 0; found {Ratio}"));

    /// <summary>Direction in which it goes on, clockwise from grid north.</summary>
    public double AzimuthDegrees { get; init; } = double.IsFinite(AzimuthDegrees)
        ? AzimuthDegrees
        : throw new ArgumentOutOfRangeException(nameof(AzimuthDegrees), FormattableString.Invariant($"anisotropy: expected an azimuth in degrees; found {AzimuthDegrees}"));

    /// <summary>Places in the plane where the field is alike in all directions: x along the azimuth and shortened, y across it, to the left.</summary>
    internal Places Apply(double[] x, double[] y)
    {
        var (sine, cosine) = (double.SinPi(AzimuthDegrees / 180), double.CosPi(AzimuthDegrees / 180));
        var (along, across) = (new double[x.Length], new double[x.Length]);
        for (var i = 0; i < x.Length; i++)
            (along[i], across[i]) = ((x[i] * sine + y[i] * cosine) / Ratio, y[i] * sine - x[i] * cosine);
        return new(along, across);
    }

    /// <summary>The points in that plane, which has no place on Earth.</summary>
    internal PointSet Apply(PointSet points)
    {
        var places = Apply(points.X, points.Y);
        return points with { X = places.X, Y = places.Y, Crs = Crs.Local };
    }
}
