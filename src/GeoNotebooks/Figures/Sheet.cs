using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>The paper a figure is drawn on: a canvas in units of a picture 1000 wide, with the text, rules and swatches that figures share.</summary>
/// <param name="canvas">The canvas, already scaled.</param>
/// <param name="scale">Pixels of the picture in one unit.</param>
internal sealed class Sheet(SKCanvas canvas, float scale)
{
    public static readonly SKColor Ink = new(0x1f, 0x24, 0x2b);
    public static readonly SKColor Muted = new(0x5b, 0x65, 0x70);

    public SKCanvas Canvas => canvas;

    /// <summary>Pixels of the picture in one unit of the canvas.</summary>
    public float Scale => scale;

    public static SKColor Colour(Rgb colour, double opacity = 1) =>
        new(colour.Red, colour.Green, colour.Blue, (byte)Math.Clamp(Math.Round(opacity * 255), 0, 255));

    public static float WidthOf(string text, float size, bool bold = false)
    {
        using var font = FontOf(size, bold);
        return font.MeasureText(text);
    }

    /// <summary>Breaks a text into lines no wider than a width, at spaces; a longer word is cut where it must be.</summary>
    public static IReadOnlyList<string> Wrap(string text, float width, float size, bool bold = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        using var font = FontOf(size, bold);
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            var joined = line.Length == 0 ? rest : $"{line} {rest}";
            if (font.MeasureText(joined) <= width)
            {
                line = joined;
                continue;
            }
            if (line.Length > 0)
                lines.Add(line);
            while (rest.Length > 1 && font.MeasureText(rest) > width)
            {
                var fits = Math.Max(font.BreakText(rest, width), 1);
                if (char.IsHighSurrogate(rest[fits - 1]) && fits < rest.Length)
                    fits++;
                lines.Add(rest[..fits]);
                rest = rest[fits..];
            }
            line = rest;
        }
        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    /// <summary>Writes a line whose baseline is at y.</summary>
    public void Text(string text, float x, float y, float size, SKColor colour, bool bold = false, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = FontOf(size, bold);
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, paint);
    }

    /// <summary>Writes a line with a pale halo, for text that lies on a map.</summary>
    public void HaloText(string text, float x, float y, float size, SKColor colour, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = FontOf(size, bold: false);
        using var halo = new SKPaint
        {
            Color = SKColors.White.WithAlpha(225),
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = size * 0.28f,
            StrokeJoin = SKStrokeJoin.Round,
        };
        canvas.DrawText(text, x, y, align, font, halo);
        Text(text, x, y, size, colour, bold: false, align);
    }

    public void Line(float x1, float y1, float x2, float y2, SKColor colour, float width, bool dashed = false)
    {
        using var paint = StrokeOf(colour, width, dashed);
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>A rectangle with fill, outline or both.</summary>
    public void Box(SKRect box, SKColor? fill, SKColor? stroke, float width = 0.8f, float radius = 0)
    {
        if (fill is { } inside)
        {
            using var paint = new SKPaint { Color = inside, IsAntialias = true };
            canvas.DrawRoundRect(box, radius, radius, paint);
        }
        if (stroke is { } outline)
        {
            using var paint = StrokeOf(outline, width, dashed: false);
            canvas.DrawRoundRect(box, radius, radius, paint);
        }
    }

    public static SKPaint StrokeOf(SKColor colour, double width, bool dashed) => new()
    {
        Color = colour,
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = (float)width,
        StrokeJoin = SKStrokeJoin.Round,
        PathEffect = dashed ? SKPathEffect.CreateDash([(float)width * 4, (float)width * 3], 0) : null,
    };

    private static SKFont FontOf(float size, bool bold) =>
        new(bold ? Typeface.Bold : Typeface.Regular, size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };
}
