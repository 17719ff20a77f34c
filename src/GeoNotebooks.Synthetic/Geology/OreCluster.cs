namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Which sign of the concept a cluster lacks.</summary>
internal enum BrokenSign
{
    None,
    Fault,
    Granite,
    Atkan,
}

/// <summary>An ore cluster: an ellipse along the strike, with its halo of gold, arsenic and antimony.</summary>
/// <param name="Name">Name on the map.</param>
/// <param name="X">Easting of its centre.</param>
/// <param name="Y">Northing of its centre.</param>
/// <param name="SemiMajor">Half length in metres.</param>
/// <param name="SemiMinor">Half width in metres.</param>
/// <param name="AzimuthDegrees">Azimuth of the long axis.</param>
/// <param name="Broken">The sign that it lacks.</param>
/// <param name="FaultDistance">Distance to the nearest fault in metres.</param>
/// <param name="GraniteDistance">Distance to the nearest contact of a fertile granite in metres.</param>
/// <param name="Halo">Share of the halo that erosion left, 0 to 1.</param>
internal sealed record OreCluster(
    string Name, double X, double Y, double SemiMajor, double SemiMinor, double AzimuthDegrees, BrokenSign Broken, double FaultDistance, double GraniteDistance, double Halo)
{
    /// <summary>True when a point lies in the ellipse.</summary>
    public bool Covers(double x, double y)
    {
        var (sin, cos) = Math.SinCos(AzimuthDegrees * Math.PI / 180);
        double along = ((x - X) * sin + (y - Y) * cos) / SemiMajor, across = ((x - X) * cos - (y - Y) * sin) / SemiMinor;
        return along * along + across * across <= 1;
    }
}

/// <summary>How many places satisfy the concept, and how many of them hold a cluster.</summary>
/// <param name="Places">Squares of 4 km in the sheets at whose middle all signs meet.</param>
/// <param name="Barren">Those that no cluster covers.</param>
internal sealed record ClusterStatistics(int Places, int Barren);
