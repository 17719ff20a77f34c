using SkiaSharp;
using static GeoNotebooks.Figures.PlotlySheet;

namespace GeoNotebooks.Figures;

/// <summary>
/// One map for several values of a setting, such as a height or a window. The interactive figure has a slider under the map, which lives in an exported page too; the PNG shows all maps side by side.
/// </summary>
/// <remarks>All grids go into the figure, each averaged in blocks so that together they hold no more nodes than one map does: it stays as small as a map, and is coarser the more stops there are.</remarks>
public sealed record SliderFigure : Figure
{
    private readonly int _start;

    /// <summary>A figure with a slider.</summary>
    /// <param name="title">The title.</param>
    /// <param name="source">Where the data come from.</param>
    /// <param name="setting">What the slider changes, such as "height".</param>
    /// <param name="frames">Two stops or more, with grids on the same nodes. Give them one <see cref="GridLayer.Stretch"/> where their sizes are to be compared.</param>
    /// <param name="over">Shapes drawn over each of the maps.</param>
    /// <exception cref="ArgumentException">Fewer than two stops, two of one name, grids on different nodes, or a grid among the shapes.</exception>
    public SliderFigure(string title, FigureSource source, string setting, IReadOnlyList<SliderFrame> frames, params IReadOnlyList<MapLayer> over)
        : base(title, source)
    {
        if (frames.Count < 2 || frames.Select(frame => frame.Name).Distinct().Count() < frames.Count)
            throw new ArgumentException($"slider '{title}': two stops or more with different names are expected; found {frames.Count}: {string.Join(", ", frames.Select(frame => frame.Name))}");
        if (frames.FirstOrDefault(frame => frame.Layer.Grid.Geometry != frames[0].Layer.Grid.Geometry) is { } other)
            throw new ArgumentException($"slider '{title}': all grids are expected on the nodes of '{frames[0].Name}'; '{other.Name}' lies on others");
        if (over.FirstOrDefault(layer => layer is GridLayer or LabelLayer) is { } grid)
            throw new ArgumentException($"slider '{title}': shapes are expected over the maps; '{grid.Name}' is a grid and would hide them");
        if (frames.FirstOrDefault(frame => frame.Layer.Range is null) is { } blank)
            throw new ArgumentException($"slider '{title}': a grid with values is expected at each stop; no node of '{blank.Name}' has one");
        (Setting, Frames, Over) = (setting, frames, over);
    }

    /// <summary>What the slider changes.</summary>
    public string Setting { get; }

    /// <summary>The stops, from left to right.</summary>
    public IReadOnlyList<SliderFrame> Frames { get; }

    /// <summary>Shapes over each map.</summary>
    public IReadOnlyList<MapLayer> Over { get; }

    /// <summary>The stop at which the slider begins, from 0.</summary>
    public int Start
    {
        get => _start;
        init => _start = value >= 0 && value < Frames.Count ? value : throw new ArgumentException($"slider '{Title}': a stop from 0 to {Frames.Count - 1} is expected to begin with; found {value}");
    }

    private protected override string Summary => $"{Setting}: {string.Join(", ", Frames.Select(frame => frame.Name))}";

    internal override float NaturalWidth => SideBySide.NaturalWidth;

    internal override int PlotlyHeight => 700;

    internal override float HeightFor(float width) => SideBySide.HeightFor(width);

    internal override void Draw(Sheet sheet, SKRect area) => SideBySide.Draw(sheet, area);

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell)
    {
        MapPlotly.AddFrames(this, sheet, cell);
        // The grids come first, one a stop; what is drawn over them stays.
        bool[] Seen(int stop) => [.. Enumerable.Range(0, sheet.Traces).Select(trace => trace >= Frames.Count || trace == stop)];
        sheet.Layout("sliders", new[]
        {
            Map(("active", Start), ("x", 0), ("len", 0.86), ("y", -0.17), ("yanchor", "top"), ("pad", Map(("t", 0), ("b", 6))),
                ("currentvalue", Map(("prefix", Escape(Setting) + ": "), ("font", Map(("size", 13))))),
                ("steps", Frames.Select((frame, stop) => Map(("label", Escape(frame.Name)), ("method", "restyle"), ("args", new object[] { Map(("visible", Seen(stop))) }))).ToArray())),
        });
    }

    private bool IsWide => Frames[0].Layer.Grid.Geometry.Bounds is var ground && ground.Width > 1.4 * ground.Height;

    // Made when it is drawn: title, subtitle and source may have been changed by "with".
    private FigurePanel SideBySide => new(Title, Source, Frames.Count < 5 || IsWide ? 2 : 3, [.. Frames.Select(frame => new MapFigure($"{Setting}: {frame.Name}", Source, [frame.Layer, .. Over]))]) { Subtitle = Subtitle };
}
