using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>
/// Draws a surface from its far side to its near one, so that what stands in front covers what lies behind; the two near sides are closed down to the floor. Axes along the near edges, a colour bar in a column to the right.
/// </summary>
internal static class SurfacePainter
{
    private const float LeftGutter = 84;
    private const float RightGutter = 56;
    private const float BottomGutter = 66;
    private const float TopGutter = 26;
    private const float TextSize = 11.5f;
    private static readonly SKColor Faint = new(0xd9, 0xdc, 0xe0);
    private static readonly SKColor SideOfEasting = new(0xb9, 0xb6, 0xae);
    private static readonly SKColor SideOfNorthing = new(0xa5, 0xa2, 0x9a);

    public static float HeightFor(SurfaceFigure figure, float width)
    {
        var box = BoxOf(figure);
        var room = Math.Max(width - LeftGutter - RightGutter - MapKey.Width - 2 * Heading.Margin, 60);
        return Heading.TopHeight(figure, width) + TopGutter + Math.Clamp(room * box.Height / box.Width, 240, 1.1f * width) + BottomGutter + Heading.FootHeight(Foot(figure), width);
    }

    public static void Draw(SurfaceFigure figure, Sheet sheet, SKRect area)
    {
        Heading.DrawTop(figure, sheet, area);
        Heading.DrawFoot(Foot(figure), sheet, area);
        var inner = Inner(figure, area);
        if (figure.NothingToShow is { } sentence)
        {
            var y = inner.MidY;
            foreach (var line in Sheet.Wrap(sentence, inner.Width, 15))
                sheet.Text(line, inner.MidX, (y += 20) - 15, 15, Sheet.Muted, align: SKTextAlign.Center);
            return;
        }
        var place = PlaceWithin(figure, area);
        DrawBack(figure, sheet, place);
        DrawSurface(figure, sheet, place, area);
        DrawSides(figure, sheet, place);
        DrawAxes(figure, sheet, place, new SKRect(area.Left + Heading.Margin, inner.Top - TopGutter, area.Right, inner.Bottom));
        var (x, top) = (area.Right - Heading.Margin - MapKey.Width, area.Top + Heading.TopHeight(figure, area.Width));
        if (figure.Drape.Range is not null && figure.Drape.InLegend)
            top = MapKey.DrawBar(sheet, figure.Drape, x, top, Math.Clamp(inner.Height - 60, 80, 240));
        foreach (var line in Sheet.Wrap(figure.ScaleText, MapKey.Width, TextSize))
            sheet.Text(line, x, top += 15, TextSize, Sheet.Ink);
    }

    /// <summary>Where a place in metres east, north and up of the middle of the floor lies on the paper.</summary>
    internal static Func<double, double, double, SKPoint> PlaceWithin(SurfaceFigure figure, SKRect area)
    {
        var (inner, box, view) = (Inner(figure, area), BoxOf(figure), figure.View);
        var scale = Math.Min(inner.Width / box.Width, inner.Height / box.Height);
        var (left, top) = (inner.MidX - scale * box.MidX, inner.MidY + scale * box.MidY);
        return (east, north, up) => view.Place(east, north, up) is var at ? new(left + (float)(scale * at.X), top - (float)(scale * at.Y)) : default;
    }

    private static string Foot(SurfaceFigure figure) => Heading.Foot(figure, string.Join("  \u00b7  ", new[]
    {
        $"Seen from azimuth {NumberText.Significant(figure.AzimuthDegrees, 3)}\u00b0, {NumberText.Significant(figure.ElevationDegrees, 3)}\u00b0 above the horizon",
        figure.MeansText,
        figure.Frame is { ShowsSystem: false } ? "" : $"Coordinates: {figure.Height.Geometry.Crs}.",
    }.Where(text => text.Length > 0)));

    private static SKRect Inner(SurfaceFigure figure, SKRect area) => new(
        area.Left + Heading.Margin + LeftGutter,
        area.Top + Heading.TopHeight(figure, area.Width) + TopGutter,
        area.Right - Heading.Margin - MapKey.Width - RightGutter,
        area.Bottom - Heading.FootHeight(Foot(figure), area.Width) - BottomGutter);

