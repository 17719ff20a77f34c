using ProjNet.CoordinateSystems;

namespace GeoNotebooks.Grids;

/// <summary>The systems that we know as ProjNET's objects: the one place where they are built. Geographic ones take longitude first, in degrees.</summary>
internal static class ProjNetSystem
{
    private static readonly CoordinateSystemFactory Factory = new();

    /// <summary>ProjNET's system, or null for one that we cannot define.</summary>
    public static CoordinateSystem? Of(Crs crs) => CrsRegister.Find(crs.Epsg) is { } known ? Of(known) : null;

    /// <summary>ProjNET's system of one in the register.</summary>
    public static CoordinateSystem Of(CrsParameters known) => known.Zone is null ? Geographic(known.Datum) : Projected(known);

    /// <summary>The geographic system on a datum, which carries its shift to WGS 84.</summary>
    public static GeographicCoordinateSystem Geographic(GeodeticDatum datum)
    {
        var ellipsoid = Factory.CreateFlattenedSphere(datum.Ellipsoid.Name, datum.Ellipsoid.SemiMajorMetres, datum.Ellipsoid.InverseFlattening, LinearUnit.Metre);
        var shift = datum.ToWgs84;
        var toWgs84 = new Wgs84ConversionInfo(shift.X, shift.Y, shift.Z, shift.RotationX, shift.RotationY, shift.RotationZ, shift.ScalePartsPerMillion);
        var horizontal = Factory.CreateHorizontalDatum(datum.Name, DatumType.HD_Geocentric, ellipsoid, toWgs84);
        return Factory.CreateGeographicCoordinateSystem(
            datum.Name, AngularUnit.Degrees, horizontal, PrimeMeridian.Greenwich, new("Lon", AxisOrientationEnum.East), new("Lat", AxisOrientationEnum.North));
    }

    private static ProjectedCoordinateSystem Projected(CrsParameters parameters)
    {
        var zone = parameters.Zone!;
        var projection = Factory.CreateProjection(parameters.Name, "Transverse_Mercator",
        [
            new("latitude_of_origin", 0), new("central_meridian", zone.CentralMeridianDegrees), new("scale_factor", zone.ScaleFactor),
            new("false_easting", zone.FalseEastingMetres), new("false_northing", zone.FalseNorthingMetres),
        ]);
        return Factory.CreateProjectedCoordinateSystem(
            parameters.Name, Geographic(parameters.Datum), projection, LinearUnit.Metre, new("East", AxisOrientationEnum.East), new("North", AxisOrientationEnum.North));
    }
}
