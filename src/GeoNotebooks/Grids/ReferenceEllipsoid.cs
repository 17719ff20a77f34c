namespace GeoNotebooks.Grids;

/// <summary>An ellipsoid of the EPSG register.</summary>
/// <param name="Epsg">Its code there.</param>
/// <param name="Name">Its name there.</param>
/// <param name="SemiMajorMetres">Semi-major axis in metres.</param>
/// <param name="InverseFlattening">a / (a - b).</param>
internal sealed record ReferenceEllipsoid(int Epsg, string Name, double SemiMajorMetres, double InverseFlattening)
{
    public static ReferenceEllipsoid Krassowsky1940 { get; } = new(7024, "Krassowsky 1940", 6378245, 298.3);

    public static ReferenceEllipsoid Wgs84 { get; } = new(7030, "WGS 84", 6378137, 298.257223563);

    public static ReferenceEllipsoid Grs1980 { get; } = new(7019, "GRS 1980", 6378137, 298.257222101);

    public static ReferenceEllipsoid Gsk2011 { get; } = new(1025, "GSK-2011", 6378136.5, 298.2564151);
}
