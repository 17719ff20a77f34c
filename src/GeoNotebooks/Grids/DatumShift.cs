using System.Globalization;

namespace GeoNotebooks.Grids;

/// <summary>
/// How geocentric coordinates of a datum become those of WGS 84: seven parameters in the position vector convention (EPSG method 9606), in which a
/// positive rotation turns the vector. Russian standards and the register give theirs in the coordinate frame convention (EPSG method 9607):
/// the same numbers with the signs of the three rotations changed, as done here.
/// </summary>
/// <param name="Source">Where the numbers come from, for the sentence shown to the user.</param>
/// <param name="X">Translation in metres.</param>
/// <param name="Y">Translation in metres.</param>
/// <param name="Z">Translation in metres.</param>
/// <param name="RotationX">Rotation about X in seconds of arc.</param>
/// <param name="RotationY">Rotation about Y in seconds of arc.</param>
/// <param name="RotationZ">Rotation about Z in seconds of arc.</param>
/// <param name="ScalePartsPerMillion">Difference of scale.</param>
/// <param name="AccuracyMetres">Accuracy that the register gives to the shift.</param>
internal sealed record DatumShift(
    string Source, double X, double Y, double Z, double RotationX, double RotationY, double RotationZ, double ScalePartsPerMillion, double AccuracyMetres)
{
    /// <summary>Pulkovo 1942 to WGS 84 (20), EPSG:5044, by way of PZ-90.02: 23.57, -140.95, -79.8 m; 0, -0.35, -0.79" (coordinate frame); -0.22 ppm.</summary>
    public static DatumShift Pulkovo1942 { get; } = new("EPSG:5044, parameters of GOST R 51794-2008", 23.57, -140.95, -79.8, 0, 0.35, 0.79, -0.22, 3);

    /// <summary>Pulkovo 1995 to WGS 84 (2), EPSG:5043, by way of PZ-90.02: 24.47, -130.89, -81.56 m; 0, 0, -0.13" (coordinate frame); -0.22 ppm.</summary>
    public static DatumShift Pulkovo1995 { get; } = new("EPSG:5043, parameters of GOST R 51794-2008", 24.47, -130.89, -81.56, 0, 0, 0.13, -0.22, 1);

    /// <summary>GSK-2011 to WGS 84 (1), EPSG:9773: no shift of the axes; the movement of the plates since 2011 is part of the accuracy.</summary>
    public static DatumShift Gsk2011 { get; } = Same("EPSG:9773", 1);

    /// <summary>ETRS89 to WGS 84 (1), EPSG:1149.</summary>
    public static DatumShift Etrs89 { get; } = Same("EPSG:1149", 1);

    /// <summary>NAD83 to WGS 84 (1), EPSG:1188.</summary>
    public static DatumShift Nad83 { get; } = Same("EPSG:1188", 4);

    /// <summary>WGS 84 itself.</summary>
    public static DatumShift None { get; } = Same("none", 0);

    /// <summary>The numbers and their source in words.</summary>
    public override string ToString() => (X, Y, Z, RotationX, RotationY, RotationZ, ScalePartsPerMillion) == default
        ? $"{Source}: axes taken as the same"
        : string.Create(CultureInfo.InvariantCulture,
            $"{Source}: {X}, {Y}, {Z} m; {RotationX}, {RotationY}, {RotationZ} seconds of arc as position vector; {ScalePartsPerMillion} ppm");

    private static DatumShift Same(string source, double accuracyMetres) => new(source, 0, 0, 0, 0, 0, 0, 0, accuracyMetres);
}