    /// <summary>The box about the surface as it is seen, in metres, y upwards.</summary>
    private static SKRect BoxOf(SurfaceFigure figure)
    {
        var (mesh, view) = (figure.Mesh, figure.View);
        var corners = Corners(mesh).SelectMany(corner => (double[])[0, mesh.Rise], (corner, up) => view.Place(corner.East, corner.North, up)).ToList();
        return new((float)corners.Min(p => p.X), (float)corners.Min(p => p.Y), (float)corners.Max(p => p.X), (float)corners.Max(p => p.Y));
    }

    /// <summary>The corners of the floor, from the north-west round by the east.</summary>
    private static (double East, double North)[] Corners(SurfaceMesh mesh)
    {
        var (east, north) = (mesh.Width / 2, mesh.Length / 2);
        return [(-east, north), (east, north), (east, -north), (-east, -north)];
    }

    /// <summary>Floor and far walls with lines of height, which show through holes and behind low ground.</summary>
    private static void DrawBack(SurfaceFigure figure, Sheet sheet, Func<double, double, double, SKPoint> place)
    {
        var (mesh, corners) = (figure.Mesh, Corners(figure.Mesh));
        for (var i = 0; i < 4; i++)
            Line(sheet, place(corners[i].East, corners[i].North, 0), place(corners[(i + 1) % 4].East, corners[(i + 1) % 4].North, 0), Faint);
        if (!figure.View.ShowsHeight)
            return;
        var (farEast, farNorth) = (figure.View.FarEast ? mesh.Width / 2 : -mesh.Width / 2, figure.View.FarNorth ? mesh.Length / 2 : -mesh.Length / 2);
        foreach (var up in HeightTicks(mesh).Select(tick => tick.Up).Append(mesh.Rise))
        {
            Line(sheet, place(-farEast, farNorth, up), place(farEast, farNorth, up), Faint);
            Line(sheet, place(farEast, -farNorth, up), place(farEast, farNorth, up), Faint);
        }
        foreach (var (east, north) in ((double, double)[])[(-farEast, farNorth), (farEast, farNorth), (farEast, -farNorth)])
            Line(sheet, place(east, north, 0), place(east, north, mesh.Rise), Faint);
    }

