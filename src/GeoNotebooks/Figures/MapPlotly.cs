using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using static GeoNotebooks.Figures.PlotlySheet;

namespace GeoNotebooks.Figures;

/// <summary>A map for plotly: grids as heat maps whose y axis points north, shapes as lines and markers, coordinates in kilometres.</summary>
internal static class MapPlotly
{
    private const int DigitsOfRange = 3;
    private const double BarShare = 0.13;

    public static void Add(MapFigure map, PlotlySheet sheet, PlotlyCell cell)
    {
        var grids = map.Layers.Count(layer => layer is GridLayer or LabelLayer);
        var bars = map.Layers.OfType<GridLayer>().Count(layer => layer.InLegend);
        var right = cell.Right - Math.Min(bars, 2) * BarShare * (cell.Right - cell.Left);
        var nodes = Figure.InteractiveNodes / Math.Max(grids, 1) / cell.Panels;
        var bar = 0;
        var averaged = 1;
        foreach (var layer in map.Layers)
            switch (layer)
            {
                case GridLayer grid:
                    averaged = Math.Max(averaged, AddGrid(grid, sheet, cell, nodes, right + BarShare * bar * (cell.Right - cell.Left) + 0.01));
                    bar += grid.InLegend ? 1 : 0;
                    break;
                case LabelLayer labels:
                    averaged = Math.Max(averaged, AddLabels(labels, sheet, cell, nodes));
                    break;
                default:
                    AddShapes(layer, map, sheet, cell);
                    break;
            }
        AddAxes(map, sheet, cell, right);
        if (map.NothingToShow is { } sentence)
            sheet.Note(Escape(sentence), (cell.Left + right) / 2, (cell.Bottom + cell.Top) / 2, "center", "middle", 14);
        if (averaged > 1)
            sheet.Remark(FormattableString.Invariant($"on screen, means of {averaged} x {averaged} nodes"));
    }

    /// <summary>The maps of a slider, of which the one that it begins with is seen: a trace each, before those of the shapes over them.</summary>
    public static void AddFrames(SliderFigure slider, PlotlySheet sheet, PlotlyCell cell)
    {
        var map = new MapFigure(slider.Title, slider.Source, [slider.Frames[0].Layer, .. slider.Over]);
        var right = cell.Right - BarShare * (cell.Right - cell.Left);
        var averaged = 1;
        for (var stop = 0; stop < slider.Frames.Count; stop++)
            averaged = AddGrid(slider.Frames[stop].Layer, sheet, cell, Figure.InteractiveNodes / slider.Frames.Count, right + 0.01, visible: stop == slider.Start);
        foreach (var layer in slider.Over)
            AddShapes(layer, map, sheet, cell);
        AddAxes(map, sheet, cell, right);
        if (averaged > 1)
            sheet.Remark(FormattableString.Invariant($"on screen, means of {averaged} x {averaged} nodes"));
    }

    private static void AddShapes(MapLayer layer, MapFigure map, PlotlySheet sheet, PlotlyCell cell)
    {
        switch (layer)
        {
            case PolygonLayer polygons:
                AddPolygons(polygons, sheet, cell, Tolerance(map));
                break;
            case LineLayer lines:
                AddLines(lines, sheet, cell, Tolerance(map));
                break;
            case PointLayer points:
                AddPoints(points, sheet, cell);
                break;
        }
    }

    private static void AddAxes(MapFigure map, PlotlySheet sheet, PlotlyCell cell, double right)
    {
        var window = map.Window;
        sheet.Layout($"xaxis{cell.Suffix}", Map(
            ("domain", new[] { Short(cell.Left), Short(right) }), ("anchor", $"y{cell.Suffix}"), ("range", new[] { window.MinX / 1000, window.MaxX / 1000 }),
            ("title", AxisTitle("Easting, km")), ("constrain", "domain"), ("ticks", "outside"), ("showline", true), ("mirror", true),
            ("linewidth", 0.8), ("linecolor", "#1f242b"), ("showgrid", false), ("zeroline", false), ("tickformat", "~f")));
        sheet.Layout($"yaxis{cell.Suffix}", Map(
            ("domain", new[] { Short(cell.Bottom), Short(cell.Top) }), ("anchor", $"x{cell.Suffix}"), ("range", new[] { window.MinY / 1000, window.MaxY / 1000 }),
            ("title", AxisTitle("Northing, km")), ("scaleanchor", $"x{cell.Suffix}"), ("scaleratio", 1), ("constrain", "domain"),
            ("ticks", "outside"), ("showline", true), ("mirror", true), ("linewidth", 0.8), ("linecolor", "#1f242b"), ("showgrid", false),
            ("zeroline", false), ("tickformat", "~f")));
    }

