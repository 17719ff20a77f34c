using System.Globalization;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Scoring against a map that is known to miss objects, where the truth says which: on an unmapped object, and as near to it as the map's own labels leave open, the map's "absent" is wrong and counts as
/// unknown. Only generated regions have such a truth. A network that finds an unmapped object is then neither praised nor blamed.
/// </summary>
public static class MapScoring
{
    /// <summary>Attribute of a truth layer: whether the object is on the map.</summary>
    public const string MappedAttribute = "mapped";

    /// <summary>The map's labels without those that unmapped objects make wrong. A node that the map calls present stays so.</summary>
    /// <param name="labels">Labels from the map.</param>
    /// <param name="truth">All objects, with the attribute <c>mapped</c>; where it is lacking the object counts as mapped.</param>
    /// <param name="rules">The buffers that the labels were made with; null for the usual ones.</param>
    /// <exception cref="InvalidDataException">The layer is in another system.</exception>
    public static TargetLabels WithoutUnmapped(TargetLabels labels, VectorLayer truth, MapLabels? rules = null)
    {
        var known = KnownGround(labels.Geometry, truth, rules);
        return labels with { Values = [.. labels.Values.Select((label, node) => label == TargetLabels.Absent && !known[node] ? TargetLabels.Unknown : label)] };
    }

    /// <summary>Ground off the unmapped objects and their margins: within the contact buffer of a polygon or the fault buffer of a line.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="truth">All objects, with the attribute <c>mapped</c>.</param>
    /// <param name="rules">The buffers; null for the usual ones.</param>
    /// <returns>One flag a node, row after row from the north-west corner.</returns>
    public static bool[] KnownGround(GridGeometry geometry, VectorLayer truth, MapLabels? rules = null)
    {
        PolygonRaster.RequireSameSystem(geometry, truth);
        rules ??= new();
        var unmapped = truth.Features.Where(feature => !IsMapped(feature)).Select(feature => feature.Shape).ToList();
        var (surfaces, lines) = (unmapped.Where(shape => shape.Dimension == Dimension.Surface).ToList(), unmapped.Where(shape => shape.Dimension != Dimension.Surface).ToList());
        var inside = PolygonRaster.Inside(geometry, surfaces);
        var contact = LineDistance.Metres(geometry, surfaces, rules.ContactBufferMetres);
        var line = LineDistance.Metres(geometry, lines, rules.FaultBufferMetres);
        return [.. inside.Select((within, node) => !within && !(contact[node] < rules.ContactBufferMetres) && !(line[node] < rules.FaultBufferMetres))];
    }

    /// <summary>Whether the map has an object of the truth.</summary>
    internal static bool IsMapped(VectorFeature feature) => Flag(feature, MappedAttribute) ?? true;

    /// <summary>A truth value as any format holds it: a boolean, a number, or text.</summary>
    internal static bool? Flag(VectorFeature feature, string attribute) => feature.Attributes.GetValueOrDefault(attribute) switch
    {
        null => null,
        bool flag => flag,
        string text => text is "1" || bool.TryParse(text, out var flag) && flag,
        var number => Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
    };

    /// <summary>A number as any format holds it; null where there is none.</summary>
    internal static double? Number(VectorFeature feature, string attribute) =>
        double.TryParse(feature.Text(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
