using NetTopologySuite.Geometries;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>Draws polygons, lines and points of a map.</summary>
/// <param name="sheet">The paper.</param>
/// <param name="place">Where a point in metres lies on it.</param>
internal sealed class ShapePainter(Sheet sheet, Func<Coordinate, SKPoint> place)
{
    private const float LabelSize = 11.5f;

    public void Draw(PolygonLayer layer)
    {
        foreach (var polygon in layer.Polygons)
        {
            using var builder = new SKPathBuilder { FillType = SKPathFillType.EvenOdd };
            Trace(builder, polygon.ExteriorRing, close: true);
            foreach (var hole in polygon.InteriorRings)
                Trace(builder, hole, close: true);
            using var path = builder.Detach();
            if (layer.Fill is { } fill)
            {
                using var inside = new SKPaint { Color = Sheet.Colour(fill, layer.FillOpacity * layer.Opacity), IsAntialias = true };
                sheet.Canvas.DrawPath(path, inside);
            }
            if (layer.Stroke is { } stroke)
            {
                using var outline = Sheet.StrokeOf(Sheet.Colour(stroke, layer.Opacity), layer.WidthPixels, layer.Dashed);
                sheet.Canvas.DrawPath(path, outline);
            }
        }
        for (var i = 0; i < Math.Min(layer.Labels.Count, layer.Geometries.Count); i++)
            if (layer.Labels[i].Length > 0 && !layer.Geometries[i].IsEmpty)
            {
                var at = place(layer.Geometries[i].InteriorPoint.Coordinate);
                sheet.HaloText(layer.Labels[i], at.X, at.Y + LabelSize * 0.36f, LabelSize, Sheet.Ink, SKTextAlign.Center);
            }
    }

    public void Draw(LineLayer layer)
    {
        using var paint = Sheet.StrokeOf(Sheet.Colour(layer.Stroke, layer.Opacity), layer.WidthPixels, layer.Dashed);
        foreach (var line in layer.Lines)
        {
            using var builder = new SKPathBuilder();
            Trace(builder, line, close: false);
            using var path = builder.Detach();
            sheet.Canvas.DrawPath(path, paint);
        }
    }

    public void Draw(PointLayer layer)
    {
        foreach (var point in layer.Points)
            DrawMarker(sheet, place(point), layer);
        // A text stays within the picture: where it would leave it, it is written on the other side of its point.
        var clip = sheet.Canvas.LocalClipBounds;
        for (var i = 0; i < Math.Min(layer.Labels.Count, layer.Points.Count); i++)
        {
            var at = place(layer.Points[i]);
            var (gap, width) = ((float)layer.SizePixels * 0.5f + 4, Sheet.WidthOf(layer.Labels[i], LabelSize));
            var left = layer.LabelsLeft ? at.X - gap - width >= clip.Left : at.X + gap + width > clip.Right;
            sheet.HaloText(layer.Labels[i], left ? at.X - gap : at.X + gap, at.Y + LabelSize * 0.36f, LabelSize, Sheet.Ink, left ? SKTextAlign.Right : SKTextAlign.Left);
        }
    }

    /// <summary>One sign, also used by the legend.</summary>
    public static void DrawMarker(Sheet sheet, SKPoint at, PointLayer layer)
    {
        var r = (float)layer.SizePixels / 2;
        using var builder = new SKPathBuilder();
        switch (layer.Marker)
        {
            case Marker.Circle:
                builder.AddCircle(at.X, at.Y, r);
                break;
            case Marker.Square:
                builder.AddRect(new SKRect(at.X - r * 0.9f, at.Y - r * 0.9f, at.X + r * 0.9f, at.Y + r * 0.9f));
                break;
            case Marker.Diamond:
                builder.AddPoly([new(at.X, at.Y - r), new(at.X + r, at.Y), new(at.X, at.Y + r), new(at.X - r, at.Y)], true);
                break;
            case Marker.Triangle:
                builder.AddPoly([new(at.X, at.Y - r), new(at.X + r, at.Y + r * 0.8f), new(at.X - r, at.Y + r * 0.8f)], true);
                break;
            case Marker.Star:
                builder.AddPoly([.. Enumerable.Range(0, 10).Select(i => OnCircle(at, i % 2 == 0 ? r * 1.15f : r * 0.5f, i * MathF.PI / 5))], true);
                break;
            case Marker.Cross:
                sheet.Line(at.X - r, at.Y, at.X + r, at.Y, Sheet.Colour(layer.Stroke, layer.Opacity), 1.6f);
                sheet.Line(at.X, at.Y - r, at.X, at.Y + r, Sheet.Colour(layer.Stroke, layer.Opacity), 1.6f);
                return;
        }
        using var path = builder.Detach();
        using var inside = new SKPaint { Color = Sheet.Colour(layer.Fill, layer.Opacity), IsAntialias = true };
        sheet.Canvas.DrawPath(path, inside);
        using var outline = Sheet.StrokeOf(Sheet.Colour(layer.Stroke, layer.Opacity), 1, dashed: false);
        sheet.Canvas.DrawPath(path, outline);
    }

    private static SKPoint OnCircle(SKPoint centre, float radius, float angle) =>
        new(centre.X + radius * MathF.Sin(angle), centre.Y - radius * MathF.Cos(angle));

    private void Trace(SKPathBuilder builder, LineString line, bool close)
    {
        var sequence = line.CoordinateSequence;
        for (var i = 0; i < sequence.Count; i++)
        {
            var at = place(sequence.GetCoordinate(i));
            if (i == 0)
                builder.MoveTo(at);
            else
                builder.LineTo(at);
        }
        if (close)
            builder.Close();
    }
}
