using NetTopologySuite.Geometries;
using SkiaSharp;
using SP = ScottPlot;

namespace GeoNotebooks.Figures;

/// <summary>Lays a map out and draws it: the data in ScottPlot's axes, the key (arrow, colour bars, legend, scale bar) in a column to the right.</summary>
internal static class MapPainter
{
    private const float LeftGutter = 84;
    private const float BottomGutter = 52;
    private const float Gap = 16;

    public static float HeightFor(MapFigure map, float width)
    {
        var window = map.Window;
        var dataWidth = Math.Max(width - LeftGutter - Gap - MapKey.Width - Heading.Margin, 60);
        var dataHeight = dataWidth * (float)(window.Height / window.Width);
        var tallest = Math.Max(1.25f * width, 420);
        return Heading.TopHeight(map, width) + Math.Clamp(dataHeight, Math.Min(MapKey.HeightOf(map), tallest), tallest) + BottomGutter + Heading.FootHeight(Foot(map), width);
    }

    public static void Draw(MapFigure map, Sheet sheet, SKRect area)
    {
        Heading.DrawTop(map, sheet, area);
        Heading.DrawFoot(Foot(map), sheet, area);
        var window = map.Window;
        var inner = Inner(map, area);
        var data = DataArea(map, area);
        var nothing = map.NothingToShow;
        DrawData(map, sheet, area, data, window);
        if (nothing is not null)
            DrawSentence(nothing, sheet, data);
        var key = SKRect.Create(data.Right + Gap, inner.Top, area.Right - Heading.Margin - data.Right - Gap, Math.Max(inner.Height, data.Height));
        MapKey.Draw(map, sheet, key, data.Width / window.Width, data);
    }

    /// <summary>Where the data lie on the paper: the window of the map, one kilometre the same length both ways.</summary>
    internal static SKRect DataArea(MapFigure map, SKRect area) => Fit(Inner(map, area), map.Window.Width / map.Window.Height);

    private static SKRect Inner(MapFigure map, SKRect area) => new(
        area.Left + LeftGutter,
        area.Top + Heading.TopHeight(map, area.Width),
        area.Right - Heading.Margin - MapKey.Width - Gap,
        area.Bottom - Heading.FootHeight(Foot(map), area.Width) - BottomGutter);

    private static string Foot(MapFigure map) => Heading.Foot(map, map.Frame is { ShowsSystem: false } ? "" : $"Coordinates: {map.Crs}.");

    /// <summary>The largest rectangle of a shape within another, at its top left.</summary>
    private static SKRect Fit(SKRect box, double widthOverHeight)
    {
        var width = (float)Math.Min(box.Width, box.Height * widthOverHeight);
        return SKRect.Create(box.Left, box.Top, width, (float)(width / widthOverHeight));
    }

    private static void DrawData(MapFigure map, Sheet sheet, SKRect area, SKRect data, Envelope window)
    {
        using var plot = PlotAxes.Create("Easting, km", data.Height > 110 ? "Northing, km" : "km");
        plot.Axes.SetLimits(window.MinX / 1000, window.MaxX / 1000, window.MinY / 1000, window.MaxY / 1000);
        PlotAxes.SetTicks(plot.Axes.Bottom, window.MinX / 1000, window.MaxX / 1000, data.Width, 90);
        PlotAxes.SetTicks(plot.Axes.Left, window.MinY / 1000, window.MaxY / 1000, data.Height, 70);
        var images = map.Layers.Select(GridRaster.Of).ToList();
        foreach (var (layer, image) in map.Layers.Zip(images))
            plot.Add.Plottable(new MapPlottable(layer, image, sheet));
        sheet.Box(data, new SKColor(0xf6, 0xf6, 0xf4), null);
        PlotAxes.Render(plot, sheet, area, data, frame: true);
        foreach (var image in images)
            image?.Dispose();
    }

    private static void DrawSentence(string sentence, Sheet sheet, SKRect data)
    {
        var lines = Sheet.Wrap(sentence, data.Width - 24, 15);
        var y = data.MidY - (lines.Count - 1) * 10 + 5;
        foreach (var line in lines)
        {
            sheet.Text(line, data.MidX, y, 15, Sheet.Muted, align: SKTextAlign.Center);
            y += 20;
        }
    }

    /// <summary>One layer as ScottPlot sees it; the axes are in kilometres, the layers in metres.</summary>
    private sealed class MapPlottable(MapLayer layer, SKImage? image, Sheet sheet) : SP.IPlottable
    {
        public bool IsVisible { get; set; } = true;

        public SP.IAxes Axes { get; set; } = new SP.Axes();

        public IEnumerable<SP.LegendItem> LegendItems => [];

        public SP.AxisLimits GetAxisLimits() => SP.AxisLimits.NoLimits;

        public void Render(SP.RenderPack pack)
        {
            var shapes = new ShapePainter(sheet, point => new SKPoint(Axes.GetPixelX(point.X / 1000), Axes.GetPixelY(point.Y / 1000)));
            switch (layer)
            {
                case GridLayer or LabelLayer when image is not null:
                    GridRaster.Draw(pack.Canvas, image, Place(layer.Extent), sheet.Scale, layer.Opacity);
                    break;
                case PolygonLayer polygons:
                    shapes.Draw(polygons);
                    break;
                case LineLayer lines:
                    shapes.Draw(lines);
                    break;
                case PointLayer points:
                    shapes.Draw(points);
                    break;
            }
        }

        private SKRect Place(Envelope extent) => new(
            Axes.GetPixelX(extent.MinX / 1000), Axes.GetPixelY(extent.MaxY / 1000),
            Axes.GetPixelX(extent.MaxX / 1000), Axes.GetPixelY(extent.MinY / 1000));
    }
}
