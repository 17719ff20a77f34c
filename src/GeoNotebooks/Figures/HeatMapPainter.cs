using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>Draws a map of numbers: names at the left and slanting above (upright where many stand close), cells, a colour bar at the right.</summary>
internal static class HeatMapPainter
{
    private const float NameSize = 11;
    private const float BarRoom = 96;

    /// <summary>More columns than these stand so close that slanting names would lie over each other.</summary>
    private const int MostSlanting = 24;

    public static float HeightFor(HeatMapFigure map, float width) =>
        Heading.TopHeight(map, width) + ColumnNameHeight(map) + map.Rows.Count * RowHeight(map) + 16 + Heading.FootHeight(Heading.Foot(map), width);

    /// <summary>Room for the names above.</summary>
    public static float ColumnNameHeight(HeatMapFigure map) => map.Columns.Max(name => Sheet.WidthOf(name, NameSize)) * MathF.Sin(Slant(map)) + 18;

    public static void Draw(HeatMapFigure map, Sheet sheet, SKRect area)
    {
        Heading.DrawTop(map, sheet, area);
        Heading.DrawFoot(Heading.Foot(map), sheet, area);
        var data = DataArea(map, area);
        var range = map.Range;
        var (wide, high) = (data.Width / map.Columns.Count, data.Height / map.Rows.Count);
        var size = Math.Min(NameSize, high * 0.8f);
        for (var r = 0; r < map.Rows.Count; r++)
        {
            sheet.Text(map.Rows[r], data.Left - 7, data.Top + (r + 0.5f) * high + size * 0.36f, size, Sheet.Ink, align: SKTextAlign.Right);
            for (var c = 0; c < map.Columns.Count; c++)
                DrawCell(map, sheet, SKRect.Create(data.Left + c * wide, data.Top + r * high, wide, high), map.Values[r, c]);
        }
        foreach (var row in map.RulesAfterRows)
            sheet.Line(data.Left, data.Top + (row + 1) * high, data.Right, data.Top + (row + 1) * high, Sheet.Ink, 1.2f);
        sheet.Box(data, null, Sheet.Ink);
        for (var c = 0; c < map.Columns.Count; c++)
            DrawTurned(sheet, map.Columns[c], Slant(map), data.Left + (c + 0.5f) * wide, data.Top - 6);
        DrawBar(map, sheet, SKRect.Create(data.Right + 20, data.Top, 16, Math.Min(data.Height, 260)), range);
    }

    /// <summary>Where the cells lie on the paper.</summary>
    internal static SKRect DataArea(HeatMapFigure map, SKRect area)
    {
        var left = area.Left + Heading.Margin + Math.Min(map.Rows.Max(name => Sheet.WidthOf(name, NameSize)), area.Width * 0.4f) + 10;
        // The last slanting name leans out to the right, over the colour bar.
        var right = area.Right - Heading.Margin - Math.Max(BarRoom, map.Columns.Max(name => Sheet.WidthOf(name, NameSize)) * MathF.Cos(Slant(map)) - 20);
        return new(left, area.Top + Heading.TopHeight(map, area.Width) + ColumnNameHeight(map), right, area.Bottom - Heading.FootHeight(Heading.Foot(map), area.Width) - 16);
    }

    /// <summary>How far names above are turned from the level, radians: one of length n reaches n times its sine up and n times its cosine to the right.</summary>
    private static float Slant(HeatMapFigure map) => map.Columns.Count > MostSlanting ? MathF.PI / 2 : MathF.PI / 4;

    private static float RowHeight(HeatMapFigure map) => map.Decimals is null ? 15 : 18;

    private static void DrawCell(HeatMapFigure map, Sheet sheet, SKRect cell, double value)
    {
        if (!double.IsFinite(value))
        {
            sheet.Box(cell, new SKColor(0xf0, 0xf0, 0xee), null);
            return;
        }
        var colour = map.ColourOf(value);
        // Neighbouring cells of fractional size would show pale seams between them.
        sheet.Box(SKRect.Create(cell.Left, cell.Top, cell.Width + 0.4f, cell.Height + 0.4f), Sheet.Colour(colour), null);
        if (map.TextOf(value) is { Length: > 0 } text && Sheet.WidthOf(text, 10) < cell.Width - 2)
            sheet.Text(text, cell.MidX, cell.MidY + 3.6f, 10, colour.Lightness > 55 ? Sheet.Ink : SKColors.White, align: SKTextAlign.Center);
    }

    private static void DrawTurned(Sheet sheet, string name, float slant, float x, float y)
    {
        sheet.Canvas.Save();
        sheet.Canvas.RotateRadians(-slant, x, y);
        // Turned about the foot of the name's first letter, of which a third of the height is moved to stand over the middle of its column.
        sheet.Text(name, x, y + NameSize * 0.36f * MathF.Max(0, (slant - MathF.PI / 4) / (MathF.PI / 4)), NameSize, Sheet.Ink);
        sheet.Canvas.Restore();
    }

    private static void DrawBar(HeatMapFigure map, Sheet sheet, SKRect bar, (double Low, double High) range)
    {
        const int Steps = 128;
        for (var i = 0; i < Steps; i++)
            sheet.Box(SKRect.Create(bar.Left, bar.Bottom - (i + 1) * bar.Height / Steps, bar.Width, bar.Height / Steps + 0.5f), Sheet.Colour(map.Palette.At((i + 0.5) / Steps)), null);
        sheet.Box(bar, null, Sheet.Ink);
        var step = PlotAxes.RoundStep((range.High - range.Low) / 5);
        for (var n = Math.Ceiling(range.Low / step - 1e-9); n * step <= range.High + step * 1e-9; n++)
        {
            var y = bar.Bottom - (float)((n * step - range.Low) / (range.High - range.Low)) * bar.Height;
            sheet.Line(bar.Right, y, bar.Right + 4, y, Sheet.Ink, 0.8f);
            sheet.Text(NumberText.OfStep(n * step, step), bar.Right + 7, y + 4, NameSize, Sheet.Ink);
        }
        var line = bar.Bottom + 18;
        foreach (var text in Sheet.Wrap(map.Label, BarRoom - 18, NameSize))
        {
            sheet.Text(text, bar.Left, line, NameSize, Sheet.Ink);
            line += 14;
        }
    }
}
