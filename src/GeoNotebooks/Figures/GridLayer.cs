using System.Runtime.CompilerServices;
using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>A grid in colours: row 0 at the top, blank nodes transparent, a colour bar with the unit.</summary>
public sealed record GridLayer : MapLayer
{
    // Sorting a million values takes longer than drawing them, and raster, colour bar and screen all ask. A table by instance, since a field would be copied by "with".
    private static readonly ConditionalWeakTable<GridLayer, StrongBox<(double, double)?>> Ranges = [];

    /// <summary>A layer of a grid.</summary>
    /// <param name="grid">The values, row 0 northernmost, NaN blank.</param>
    /// <param name="palette">The colours; viridis when left out.</param>
    /// <param name="name">The name over the colour bar; the grid's own when left out.</param>
    public GridLayer(Grid grid, Palette? palette = null, string? name = null)
        : base(name ?? grid.Name)
    {
        Grid = grid;
        Palette = palette ?? Palette.Viridis;
    }

    /// <summary>The values.</summary>
    public Grid Grid { get; }

    /// <summary>The colours.</summary>
    public Palette Palette { get; init; }

    /// <summary>Which values get the ends of the palette.</summary>
    public Stretch Stretch { get; init; } = Stretch.Percentile2To98;

    /// <summary>Shading, or null for flat colours. Only the PNG shows it.</summary>
    public Hillshade? Hillshade { get; init; }

    /// <summary>The name with its unit, as written over the colour bar.</summary>
    internal string Heading => Grid.Unit is "" or "1" ? Name : $"{Name}, {Grid.Unit}";

    /// <summary>Values at the two ends of the palette; null when no node has a value.</summary>
    internal (double Low, double High)? Range => Ranges.GetValue(this, layer => new(layer.Stretch.RangeOf(layer.Grid, layer.Palette.CentredOnZero))).Value;

    internal override Envelope Extent => Grid.Geometry.Bounds;

    internal override string Summary => FormattableString.Invariant($"{Name} ({Grid.Rows} x {Grid.Columns} nodes)");
}
