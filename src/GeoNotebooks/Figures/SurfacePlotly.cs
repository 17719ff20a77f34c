using GeoNotebooks.Grids;
using static GeoNotebooks.Figures.PlotlySheet;

namespace GeoNotebooks.Figures;

/// <summary>A surface for plotly, to be turned by hand: the same nodes, colours, exaggeration and point of view as in the picture.</summary>
internal static class SurfacePlotly
{
    private const int Digits = 5;
    private const double BarShare = 0.14;

    public static void Add(SurfaceFigure figure, PlotlySheet sheet, PlotlyCell cell)
    {
        if (figure.NothingToShow is { } sentence)
        {
            sheet.Note(Escape(sentence), (cell.Left + cell.Right) / 2, (cell.Bottom + cell.Top) / 2, "center", "middle", 14);
            return;
        }
        var (mesh, g, drape) = (figure.Mesh, figure.Mesh.Heights.Geometry, figure.Drape);
        var range = drape.Range;
        var bar = range is not null && drape.InLegend;
        var right = cell.Right - (bar ? BarShare * (cell.Right - cell.Left) : 0);
        var light = drape.Hillshade ?? new Hillshade();
        var (azimuth, altitude) = (light.AzimuthDegrees * Math.PI / 180, light.AltitudeDegrees * Math.PI / 180);
        sheet.Trace("surface", cell,
            ("name", Escape(drape.Name)),
            ("x", Enumerable.Range(0, g.Columns).Select(c => Kilometres(g.X(c))).ToArray()), ("y", Enumerable.Range(0, g.Rows).Select(r => Kilometres(g.Y(r))).ToArray()),
            ("z", Rows(mesh.Heights)), ("surfacecolor", range is null ? null : Rows(mesh.Drape)), ("connectgaps", false),
            ("cmin", range is { } low ? NumberText.Round(low.Low, 6) : null), ("cmax", range is { } high ? NumberText.Round(high.High, 6) : null), ("cauto", range is null ? null : false),
            ("colorscale", Enumerable.Range(0, 33).Select(i => new object[] { Short(i / 32.0), range is null ? "#d3d3cf" : drape.Palette.At(i / 32.0).ToString() }).ToArray()),
            ("showscale", bar),
            ("colorbar", bar ? Map(("title", Map(("text", Lines(drape.Heading, 110, 11)), ("font", Map(("size", 11))))), ("x", Short(right + 0.01)), ("xanchor", "left"),
                ("y", Short((cell.Bottom + cell.Top) / 2)), ("len", Short((cell.Top - cell.Bottom) * 0.8)), ("thickness", 14), ("outlinewidth", 0.7), ("ticks", "outside"), ("tickfont", Map(("size", 11)))) : null),
            ("lighting", Map(("ambient", Short(1 - 0.5 * light.Strength)), ("diffuse", Short(1.5 * light.Strength)), ("specular", 0.02), ("roughness", 0.9))),
            ("lightposition", Map(("x", Math.Round(1e5 * Math.Sin(azimuth) * Math.Cos(altitude))), ("y", Math.Round(1e5 * Math.Cos(azimuth) * Math.Cos(altitude))), ("z", Math.Round(1e5 * Math.Sin(altitude))))),
            ("hovertemplate", $"%{{x:.2f}} km E, %{{y:.2f}} km N<br>{Escape(figure.Height.Name)}: %{{z}}<br>{Escape(drape.Name)}: %{{surfacecolor}}<extra></extra>"));
        var longest = Math.Max(Math.Max(mesh.Width, mesh.Length), mesh.Rise);
        // Without perspective it is the sides and not the nearness of the eye that make a surface large; in a small space the names of axes need more of the room.
        var size = (cell.Panels > 1 ? 0.9 : 1.6) / longest;
        var (from, above) = (figure.AzimuthDegrees * Math.PI / 180, figure.ElevationDegrees * Math.PI / 180);
        sheet.Layout($"scene{cell.Suffix}", Map(
            ("domain", Map(("x", new[] { Short(cell.Left), Short(right) }), ("y", new[] { Short(cell.Bottom), Short(cell.Top) }))),
            ("xaxis", Axis("Easting (E), km", g.West / 1000, g.East / 1000, 6)), ("yaxis", Axis("Northing (N), km", g.South / 1000, g.North / 1000, 6)), ("zaxis", Axis(figure.HeightHeading, mesh.Low, mesh.High, 4)),
            ("aspectmode", "manual"), ("aspectratio", Map(("x", Short(mesh.Width * size)), ("y", Short(mesh.Length * size)), ("z", Short(mesh.Rise * size)))),
            ("camera", Map(("projection", Map(("type", "orthographic"))), ("up", Map(("x", 0), ("y", 0), ("z", 1))),
                ("eye", Map(("x", Short(1.5 * Math.Sin(from) * Math.Cos(above))), ("y", Short(1.5 * Math.Cos(from) * Math.Cos(above))), ("z", Short(1.5 * Math.Sin(above)))))))));
        sheet.Remark(figure.ScaleText);
        if (figure.MeansText.Length > 0)
            sheet.Remark(figure.MeansText);
    }

    private static Dictionary<string, object> Axis(string title, double low, double high, int ticks) => Map(
        ("title", Map(("text", Lines(title, 170, 11)), ("font", Map(("size", 11))))), ("range", new[] { NumberText.Round(low, 9), NumberText.Round(high, 9) }), ("tickfont", Map(("size", 10))), ("tickformat", "~f"), ("nticks", ticks),
        ("backgroundcolor", "#f6f6f4"), ("showbackground", true), ("gridcolor", "#d9dce0"), ("zeroline", false));

    private static object?[][] Rows(Grid grid) =>
        [.. Enumerable.Range(0, grid.Rows).Select(r => Enumerable.Range(0, grid.Columns).Select(c => float.IsFinite(grid[r, c]) ? NumberText.Round(grid[r, c], Digits) : (object?)null).ToArray())];

    private static double Kilometres(double metres) => Math.Round(metres / 1000, 3);

    private static double Short(double value) => Math.Round(value, 4);
}
