using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>The column beside a map: north arrow and scale bar, colour bars, legend.</summary>
internal static class MapKey
{
    public const float Width = 168;
    private const float TextSize = 11.5f;
    private const float LineHeight = 15;
    private const float ArrowHeight = 58;
    private const float ScaleHeight = 34;
    private const float BarHeight = 96;

    public static float HeightOf(MapFigure map) =>
        ArrowHeight + ScaleHeight + 12
        + Bars(map).Sum(layer => BarHeight + Sheet.Wrap(layer.Heading, Width, TextSize).Count * LineHeight + 24)
        + Entries(map).Sum(entry => HeightOf(entry.Text)) + 10;

    /// <param name="map">The map.</param>
    /// <param name="sheet">The paper.</param>
    /// <param name="area">The column.</param>
    /// <param name="unitsPerMetre">Length of a metre on the paper.</param>
    /// <param name="data">The map itself, for the column to end where it does.</param>
    public static void Draw(MapFigure map, Sheet sheet, SKRect area, double unitsPerMetre, SKRect data)
    {
        var x = area.Left;
        var y = area.Top;
        if (map.NorthUp)
            DrawNorth(sheet, x + 14, y);
        DrawScale(sheet, x + 44, y + 26, Math.Min(area.Width, Width) - 60, unitsPerMetre);
        y += ArrowHeight + 14;
        var bars = Bars(map).ToList();
        var entries = Entries(map).ToList();
        var legendHeight = entries.Sum(entry => HeightOf(entry.Text));
        var headings = bars.Sum(layer => Sheet.Wrap(layer.Heading, Width, TextSize).Count * LineHeight + 24);
        var bottom = Math.Max(data.Bottom, area.Top + 200);
        var barHeight = bars.Count == 0 ? 0 : Math.Clamp((bottom - y - legendHeight - headings) / bars.Count, 60, 260);
        foreach (var layer in bars)
            y = DrawBar(sheet, layer, x, y, barHeight);
        foreach (var entry in entries)
            y = DrawEntry(sheet, entry, x, y);
    }

    private static IEnumerable<GridLayer> Bars(MapFigure map) =>
        map.Layers.OfType<GridLayer>().Where(layer => layer.InLegend && Array.Exists(layer.Grid.Values, float.IsFinite));

    private static float HeightOf(string text) => Sheet.Wrap(text, Width - 34, TextSize).Count * LineHeight + 5;

    /// <summary>The legend, in the order in which the eye meets the layers: the topmost first.</summary>
    private static IEnumerable<(string Text, Action<Sheet, SKRect> Swatch)> Entries(MapFigure map)
    {
        foreach (var layer in map.Layers.Reverse().Where(layer => layer.InLegend))
            switch (layer)
            {
                case LabelLayer labels:
                    foreach (var (text, colour) in labels.Entries())
                        yield return (text, (sheet, box) => sheet.Box(box, Sheet.Colour(colour, labels.Opacity), Sheet.Muted, 0.6f));
                    break;
                case PolygonLayer { Extent.IsNull: false } polygons:
                    yield return (polygons.Name, (sheet, box) =>
                    {
                        SKColor? fill = polygons.Fill is { } inside ? Sheet.Colour(inside, polygons.FillOpacity * polygons.Opacity) : null;
                        sheet.Box(box, fill, null);
                        if (polygons.Stroke is { } stroke)
                        {
                            using var paint = Sheet.StrokeOf(Sheet.Colour(stroke, polygons.Opacity), polygons.WidthPixels, polygons.Dashed);
                            sheet.Canvas.DrawRect(box, paint);
                        }
                    }
                    );
                    break;
                case LineLayer { Extent.IsNull: false } lines:
                    yield return (lines.Name, (sheet, box) =>
                        sheet.Line(box.Left, box.MidY, box.Right, box.MidY, Sheet.Colour(lines.Stroke, lines.Opacity), (float)lines.WidthPixels, lines.Dashed));
                    break;
                case PointLayer { Extent.IsNull: false } points:
                    yield return (points.Name, (sheet, box) => ShapePainter.DrawMarker(sheet, new SKPoint(box.MidX, box.MidY), points));
                    break;
            }
    }

