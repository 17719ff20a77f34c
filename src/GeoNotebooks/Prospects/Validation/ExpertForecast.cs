using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Microsoft.Data.Analysis;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>
/// A forecast that a person drew, beside zones: what both found, what is by hand alone, what is by the networks alone. Neither is the judge of the other; where they part is where to talk.
/// </summary>
/// <param name="ByHand">Each contour of the person, in the order of the layer: its name, its area on the map's ground (km2), and the share of it within zones.</param>
/// <param name="ByNetworks">Each zone by rank: its area (km2), and the share of it within contours.</param>
/// <param name="Ground">One value a node: 0 neither, 1 by hand alone, 2 by networks alone, 3 both; NaN off the map.</param>
/// <param name="FoundFrom">From which share on a contour or zone counts as found by the other.</param>
public sealed record ExpertForecast(IReadOnlyList<ForecastPart> ByHand, IReadOnlyList<ForecastPart> ByNetworks, Grid Ground, double FoundFrom)
{
    /// <summary>Nodes on the ground that carry a value of the two, in km2: both, by hand alone, by networks alone.</summary>
    public (double Both, double HandAlone, double NetworksAlone) Areas => (AreaOf(3), AreaOf(1), AreaOf(2));

    /// <summary>Ground in both over ground in either, from 0 to 1.</summary>
    public double Overlap => Areas is var (both, hand, networks) && both + hand + networks > 0 ? both / (both + hand + networks) : double.NaN;

    /// <summary>Compares zones with contours.</summary>
    /// <param name="contours">Polygons, or lines, which are taken with a strip about them; the attribute <c>name</c> where they have one.</param>
    /// <param name="zones">The zones.</param>
    /// <param name="map">The map that they were cut from: its nodes, and where it has an answer.</param>
    /// <param name="lineMetres">Half the width of the strip about a line.</param>
    /// <param name="foundFrom">From which share of its area on a contour or zone counts as found by the other.</param>
    /// <exception cref="InvalidDataException">Another system, a polygon that crosses itself, or no contour on the map's ground.</exception>
    public static ExpertForecast Of(VectorLayer contours, IReadOnlyList<Zone> zones, Grid map, double lineMetres = 1_000, double foundFrom = 0.2)
    {
        PolygonRaster.RequireSameSystem(map.Geometry, contours);
        for (var i = 0; i < contours.Features.Count; i++)
            if (contours.Features[i].Shape is Polygon or MultiPolygon && new IsValidOp(contours.Features[i].Shape).ValidationError is { } fault)
                throw new InvalidDataException(FormattableString.Invariant(
                    $"layer '{contours.Name}', contour {i + 1}{Named(contours.Features[i])}: expected a polygon that does not cross itself; {fault.Message.ToLowerInvariant()} at E {fault.Coordinate.X:0}, N {fault.Coordinate.Y:0}"));
        var (hand, networks) = (new bool[map.Geometry.Count], new bool[map.Geometry.Count]);
        foreach (var node in zones.SelectMany(zone => zone.Nodes))
            networks[node] = true;
        var drawn = contours.Features.Where(feature => !feature.Shape.IsEmpty).Select((feature, i) =>
        {
            var inside = PolygonRaster.Inside(map.Geometry, [feature.Shape is Polygon or MultiPolygon ? feature.Shape : feature.Shape.Buffer(lineMetres)]);
            int[] nodes = [.. Enumerable.Range(0, inside.Length).Where(node => inside[node] && !float.IsNaN(map.Values[node]))];
            foreach (var node in nodes)
                hand[node] = true;
            return (Name: feature.Text("name") is { Length: > 0 } name ? name : FormattableString.Invariant($"{contours.Name} {i + 1}"), Nodes: nodes);
        }).ToList();
        if (drawn.TrueForAll(contour => contour.Nodes.Length == 0))
            throw new InvalidDataException(FormattableString.Invariant($"layer '{contours.Name}': expected contours on the ground of the map, {map.Geometry.Bounds}; none of {contours.Features.Count} lies there"));
        return new(
            [.. drawn.Where(contour => contour.Nodes.Length > 0).Select(contour => Part(contour.Name, contour.Nodes, networks))], [.. zones.Select(zone => Part(FormattableString.Invariant($"zone {zone.Rank}"), zone.Nodes, hand))],
            new(map.Geometry, [.. hand.Zip(networks, (one, other) => (one ? 1f : 0) + (other ? 2 : 0)).Select((value, node) => float.IsNaN(map.Values[node]) ? float.NaN : value)], "forecast by hand and by networks", "1"),
            foundFrom);

        ForecastPart Part(string name, IReadOnlyList<int> nodes, bool[] other) => new(name, nodes.Count * map.Geometry.CellAreaSquareKilometres, nodes.Count(node => other[node]) / (double)nodes.Count);
    }

    /// <summary>Three rows: found by both, by hand alone, by networks alone, counted in contours, in zones and in km2.</summary>
    public DataFrame Table()
    {
        int Count(IReadOnlyList<ForecastPart> parts, bool found) => parts.Count(part => part.Share >= FoundFrom == found);
        return new(
            new StringDataFrameColumn("found", ["by both", "by hand alone", "by networks alone"]),
            new StringDataFrameColumn("contours of the person", [$"{Count(ByHand, true)} of {ByHand.Count}", $"{Count(ByHand, false)} of {ByHand.Count}", ""]),
            new StringDataFrameColumn("zones", [$"{Count(ByNetworks, true)} of {ByNetworks.Count}", "", $"{Count(ByNetworks, false)} of {ByNetworks.Count}"]),
            new DoubleDataFrameColumn("km2", [Math.Round(Areas.Both, 1), Math.Round(Areas.HandAlone, 1), Math.Round(Areas.NetworksAlone, 1)]));
    }

    private static string Named(VectorFeature feature) => feature.Text("name") is { Length: > 0 } name ? $" ('{name}')" : "";

    private double AreaOf(float value) => Ground.Values.Count(here => here == value) * Ground.Geometry.CellAreaSquareKilometres;
}

/// <summary>A contour or a zone, and how much of it the other has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SquareKilometres">Its area on the map's ground.</param>
/// <param name="Share">Share of that within the other's.</param>
public sealed record ForecastPart(string Name, double SquareKilometres, double Share);
