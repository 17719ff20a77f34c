namespace GeoNotebooks.Features;

/// <summary>A direction in the earth.</summary>
/// <param name="InclinationDegrees">Angle below the horizon, from -90 (up) to 90 (down).</param>
/// <param name="DeclinationDegrees">Angle from true north, positive eastward.</param>
public sealed record Direction(double InclinationDegrees, double DeclinationDegrees);
