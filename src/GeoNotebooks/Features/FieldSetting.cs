namespace GeoNotebooks.Features;

/// <summary>The directions of a magnetic survey: of the inducing field, of the map's north, and of a magnetisation that does not follow the field.</summary>
/// <param name="InclinationDegrees">Inclination of the inducing field, positive downward.</param>
/// <param name="DeclinationDegrees">Its declination from true north, positive eastward.</param>
/// <param name="ConvergenceDegrees">Grid convergence: the angle of grid north from true north, positive eastward. It is subtracted from declinations, since east and north of a grid are the map's.</param>
public sealed record FieldSetting(double InclinationDegrees, double DeclinationDegrees, double ConvergenceDegrees = 0)
{
    /// <summary>Direction of the magnetisation where remanence turns it from the field; null where it follows the field.</summary>
    public Direction? Magnetisation { get; init; }
}