    private static int AddGrid(GridLayer layer, PlotlySheet sheet, PlotlyCell cell, int nodes, double barAt, bool visible = true)
    {
        if (layer.Range is not { } range)
            return 1;
        var side = BlockMean.SideFor(layer.Grid.Geometry, nodes);
        var grid = BlockMean.Of(layer.Grid, side);
        // Three digits within the range of the colours: finer than any eye, and the page stays small.
        var decimals = DigitsOfRange - 1 - (int)Math.Floor(Math.Log10(range.High - range.Low));
        var unit = layer.Grid.Unit is "" or "1" ? "" : $" {layer.Grid.Unit}";
        sheet.Trace("heatmap", cell, [
            ("name", Escape(layer.Name)),
            .. Nodes(grid.Geometry),
            ("z", Rows(grid.Geometry, (r, c) => Number(grid[r, c], decimals))),
            ("zmin", NumberText.Round(range.Low, 6)), ("zmax", NumberText.Round(range.High, 6)), ("zauto", false), ("hoverongaps", false),
            ("opacity", layer.Opacity < 1 ? layer.Opacity : null), ("visible", visible ? null : false),
            ("colorscale", Enumerable.Range(0, 33).Select(i => new object[] { Short(i / 32.0), layer.Palette.At(i / 32.0).ToString() }).ToArray()),
            ("showscale", layer.InLegend),
            ("colorbar", layer.InLegend ? ColourBar(layer, cell, barAt) : null),
            ("hovertemplate", $"%{{x:.2f}} km E, %{{y:.2f}} km N<br>{Escape(layer.Name)}: %{{z}}{Escape(unit)}<extra></extra>"),
        ]);
        return side;
    }

    private static Dictionary<string, object> ColourBar(GridLayer layer, PlotlyCell cell, double at) => Map(
        ("title", Map(("text", Lines(layer.Heading, 110, 11)), ("font", Map(("size", 11))))),
        ("x", Short(at)), ("xanchor", "left"), ("y", Short((cell.Bottom + cell.Top) / 2)), ("len", Short((cell.Top - cell.Bottom) * 0.9)),
        ("thickness", 14), ("outlinewidth", 0.7), ("ticks", "outside"), ("tickfont", Map(("size", 11))));

    private static int AddLabels(LabelLayer layer, PlotlySheet sheet, PlotlyCell cell, int nodes)
    {
        // Labels are not averaged: of a block the middle node is shown.
        var g = layer.Labels.Geometry;
        var side = BlockMean.SideFor(g, nodes);
        var (rows, columns) = ((g.Rows + side - 1) / side, (g.Columns + side - 1) / side);
        sbyte At(int r, int c) => layer.Labels[Math.Min(r * side + side / 2, g.Rows - 1), Math.Min(c * side + side / 2, g.Columns - 1)];
        var shown = g with
        {
            Rows = rows,
            Columns = columns,
            West = g.X(side / 2),
            North = g.Y(side / 2),
            CellWidth = g.CellWidth * side,
            CellHeight = g.CellHeight * side,
        };
        var unknown = layer.Unknown ?? layer.Absent;
        sheet.Trace("heatmap", cell, [
            ("name", Escape(layer.Name)),
            .. Nodes(shown),
            ("z", Rows(shown, (r, c) => At(r, c) == TargetLabels.Unknown && layer.Unknown is null ? null : (object)(int)At(r, c))),
            ("zmin", -1), ("zmax", 1), ("zauto", false), ("showscale", false), ("hoverongaps", false),
            ("opacity", layer.Opacity < 1 ? layer.Opacity : null),
            ("colorscale", new[]
            {
                new object[] { 0, unknown.ToString() }, [0.33, unknown.ToString()], [0.33, layer.Absent.ToString()],
                [0.67, layer.Absent.ToString()], [0.67, layer.Present.ToString()], [1, layer.Present.ToString()],
            }),
            ("hovertemplate", $"%{{x:.2f}} km E, %{{y:.2f}} km N<br>{Escape(layer.Name)}: %{{z}} (1 present, 0 absent, -1 unknown)<extra></extra>"),
        ]);
        foreach (var (text, colour) in layer.InLegend ? layer.Entries() : [])
            sheet.Trace("scatter", cell, ("name", Escape(text)), ("x", new object?[] { null }), ("y", new object?[] { null }), ("mode", "markers"),
                ("marker", Map(("symbol", "square"), ("size", 12), ("color", colour.ToString()), ("line", Map(("width", 0.6), ("color", "#5b6570"))))));
        return side;
    }

