using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Tests.Learning.Evaluation;

/// <summary>Objects of a made-up truth on a local plane.</summary>
internal static class Truth
{
    private static readonly GeometryFactory Factory = new();

    public static VectorLayer Layer(params VectorFeature[] features) => new("truth", Crs.Local, features);

    public static VectorFeature Body(string name, double west, double south, double east, double north, bool mapped = true, bool likeMapped = true, double roof = 0) => new(
        Factory.ToGeometry(new Envelope(west, east, south, north)),
        new Dictionary<string, object?> { ["name"] = name, ["mapped"] = mapped, ["like_mapped"] = likeMapped, ["roof_depth_km"] = roof });

    public static VectorFeature Fault(string name, bool mapped, bool likeMapped, double lengthKilometres, params Coordinate[] line) => new(
        Factory.CreateLineString(line),
        new Dictionary<string, object?> { ["name"] = name, ["mapped"] = mapped, ["like_mapped"] = likeMapped, ["length_km"] = lengthKilometres });
}
