using static GeoNotebooks.Figures.PlotlySheet;

namespace GeoNotebooks.Figures;

/// <summary>A rose diagram for plotly: bars on polar axes whose radius is the square root of the share, with ticks that name the share.</summary>
internal static class RosePlotly
{
    public static void Add(RoseFigure rose, PlotlySheet sheet, PlotlyCell cell)
    {
        if (rose.NothingToShow is { } sentence)
        {
            sheet.Note(Escape(sentence), (cell.Left + cell.Right) / 2, (cell.Bottom + cell.Top) / 2, "center", "middle", 14);
            return;
        }
        var (shares, wide) = (rose.Shares, rose.Azimuths.BinDegrees);
        var petals = Enumerable.Range(0, 2 * shares.Count).ToList();
        sheet.Trace("barpolar", cell,
            ("name", "length"), ("r", petals.Select(i => Short(rose.Radius(shares[i % shares.Count]))).ToArray()), ("theta", petals.Select(i => Short(i * wide)).ToArray()),
            ("width", petals.Select(_ => Short(wide)).ToArray()), ("showlegend", false),
            ("customdata", petals.Select(i => $"{RoseFigure.Percent(shares[i % shares.Count])}, {NumberText.Significant(rose.Azimuths.LengthsMetres[i % shares.Count] / 1000, 3)} km").ToArray()),
            ("hovertemplate", "%{theta}\u00b0: %{customdata}<extra></extra>"),
            ("marker", Map(("color", Rgba(rose.Colour, 0.8)), ("line", Map(("color", "#ffffff"), ("width", 0.8))))));
        for (var i = 0; i < rose.Directions.Count; i++)
        {
            var azimuth = AzimuthHistogram.Axial(rose.Directions[i].AzimuthDegrees);
            sheet.Trace("scatterpolar", cell,
                ("name", Escape(rose.Directions[i].Text)), ("mode", "lines"), ("r", new[] { 1.0, 0, 1 }), ("theta", new[] { azimuth, azimuth, azimuth + 180 }), ("showlegend", true),
                ("hovertext", Lines(rose.TextOf(i), 320, 12)), ("hoverinfo", "text"), ("line", Map(("color", rose.ColourOf(i).ToString()), ("width", 2), ("dash", "dash"))));
        }
        sheet.Layout($"polar{cell.Suffix}", Map(
            // Names of the rim stand outside the domain, so it is drawn in a little.
            ("domain", Map(("x", new[] { Short(cell.Left), Short(cell.Right) }), ("y", new[] { Short(cell.Bottom), Short(cell.Top - 0.04 * (cell.Top - cell.Bottom)) }))),
            ("bgcolor", "#ffffff"),
            ("angularaxis", Map(("direction", "clockwise"), ("rotation", 90), ("tickvals", Enumerable.Range(0, 12).Select(i => 30 * i).ToArray()), ("gridcolor", "#d4d8dd"), ("linecolor", "#1f242b"),
                ("ticktext", Enumerable.Range(0, 12).Select(i => i switch { 0 => "<b>N</b>", 3 => "<b>E</b>", 6 => "<b>S</b>", 9 => "<b>W</b>", _ => $"{30 * i}\u00b0" }).ToArray()))),
            ("radialaxis", Map(("range", new[] { 0.0, 1 }), ("tickvals", rose.Rings.Select(ring => Short(rose.Radius(ring))).ToArray()), ("ticktext", rose.Rings.Select(RoseFigure.Percent).ToArray()),
                ("angle", 90), ("tickangle", 90), ("tickfont", Map(("size", 10))), ("gridcolor", "#d4d8dd"), ("showline", false), ("ticks", "")))));
        sheet.Note(Escape(rose.Summed), (cell.Left + cell.Right) / 2, cell.Bottom, "center", "top", 11, yShift: -22);
        sheet.Remark($"{RoseFigure.AreaRemark}; strength 0: no azimuth preferred, 1: all parallel");
    }

    private static double Short(double value) => Math.Round(value, 4);
}
