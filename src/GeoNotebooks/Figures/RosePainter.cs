using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>Draws a rose diagram: circles, petals, dashed diameters; what they say stands in a column to the right, never on them.</summary>
internal static class RosePainter
{
    private const float KeyWidth = 210;
    private const float Gap = 20;
    private const float Rim = 30;
    private const float TextSize = 12;
    private const float LineHeight = 16;
    private static readonly SKColor Grid = new(0xd4, 0xd8, 0xdd);

    public static float HeightFor(RoseFigure rose, float width) => Heading.TopHeight(rose, width)
        + Math.Max(Math.Min(width - KeyWidth - Gap - 2 * Heading.Margin, 620), KeyHeight(rose)) + 8 + Heading.FootHeight(Heading.Foot(rose), width);

    public static void Draw(RoseFigure rose, Sheet sheet, SKRect area)
    {
        Heading.DrawTop(rose, sheet, area);
        Heading.DrawFoot(Heading.Foot(rose), sheet, area);
        var (centre, radius) = Circle(rose, area);
        if (rose.NothingToShow is { } sentence)
        {
            var y = centre.Y;
            foreach (var line in Sheet.Wrap(sentence, 2 * radius, 15))
                sheet.Text(line, centre.X, (y += 20) - 15, 15, Sheet.Muted, align: SKTextAlign.Center);
            return;
        }
        DrawRings(rose, sheet, centre, radius);
        DrawPetals(rose, sheet, centre, radius);
        for (var i = 0; i < rose.Directions.Count; i++)
        {
            var (near, far) = (At(centre, radius, rose.Directions[i].AzimuthDegrees), At(centre, radius, rose.Directions[i].AzimuthDegrees + 180));
            sheet.Line(near.X, near.Y, far.X, far.Y, Sheet.Colour(rose.ColourOf(i)), 2, dashed: true);
        }
        // Over the petals, or a long one would hide how long it is.
        foreach (var ring in rose.Rings)
            sheet.HaloText(RoseFigure.Percent(ring), centre.X + 3, centre.Y - (float)rose.Radius(ring) * radius + 10, 10, Sheet.Muted);
        DrawKey(rose, sheet, centre.X + radius + Rim + Gap, centre.Y - radius);
    }

    /// <summary>The outer circle on the paper.</summary>
    internal static (SKPoint Centre, float Radius) Circle(RoseFigure rose, SKRect area)
    {
        var (top, bottom) = (area.Top + Heading.TopHeight(rose, area.Width), area.Bottom - Heading.FootHeight(Heading.Foot(rose), area.Width) - 8);
        var side = Math.Max(Math.Min(area.Width - KeyWidth - Gap - 2 * Heading.Margin, bottom - top), 80);
        // The rose and its key stand in the middle of the paper together.
        var left = area.Left + Math.Max((area.Width - side - Gap - KeyWidth) / 2, Heading.Margin);
        return (new(left + side / 2, (top + bottom) / 2), side / 2 - Rim);
    }

    /// <summary>A point on a circle, at an azimuth clockwise from the top.</summary>
    internal static SKPoint At(SKPoint centre, double radius, double azimuthDegrees) => new(
        centre.X + (float)(radius * double.SinPi(azimuthDegrees / 180)), centre.Y - (float)(radius * double.CosPi(azimuthDegrees / 180)));

    private static void DrawRings(RoseFigure rose, Sheet sheet, SKPoint centre, float radius)
    {
        foreach (var ring in rose.Rings)
        {
            var r = (float)rose.Radius(ring) * radius;
            sheet.Box(SKRect.Create(centre.X - r, centre.Y - r, 2 * r, 2 * r), null, ring == rose.Rings[^1] ? Sheet.Ink : Grid, 0.8f, radius: r);
        }
        for (var azimuth = 0; azimuth < 360; azimuth += 30)
        {
            var (rim, beyond) = (At(centre, radius, azimuth), At(centre, radius + 16, azimuth));
            sheet.Line(centre.X, centre.Y, rim.X, rim.Y, Grid, 0.8f);
            var letter = azimuth switch { 0 => "N", 90 => "E", 180 => "S", 270 => "W", _ => "" };
            sheet.Text(letter.Length > 0 ? letter : NumberText.OfStep(azimuth, 1) + "\u00b0", beyond.X, beyond.Y + 4.5f, letter.Length > 0 ? 13.5f : 11, Sheet.Ink, letter.Length > 0, SKTextAlign.Center);
        }
    }

    private static void DrawPetals(RoseFigure rose, Sheet sheet, SKPoint centre, float radius)
    {
        using var fill = new SKPaint { Color = Sheet.Colour(rose.Colour, 0.8), IsAntialias = true };
        using var outline = Sheet.StrokeOf(SKColors.White, 0.8, dashed: false);
        var (shares, wide) = (rose.Shares, rose.Azimuths.BinDegrees);
        for (var petal = 0; petal < 2 * shares.Count; petal++)
        {
            var r = (float)rose.Radius(shares[petal % shares.Count]) * radius;
            if (r <= 0)
                continue;
            using var builder = new SKPathBuilder();
            builder.MoveTo(centre);
            // Skia counts angles clockwise from the east.
            builder.ArcTo(SKRect.Create(centre.X - r, centre.Y - r, 2 * r, 2 * r), (float)((petal - 0.5) * wide - 90), (float)wide, false);
            builder.Close();
            using var path = builder.Detach();
            sheet.Canvas.DrawPath(path, fill);
            sheet.Canvas.DrawPath(path, outline);
        }
    }

    private static float KeyHeight(RoseFigure rose) => Texts(rose).Sum(text => Sheet.Wrap(text, KeyWidth - 34, TextSize).Count * LineHeight + 9);

    private static IEnumerable<string> Texts(RoseFigure rose) =>
        rose.NothingToShow is not null ? [] : [.. rose.Remarks, .. Enumerable.Range(0, rose.Directions.Count).Select(rose.TextOf)];

    private static void DrawKey(RoseFigure rose, Sheet sheet, float x, float y)
    {
        y += LineHeight;
        foreach (var remark in rose.Remarks)
            y = Write(sheet, remark, x, y, KeyWidth);
        for (var i = 0; i < rose.Directions.Count; i++)
        {
            sheet.Line(x, y - 4, x + 24, y - 4, Sheet.Colour(rose.ColourOf(i)), 2, dashed: true);
            y = Write(sheet, rose.TextOf(i), x + 32, y, KeyWidth - 32);
        }
    }

    private static float Write(Sheet sheet, string text, float x, float y, float width)
    {
        foreach (var line in Sheet.Wrap(text, width, TextSize))
        {
            sheet.Text(line, x, y, TextSize, Sheet.Ink);
            y += LineHeight;
        }
        return y + 9;
    }
}
