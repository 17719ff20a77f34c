using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>
/// A map: layers in one coordinate system, north up, one kilometre the same length both ways, with colour bars, legend, scale bar and
/// north arrow beside the data, never on them.
/// </summary>
public sealed record MapFigure : Figure
{
    /// <summary>A map of layers, the first at the bottom.</summary>
    /// <param name="title">The title.</param>
    /// <param name="source">Where the data come from.</param>
    /// <param name="layers">One layer or more; grids and labels must share one coordinate system, in which the geometries are too.</param>
    /// <exception cref="ArgumentException">There is no layer, or layers are in different systems.</exception>
    public MapFigure(string title, FigureSource source, params IReadOnlyList<MapLayer> layers)
        : base(title, source)
    {
        if (layers.Count == 0)
            throw new ArgumentException($"map '{title}': a map needs at least one layer");
        Layers = layers;
        Crs? first = null;
        foreach (var layer in layers)
        {
            var crs = layer switch
            {
                GridLayer grid => grid.Grid.Geometry.Crs,
                LabelLayer labels => labels.Labels.Geometry.Crs,
                _ => null,
            };
            first ??= crs;
            if (crs is not null && crs != first)
                throw new ArgumentException($"map '{title}': layer '{layer.Name}' is in {crs}, the layers before it in {first}; bring them into one system first");
        }
        Crs = first ?? Crs.Local;
    }

    /// <summary>The layers, the first at the bottom.</summary>
    public IReadOnlyList<MapLayer> Layers { get; }

    /// <summary>The system of the coordinates; that of the grids where there are any.</summary>
    public Crs Crs { get; init; }

    /// <summary>Whether north is up, so that an arrow may say so; not where the ground was turned.</summary>
    public bool NorthUp { get; init; } = true;

    /// <summary>The area to show, in metres; null for all of the grids (or, without a grid, of all layers).</summary>
    public Envelope? View { get; init; }

    private protected override string Summary => string.Join("; ", Layers.Select(layer => layer.Summary));

    /// <summary>What is shown, in metres; never empty.</summary>
    internal Envelope Window
    {
        get
        {
            if (View is { IsNull: false } view)
                return Roomy(view);
            var grids = ExtentOf(Layers.Where(layer => layer is GridLayer or LabelLayer));
            if (!grids.IsNull)
                return Roomy(grids);
            var all = ExtentOf(Layers);
            if (all.IsNull)
                return new Envelope(0, 1000, 0, 1000);
            all = Roomy(all);
            all.ExpandBy(0.03 * Math.Max(all.Width, all.Height));
            return all;
        }
    }

    /// <summary>The sentence that stands in the map when no layer has anything to show; null otherwise.</summary>
    internal string? NothingToShow
    {
        get
        {
            foreach (var layer in Layers)
                switch (layer)
                {
                    case GridLayer { Grid: { } grid } when Array.Exists(grid.Values, float.IsFinite):
                    case LabelLayer:
                    case PolygonLayer or LineLayer or PointLayer when !layer.Extent.IsNull:
                        return null;
                }
            return Layers.OfType<GridLayer>().FirstOrDefault() is { } blank
                ? FormattableString.Invariant($"No data: none of the {blank.Grid.Rows} x {blank.Grid.Columns} nodes of '{blank.Name}' has a value")
                : $"No data: {string.Join(", ", Layers.Select(layer => $"'{layer.Name}'"))} hold no geometry";
        }
    }

    internal override float HeightFor(float width) => MapPainter.HeightFor(this, width);

    internal override void Draw(Sheet sheet, SKRect area) => MapPainter.Draw(this, sheet, area);

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell) => MapPlotly.Add(this, sheet, cell);

    private static Envelope ExtentOf(IEnumerable<MapLayer> layers)
    {
        var extent = new Envelope();
        foreach (var layer in layers)
            extent.ExpandToInclude(layer.Extent);
        return extent;
    }

    private static Envelope Roomy(Envelope extent)
    {
        var reach = Math.Max(extent.Width, extent.Height);
        if (reach == 0)
            reach = 2000;
        var roomy = extent.Copy();
        roomy.ExpandBy(extent.Width < reach / 50 ? reach / 4 : 0, extent.Height < reach / 50 ? reach / 4 : 0);
        return roomy;
    }
}
