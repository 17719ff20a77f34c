using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>One layer of a map. Layers are drawn in the order in which the map lists them, the first at the bottom.</summary>
/// <param name="Name">What the layer shows; it names it in the legend or over its colour bar.</param>
public abstract record MapLayer(string Name)
{
    /// <summary>1 hides what lies below, 0 shows nothing of the layer.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>True to list the layer in the legend (a grid: to give it a colour bar).</summary>
    public bool InLegend { get; init; } = true;

    /// <summary>The area the layer covers; a null envelope when it is empty.</summary>
    internal abstract Envelope Extent { get; }

    /// <summary>A few words for the one-line text of the figure.</summary>
    internal abstract string Summary { get; }
}
