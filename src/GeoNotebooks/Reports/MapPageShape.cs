using System.Globalization;
using System.Text;
using GeoNotebooks.Figures;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Reports;

/// <summary>A shape as the page draws it: a path of SVG in whole metres east and south of the map's north-western corner, where the 32-bit numbers of SVG are still exact.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">The path; a point is a line of no length, which a round end makes a dot.</param>
/// <param name="Box">West, north, east and south of it, as in the path.</param>
internal sealed record MapPageShape(string Name, string Path, double[] Box)
{
    /// <summary>Attributes to show, as they are to be read; null for none.</summary>
    public IReadOnlyList<string[]>? Attributes { get; init; }

    /// <summary>A relative address of more about it; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>Of a cluster: the part of the area above its median node; null where it has no node with a score.</summary>
    public double? ShareAbove { get; init; }

    public static MapPageShape Of(string name, Geometry shape, Envelope map)
    {
        var path = new StringBuilder();
        foreach (var polygon in PolygonLayer.PartsOf<Polygon>(shape))
            foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
                Trace(path, ring, map).Append('z');
        foreach (var line in PolygonLayer.PartsOf<LineString>(shape))
            Trace(path, line, map);
        foreach (var point in PolygonLayer.PartsOf<Point>(shape))
            path.Append(CultureInfo.InvariantCulture, $"M{East(point.X, map)} {South(point.Y, map)}h0");
        var box = shape.EnvelopeInternal;
        return new(name, path.ToString(), [East(box.MinX, map), South(box.MaxY, map), East(box.MaxX, map), South(box.MinY, map)]);
    }

    /// <summary>The attributes of a feature as a card lists them, without its name and its link.</summary>
    public static IReadOnlyList<string[]> AttributesOf(VectorFeature feature, string linkAttribute) => [.. feature.Attributes
        .Where(pair => pair.Key is not "name" && pair.Key != linkAttribute && pair.Value is not null)
        .Select(pair => new[]
        {
            pair.Key,
            pair.Value switch
            {
                double number => NumberText.Significant(number),
                bool yes => yes ? "yes" : "no",
                _ => feature.Text(pair.Key),
            },
        })];

    /// <summary>A relative path as an address whose parts are escaped, so that none can be a scheme; null for an empty one.</summary>
    public static string? LinkOf(string path) =>
        path.Length == 0 ? null : string.Join('/', path.Replace('\\', '/').TrimStart('/').Split('/').Select(Uri.EscapeDataString));

    private static StringBuilder Trace(StringBuilder path, LineString line, Envelope map)
    {
        var (x, y) = (0L, 0L);
        for (var i = 0; i < line.NumPoints; i++)
        {
            var (nextX, nextY) = (East(line.CoordinateSequence.GetX(i), map), South(line.CoordinateSequence.GetY(i), map));
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "M" : i == 1 ? "l" : " ")}{nextX - x} {nextY - y}");
            (x, y) = (nextX, nextY);
        }
        return path;
    }

    private static long East(double x, Envelope map) => (long)Math.Round(x - map.MinX);

    private static long South(double y, Envelope map) => (long)Math.Round(map.MaxY - y);
}
