using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// Where the Kolyma-style region lies: its fifteen sheets, and the torus of 320 km by 288 km about them on which it is modelled. Natalka is a node.
/// </summary>
internal sealed class KolymaFrame() : RegionFrame(KolymaOptions.AllSheets, Crs.Pulkovo1942GaussKruger25, 1152, 1280, Place)
{
    /// <summary>Strike of the folds: azimuth from grid north. The Ayan-Yuryakh anticlinorium and the Inyali-Debin synclinorium run north-west.</summary>
    public const double StrikeDegrees = 318;

    // 61 deg 38' 49" N, 147 deg 48' 36" E: the Natalka deposit, which the region's Omchak cluster covers.
    private static readonly Coordinate Place = Sheet.ProjectedToZone25(61 + 38 / 60.0 + 49 / 3600.0, 147 + 48 / 60.0 + 36 / 3600.0);

    public Coordinate Natalka => Place;

    public int NatalkaRow => AnchorRow;

    public int NatalkaColumn => AnchorColumn;
}