    private static void DrawSurface(SurfaceFigure figure, Sheet sheet, Func<double, double, double, SKPoint> place, SKRect area)
    {
        var (mesh, view, columns) = (figure.Mesh, figure.View, figure.Mesh.Heights.Columns);
        var points = new SKPoint[mesh.Heights.Values.Length];
        for (var i = 0; i < points.Length; i++)
            if (mesh.Place(i / columns, i % columns) is var node && double.IsFinite(node.Up))
                points[i] = place(node.East, node.North, node.Up);
        var corners = new List<ushort>();
        foreach (var (row, column) in view.FarToNear(mesh.Heights.Rows - 1, columns - 1))
        {
            if (!mesh.IsWhole(row, column))
                continue;
            // The farthest corner and the nearest lie opposite; the half with the farthest comes first.
            var (far, near) = (view.FarNorth ? row : row + 1, view.FarNorth ? row + 1 : row);
            var (back, front) = (view.FarEast ? column + 1 : column, view.FarEast ? column : column + 1);
            int[] halves = [far * columns + back, far * columns + front, near * columns + back, near * columns + front, far * columns + front, near * columns + back];
            corners.AddRange(halves.Select(node => (ushort)node));
        }
        using var vertices = SKVertices.CreateCopy(SKVertexMode.Triangles, points, null, [.. mesh.Colours.Select(colour => Sheet.Colour(colour))], [.. corners]);
        using var paint = new SKPaint { Color = SKColors.White };
        // Triangles have hard edges, so they are drawn at twice the size and the outline is smoothed on the way down.
        var scale = 2 * sheet.Scale;
        using var layer = SKSurface.Create(new SKImageInfo((int)MathF.Ceiling(area.Width * scale), (int)MathF.Ceiling(area.Height * scale), SKColorType.Rgba8888, SKAlphaType.Premul));
        layer.Canvas.Scale(scale);
        layer.Canvas.Translate(-area.Left, -area.Top);
        layer.Canvas.DrawVertices(vertices, SKBlendMode.Modulate, paint);
        using var image = layer.Snapshot();
        sheet.Canvas.DrawImage(image, SKRect.Create(area.Left, area.Top, image.Width / scale, image.Height / scale), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), paint);
    }

    /// <summary>The near sides, from the surface down to the floor, as of a block cut out of the ground.</summary>
    private static void DrawSides(SurfaceFigure figure, Sheet sheet, Func<double, double, double, SKPoint> place)
    {
        var (mesh, view) = (figure.Mesh, figure.View);
        if (!view.ShowsHeight)
            return;
        var (row, column) = (view.FarNorth ? mesh.Heights.Rows - 1 : 0, view.FarEast ? 0 : mesh.Heights.Columns - 1);
        DrawSide([.. Enumerable.Range(0, mesh.Heights.Columns).Select(c => mesh.Place(row, c))], SideOfEasting);
        DrawSide([.. Enumerable.Range(0, mesh.Heights.Rows).Select(r => mesh.Place(r, column))], SideOfNorthing);

        void DrawSide((double East, double North, double Up)[] nodes, SKColor colour)
        {
            for (var first = 0; first < nodes.Length; first++)
            {
                var last = first;
                while (last < nodes.Length && double.IsFinite(nodes[last].Up))
                    last++;
                if (last - first > 1)
                {
                    using var builder = new SKPathBuilder();
                    builder.AddPoly([
                        .. nodes[first..last].Select(node => place(node.East, node.North, node.Up)),
                        place(nodes[last - 1].East, nodes[last - 1].North, 0), place(nodes[first].East, nodes[first].North, 0)], true);
                    using var path = builder.Detach();
                    using var fill = new SKPaint { Color = colour, IsAntialias = true };
                    sheet.Canvas.DrawPath(path, fill);
                    using var outline = Sheet.StrokeOf(Sheet.Muted, 0.6, dashed: false);
                    sheet.Canvas.DrawPath(path, outline);
                }
                first = last;
            }
        }
    }

    private static void DrawAxes(SurfaceFigure figure, Sheet sheet, Func<double, double, double, SKPoint> place, SKRect room)
    {
        var (mesh, view, g) = (figure.Mesh, figure.View, figure.Mesh.Heights.Geometry);
        var (nearEast, nearNorth) = (view.FarEast ? -mesh.Width / 2 : mesh.Width / 2, view.FarNorth ? -mesh.Length / 2 : mesh.Length / 2);
        var numbers = new List<SKRect>();
        DrawEdge(sheet, numbers, "Easting, km", "E", g.West, g.East, east => place(east - (g.West + g.East) / 2, nearNorth, 0), Away(place(0, 0, 0), place(0, nearNorth, 0)));
        DrawEdge(sheet, numbers, "Northing, km", "N", g.South, g.North, north => place(nearEast, north - (g.South + g.North) / 2, 0), Away(place(0, 0, 0), place(nearEast, 0, 0)));
        if (!view.ShowsHeight)
            return;
        // Heights at the leftmost corner, of two the farther: there nothing stands in front.
        var (left, back) = Corners(mesh).MinBy(corner => (Math.Round(place(corner.East, corner.North, 0).X), -view.Depth(corner.East, corner.North, 0)));
        var (foot, head) = (place(left, back, 0), place(left, back, mesh.Rise));
        Line(sheet, foot, head, Sheet.Ink);
        foreach (var (up, text) in HeightTicks(mesh))
        {
            var at = place(left, back, up);
            Line(sheet, at, new(at.X - 5, at.Y), Sheet.Ink);
            var wide = Sheet.WidthOf(text, TextSize);
            // The foot of this axis is the end of another, whose number may stand there already.
            if (!numbers.Exists(number => number.IntersectsWith(SKRect.Create(at.X - 9 - wide, at.Y - TextSize / 2, wide, TextSize))))
                sheet.Text(text, at.X - 9, at.Y + 4, TextSize, Sheet.Ink, align: SKTextAlign.Right);
        }
        var lines = Sheet.Wrap(figure.HeightHeading, Math.Max(room.Width * 0.3f, 110), TextSize);
        for (var i = 0; i < lines.Count; i++)
            sheet.HaloText(lines[i], Math.Max(head.X - 60, room.Left), head.Y - 12 - (lines.Count - 1 - i) * 14, TextSize, Sheet.Ink);
    }

    /// <summary>One edge of the floor with ticks, numbers and a name that points to the end of larger numbers.</summary>
    private static void DrawEdge(Sheet sheet, List<SKRect> numbers, string name, string letter, double low, double high, Func<double, SKPoint> place, SKPoint away)
    {
        var (begin, end) = (place(low), place(high));
        Line(sheet, begin, end, Sheet.Ink);
        var length = SKPoint.Distance(begin, end);
        if (length < 30)
            return;
        var step = PlotAxes.RoundStep((high - low) / 1000 / Math.Max(length / 80, 1));
        var align = away.X < -0.35f ? SKTextAlign.Right : away.X > 0.35f ? SKTextAlign.Left : SKTextAlign.Center;
        var widest = 0f;
        for (var n = Math.Ceiling(low / 1000 / step - 1e-9); n * step <= high / 1000 + step * 1e-9; n++)
        {
            var (at, text) = (place(n * step * 1000), NumberText.OfStep(n * step, step));
            Line(sheet, at, new(at.X + 5 * away.X, at.Y + 5 * away.Y), Sheet.Ink);
            sheet.Text(text, at.X + 10 * away.X, at.Y + 11 * away.Y + 4, TextSize, Sheet.Ink, align: align);
            var wide = Sheet.WidthOf(text, TextSize);
            numbers.Add(SKRect.Create(at.X + 10 * away.X - (align == SKTextAlign.Right ? wide : align == SKTextAlign.Center ? wide / 2 : 0), at.Y + 11 * away.Y - TextSize / 2, wide, TextSize));
            widest = Math.Max(widest, wide);
        }
        // The name runs along the edge, upright, beyond the numbers.
        var rightwards = end.X >= begin.X;
        var slope = MathF.Atan2((end.Y - begin.Y) * (rightwards ? 1 : -1), Math.Abs(end.X - begin.X));
        var normal = new SKPoint(-MathF.Sin(slope), MathF.Cos(slope));
        if (normal.X * away.X + normal.Y * away.Y < 0)
            normal = new(-normal.X, -normal.Y);
        var beyond = 22 + (align == SKTextAlign.Center ? 10 : widest * Math.Abs(normal.X) + 6);
        var middle = new SKPoint((begin.X + end.X) / 2 + beyond * normal.X, (begin.Y + end.Y) / 2 + beyond * normal.Y);
        sheet.Canvas.Save();
        sheet.Canvas.RotateRadians(slope, middle.X, middle.Y);
        sheet.Text(rightwards ? $"{name} \u2192 {letter}" : $"{letter} \u2190 {name}", middle.X, middle.Y + 4, 12.5f, Sheet.Ink, align: SKTextAlign.Center);
        sheet.Canvas.Restore();
    }

    /// <summary>From one point to another on paper, of length 1; downwards where they fall together.</summary>
    private static SKPoint Away(SKPoint from, SKPoint to) =>
        SKPoint.Distance(from, to) is > 1e-3f and var length ? new((to.X - from.X) / length, (to.Y - from.Y) / length) : new(0, 1);

    private static IEnumerable<(double Up, string Text)> HeightTicks(SurfaceMesh mesh)
    {
        var step = PlotAxes.RoundStep((mesh.High - mesh.Low) / 4);
        for (var n = Math.Ceiling(mesh.Low / step - 1e-9); n * step <= mesh.High + step * 1e-9; n++)
            yield return ((n * step - mesh.Low) * mesh.MetresPerUnit, NumberText.OfStep(n * step, step));
    }

    private static void Line(Sheet sheet, SKPoint from, SKPoint to, SKColor colour) => sheet.Line(from.X, from.Y, to.X, to.Y, colour, 0.8f);
}