    private static void AddPolygons(PolygonLayer layer, PlotlySheet sheet, PlotlyCell cell, double tolerance)
    {
        var (x, y) = Paths(layer.Polygons.SelectMany(polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing)), tolerance);
        if (x.Count == 0)
            return;
        sheet.Trace("scatter", cell,
            ("name", Escape(layer.Name)), ("x", x), ("y", y), ("mode", "lines"), ("hoverinfo", "name"), ("showlegend", layer.InLegend),
            ("line", Map(("color", Rgba(layer.Stroke ?? layer.Fill ?? "#222222", layer.Stroke is null ? 0 : layer.Opacity)), ("width", layer.WidthPixels), ("dash", layer.Dashed ? "dash" : null))),
            ("fill", layer.Fill is null ? null : "toself"),
            ("fillcolor", layer.Fill is { } fill ? Rgba(fill, layer.FillOpacity * layer.Opacity) : null));
        var labelled = Enumerable.Range(0, Math.Min(layer.Labels.Count, layer.Geometries.Count))
            .Where(i => layer.Labels[i].Length > 0 && !layer.Geometries[i].IsEmpty).ToList();
        if (labelled.Count == 0)
            return;
        var middles = labelled.Select(i => layer.Geometries[i].InteriorPoint.Coordinate).ToList();
        sheet.Trace("scatter", cell,
            ("x", middles.Select(p => Kilometres(p.X)).ToArray()), ("y", middles.Select(p => Kilometres(p.Y)).ToArray()), ("mode", "text"),
            ("text", labelled.Select(i => Escape(layer.Labels[i])).ToArray()), ("textfont", Map(("size", 11))), ("hoverinfo", "skip"), ("showlegend", false));
    }

    private static void AddLines(LineLayer layer, PlotlySheet sheet, PlotlyCell cell, double tolerance)
    {
        var (x, y) = Paths(layer.Lines, tolerance);
        if (x.Count > 0)
            sheet.Trace("scatter", cell,
                ("name", Escape(layer.Name)), ("x", x), ("y", y), ("mode", "lines"), ("hoverinfo", "name"), ("showlegend", layer.InLegend),
                ("line", Map(("color", Rgba(layer.Stroke, layer.Opacity)), ("width", layer.WidthPixels), ("dash", layer.Dashed ? "dash" : null))));
    }

    private static void AddPoints(PointLayer layer, PlotlySheet sheet, PlotlyCell cell)
    {
        if (layer.Points.Count == 0)
            return;
        var symbol = layer.Marker switch
        {
            Marker.Circle => "circle",
            Marker.Square => "square",
            Marker.Diamond => "diamond",
            Marker.Triangle => "triangle-up",
            Marker.Star => "star",
            _ => "cross-thin-open",
        };
        var labels = layer.Labels.Count > 0;
        sheet.Trace("scatter", cell,
            ("name", Escape(layer.Name)), ("x", layer.Points.Select(p => Kilometres(p.X)).ToArray()), ("y", layer.Points.Select(p => Kilometres(p.Y)).ToArray()),
            ("mode", labels ? "markers+text" : "markers"), ("showlegend", layer.InLegend), ("opacity", layer.Opacity < 1 ? layer.Opacity : null),
            ("text", labels ? layer.Labels.Select(Escape).ToArray() : null), ("textposition", labels ? layer.LabelsLeft ? "middle left" : "middle right" : null),
            ("textfont", labels ? Map(("size", 11)) : null),
            ("marker", Map(("symbol", symbol), ("size", layer.SizePixels), ("color", layer.Fill.ToString()), ("line", Map(("width", 1), ("color", layer.Stroke.ToString()))))));
    }

    /// <summary>Several lines as one: a gap (null) between each and the next.</summary>
    private static (List<double?> X, List<double?> Y) Paths(IEnumerable<LineString> lines, double tolerance)
    {
        var (x, y) = (new List<double?>(), new List<double?>());
        foreach (var line in lines)
        {
            var simple = DouglasPeuckerSimplifier.Simplify(line, tolerance);
            if (x.Count > 0)
            {
                x.Add(null);
                y.Add(null);
            }
            foreach (var point in (simple.NumPoints >= 2 ? simple : line).Coordinates)
            {
                x.Add(Kilometres(point.X));
                y.Add(Kilometres(point.Y));
            }
        }
        return (x, y);
    }

    private static double Tolerance(MapFigure map) => Math.Max(map.Window.Width, map.Window.Height) / 2000;

    /// <summary>Row 0 is the northernmost: y begins at the north and steps south.</summary>
    private static IEnumerable<(string Name, object? Value)> Nodes(GridGeometry g) =>
        [("x0", g.West / 1000), ("dx", g.CellWidthMetres / 1000), ("y0", g.North / 1000), ("dy", -g.CellHeightMetres / 1000)];

    private static object?[][] Rows(GridGeometry g, Func<int, int, object?> value) =>
        [.. Enumerable.Range(0, g.Rows).Select(r => Enumerable.Range(0, g.Columns).Select(c => value(r, c)).ToArray())];

    private static object? Number(float value, int decimals) =>
        !float.IsFinite(value) ? null
        : decimals is > 0 and <= 15 ? Math.Round((double)value, decimals)
        : decimals > 15 ? NumberText.Round(value, DigitsOfRange)
        : (long)Math.Round((double)value);

    private static double Kilometres(double metres) => Math.Round(metres / 1000, 2);

    private static double Short(double fraction) => Math.Round(fraction, 4);
}
