using System.Runtime.Intrinsics;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// One over the two phases and amplitudes that the directions of field and magnetisation give a magnetic anomaly (Blakely 1995, equations 11.30 and 12.31): of each direction
/// Theta = sin I + i cos I cos(D - angle of the wave), so that 1 / (Theta_m Theta_f) turns both upright.
/// </summary>
internal readonly record struct MagneticDirections
{
    private readonly OneDirection _field;
    private readonly OneDirection _magnetisation;

    private MagneticDirections(OneDirection field, OneDirection magnetisation) => (_field, _magnetisation) = (field, magnetisation);

    /// <summary>Directions on a map.</summary>
    /// <param name="anomaly">The grid, for sentences.</param>
    /// <param name="setting">Directions from true north.</param>
    /// <param name="leastInclinationDegrees">A shallower direction keeps its phase, but the amplitude of this inclination (MacLeod, Jones and Dai 1993).</param>
    /// <param name="transform">What is to be done, for sentences.</param>
    public static MagneticDirections Of(Grid anomaly, FieldSetting setting, double leastInclinationDegrees, string transform)
    {
        if (!(leastInclinationDegrees is > 0 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(leastInclinationDegrees), FormattableString.Invariant($"'{anomaly.Name}': {transform} needs a least inclination above 0 and up to 90 degrees; found {leastInclinationDegrees}"));
        Require(anomaly, setting.InclinationDegrees, setting.DeclinationDegrees, setting.ConvergenceDegrees, $"{transform} needs the inclination and declination of the field", nameof(setting));
        if (setting.Magnetisation is { } own)
            Require(anomaly, own.InclinationDegrees, own.DeclinationDegrees, 0, $"{transform} needs the inclination and declination of the magnetisation", nameof(setting));
        var field = new OneDirection(setting.InclinationDegrees, setting.DeclinationDegrees - setting.ConvergenceDegrees, leastInclinationDegrees);
        return new(field, setting.Magnetisation is { } turned ? new(turned.InclinationDegrees, turned.DeclinationDegrees - setting.ConvergenceDegrees, leastInclinationDegrees) : field);
    }

    /// <summary>The inverse, for eight waves; 1 for the mean.</summary>
    public (Vector256<float> Real, Vector256<float> Imaginary) Inverse(Vector256<float> east, Vector256<float> north, Vector256<float> length)
    {
        var mean = Vector256.Equals(length, Vector256<float>.Zero);
        var over = Vector256<float>.One / Vector256.ConditionalSelect(mean, Vector256<float>.One, length);
        var (a, b) = _field.Inverse(east * over, north * over);
        var (c, d) = _magnetisation.Inverse(east * over, north * over);
        return (Vector256.ConditionalSelect(mean, Vector256<float>.One, a * c - b * d), Vector256.ConditionalSelect(mean, Vector256<float>.Zero, a * d + b * c));
    }

    private static void Require(Grid anomaly, double inclination, double declination, double convergence, string need, string name)
    {
        if (double.IsNaN(inclination) || double.IsNaN(declination))
            throw new ArgumentException($"'{anomaly.Name}': {need}; found none", name);
        if (!(Math.Abs(inclination) <= 90 && Math.Abs(declination) <= 360 && Math.Abs(convergence) <= 360))
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant(
                $"'{anomaly.Name}': {need}, from -90 to 90 and from -360 to 360 degrees; found {inclination} and {declination} (grid convergence {convergence})"));
    }

    private readonly record struct OneDirection
    {
        private readonly float _east;
        private readonly float _north;
        private readonly float _down;
        private readonly float _leastDown;
        private readonly float _stretch;

        public OneDirection(double inclinationDegrees, double azimuthDegrees, double leastInclinationDegrees)
        {
            var (sine, cosine) = (double.SinPi(inclinationDegrees / 180), double.CosPi(inclinationDegrees / 180));
            (_east, _north, _down) = ((float)(cosine * double.SinPi(azimuthDegrees / 180)), (float)(cosine * double.CosPi(azimuthDegrees / 180)), (float)sine);
            var steep = Math.Abs(inclinationDegrees) >= leastInclinationDegrees;
            _leastDown = steep ? _down : (float)double.SinPi(leastInclinationDegrees / 180);
            _stretch = steep ? 1 : (float)(double.CosPi(leastInclinationDegrees / 180) / cosine);
        }

        /// <summary>conj(Theta) / (|Theta| |Theta'|), where Theta' has the least inclination; that is 1 / Theta where the direction is steep enough.</summary>
        public (Vector256<float> Real, Vector256<float> Imaginary) Inverse(Vector256<float> east, Vector256<float> north)
        {
            var level = east * _east + north * _north;
            var stretched = level * _stretch;
            // On the magnetic equator waves along the meridian's normal are not recorded at all: there is no phase, and they stay out.
            var square = Vector256.Max(level * level + Vector256.Create(_down * _down), Vector256.Create(1e-20f));
            var over = Vector256<float>.One / Vector256.Sqrt(square * (stretched * stretched + Vector256.Create(_leastDown * _leastDown)));
            return (over * _down, -level * over);
        }
    }
}
