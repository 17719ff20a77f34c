using GeoNotebooks.Grids;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Where the Baltic-style region lies: nine sheets of central Karelia, and the torus of 192 km by 256 km about them on which it is modelled.</summary>
internal sealed class BalticFrame() : RegionFrame(BalticOptions.AllSheets, Crs.FromEpsg(28406), 1024, 768, null)
{
    /// <summary>Strike of the greenstone belts and of the gneiss: azimuth from grid north. The belts of Karelia run north to north-west.</summary>
    public const double StrikeDegrees = 338;

    /// <summary>Where the ice came from, as an azimuth: drumlins and lakes lie along it, and till was carried the other way.</summary>
    public const double IceDegrees = 312;
}