    private static float DrawEntry(Sheet sheet, (string Text, Action<Sheet, SKRect> Swatch) entry, float x, float y)
    {
        entry.Swatch(sheet, SKRect.Create(x + 1, y + 2, 22, 11));
        var baseline = y + 11.5f;
        foreach (var line in Sheet.Wrap(entry.Text, Width - 34, TextSize))
        {
            sheet.Text(line, x + 32, baseline, TextSize, Sheet.Ink);
            baseline += LineHeight;
        }
        return y + HeightOf(entry.Text);
    }

    /// <summary>A colour bar with its heading, from a height downwards; returns where the next thing may begin.</summary>
    public static float DrawBar(Sheet sheet, GridLayer layer, float x, float y, float height)
    {
        var (low, high) = layer.Range!.Value;
        foreach (var line in Sheet.Wrap(layer.Heading, Width, TextSize))
            sheet.Text(line, x, (y += LineHeight) - 3, TextSize, Sheet.Ink);
        y += 6;
        var bar = SKRect.Create(x + 1, y, 17, height);
        using (var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, bar.Bottom), new SKPoint(0, bar.Top),
            [.. Enumerable.Range(0, 65).Select(i => Sheet.Colour(layer.Palette.At(i / 64.0), layer.Opacity))], null, SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = shader })
            sheet.Canvas.DrawRect(bar, paint);
        sheet.Box(bar, null, Sheet.Ink, 0.7f);
        var step = PlotAxes.RoundStep((high - low) / Math.Max(height / 34, 3));
        for (var n = Math.Ceiling(low / step - 1e-9); n * step <= high + step * 1e-9; n++)
        {
            var at = bar.Bottom - (float)((n * step - low) / (high - low)) * height;
            sheet.Line(bar.Right, at, bar.Right + 4, at, Sheet.Ink, 0.7f);
            sheet.Text(NumberText.OfStep(n * step, step), bar.Right + 8, at + 4, TextSize, Sheet.Ink);
        }
        return y + height + 18;
    }

    private static void DrawNorth(Sheet sheet, float x, float y)
    {
        using var builder = new SKPathBuilder();
        builder.AddPoly([new(x, y + 2), new(x + 9, y + 36), new(x, y + 29)], true);
        using var east = builder.Detach();
        builder.AddPoly([new(x, y + 2), new(x - 9, y + 36), new(x, y + 29)], true);
        using var west = builder.Detach();
        using var fill = new SKPaint { Color = Sheet.Ink, IsAntialias = true };
        using var outline = Sheet.StrokeOf(Sheet.Ink, 0.9, dashed: false);
        sheet.Canvas.DrawPath(west, fill);
        sheet.Canvas.DrawPath(west, outline);
        sheet.Canvas.DrawPath(east, outline);
        sheet.Text("N", x, y + 51, 13, Sheet.Ink, bold: true, SKTextAlign.Center);
    }

    /// <summary>A bar of four parts, black and white in turn, as long as a round number of kilometres or metres.</summary>
    private static void DrawScale(Sheet sheet, float x, float y, float room, double unitsPerMetre)
    {
        var metres = PlotAxes.RoundStep(room / unitsPerMetre * 0.4);
        if (metres * unitsPerMetre > room)
            metres = PlotAxes.RoundStep(room / unitsPerMetre * 0.2);
        var length = (float)(metres * unitsPerMetre);
        for (var part = 0; part < 4; part++)
            sheet.Box(SKRect.Create(x + length * part / 4, y, length / 4, 5), part % 2 == 0 ? Sheet.Ink : SKColors.White, Sheet.Ink, 0.7f);
        var kilometres = metres >= 1000;
        sheet.Text("0", x, y - 5, TextSize, Sheet.Ink, align: SKTextAlign.Center);
        sheet.Text(
            NumberText.Significant(kilometres ? metres / 1000 : metres) + (kilometres ? " km" : " m"),
            x + length, y - 5, TextSize, Sheet.Ink, align: SKTextAlign.Center);
    }
}
