using GeoNotebooks.Grids;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>Turns grids and labels into images of one pixel a node, row 0 at the top; blank nodes are transparent.</summary>
internal static class GridRaster
{
    /// <summary>The image of a layer; null for a layer of shapes and for a grid without a value.</summary>
    public static SKImage? Of(MapLayer layer) => layer switch
    {
        GridLayer { Range: { } range } grid => Of(grid, range),
        LabelLayer labels => Of(labels),
        _ => null,
    };

    public static SKImage Of(GridLayer layer, (double Low, double High) range)
    {
        var grid = layer.Grid;
        var shade = layer.Hillshade?.Shade(grid);
        var pixels = new SKColor[grid.Values.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = grid.Values[i];
            if (!float.IsFinite(value))
                continue;
            var colour = layer.Palette.At((value - range.Low) / (range.High - range.Low));
            var light = shade?[i] ?? 1;
            pixels[i] = new SKColor(Lit(colour.Red, light), Lit(colour.Green, light), Lit(colour.Blue, light));
        }
        return Image(pixels, grid.Geometry);
    }

    private static SKImage Of(LabelLayer layer)
    {
        var pixels = new SKColor[layer.Labels.Values.Length];
        for (var i = 0; i < pixels.Length; i++)
            if (layer.ColourOf(layer.Labels.Values[i]) is { } colour)
                pixels[i] = Sheet.Colour(colour);
        return Image(pixels, layer.Labels.Geometry);
    }

    /// <summary>Draws an image of nodes: sharp cells where a cell is bigger than about two pixels, an average where several share one.</summary>
    public static void Draw(SKCanvas canvas, SKImage image, SKRect target, float pixelsPerUnit, double opacity)
    {
        var pixelsPerNode = Math.Min(target.Width / image.Width, target.Height / image.Height) * pixelsPerUnit;
        var sampling = pixelsPerNode >= 2
            ? new SKSamplingOptions(SKFilterMode.Nearest)
            : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        using var paint = new SKPaint { Color = SKColors.White.WithAlpha((byte)Math.Round(Math.Clamp(opacity, 0, 1) * 255)) };
        canvas.DrawImage(image, target, sampling, paint);
    }

    private static SKImage Image(SKColor[] pixels, GridGeometry geometry)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(geometry.Columns, geometry.Rows, SKColorType.Rgba8888, SKAlphaType.Unpremul)) { Pixels = pixels };
        return SKImage.FromBitmap(bitmap);
    }

    /// <summary>A channel of a colour in a light: 1 leaves it, less darkens it, more brightens it.</summary>
    public static byte Lit(byte channel, float light) =>
        (byte)Math.Clamp(light <= 1 ? channel * light : channel + (255 - channel) * (light - 1) * 0.6f, 0, 255);
}
