using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Surveys;

/// <summary>Outlines of sheets: meridians and parallels of Pulkovo 1942 brought into a system, with a vertex each 5'.</summary>
internal static class SheetOutline
{
    private const int VerticesPerDegree = 12;

    /// <summary>The outline of a rectangle of longitudes (x) and latitudes (y), counter-clockwise from the south-west.</summary>
    public static Polygon Of(Envelope extent, Crs crs)
    {
        var transformation = CrsTransformation.Between(Crs.Pulkovo1942, crs);
        var (south, north, west, east) = (extent.MinY, extent.MaxY, extent.MinX, extent.MaxX);
        var westEast = (int)Math.Round((east - west) * VerticesPerDegree);
        var northSouth = (int)Math.Round((north - south) * VerticesPerDegree);
        var ring = new List<Coordinate>(2 * (westEast + northSouth) + 1);
        for (var i = 0; i < westEast; i++)
            ring.Add(Vertex(transformation, south, west + (east - west) * i / westEast));
        for (var i = 0; i < northSouth; i++)
            ring.Add(Vertex(transformation, south + (north - south) * i / northSouth, east));
        for (var i = 0; i < westEast; i++)
            ring.Add(Vertex(transformation, north, east - (east - west) * i / westEast));
        for (var i = 0; i < northSouth; i++)
            ring.Add(Vertex(transformation, north - (north - south) * i / northSouth, west));
        if (crs.IsGeographic)
            Unfold(ring, (west + east) / 2);
        ring.Add(ring[0].Copy());
        return new(new LinearRing([.. ring]));
    }

    /// <summary>A shift of the datum may carry the edge of a sheet across 180 degrees, where longitudes begin anew: the ring stays in one piece, a little beyond it.</summary>
    private static void Unfold(List<Coordinate> ring, double middle)
    {
        foreach (var point in ring)
            if (Math.Abs(point.X - middle) > 180)
                point.X -= 360 * Math.Sign(point.X - middle);
    }

    /// <summary>A vertex, rounded to about a tenth of a millimetre so that neighbouring sheets meet.</summary>
    public static Coordinate Vertex(CrsTransformation transformation, double latitudeDegrees, double longitudeDegrees)
    {
        var (x, y) = transformation.Transform(longitudeDegrees, latitudeDegrees);
        var digits = transformation.To.IsGeographic ? 9 : 4;
        return new(Math.Round(x, digits), Math.Round(y, digits));
    }
}
