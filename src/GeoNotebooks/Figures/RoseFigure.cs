using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>
/// A rose diagram: the length of lines by grid azimuth, north up and clockwise, each petal drawn twice since a line points both ways. The AREA of a petal is proportional to length, its radius to the
/// square root of it: were the radius proportional, a petal of twice the length would look four times as big, and one strong direction would drown the others (Nemec 1988, Sedimentary Geology 59,
/// 149-152; Mardia and Jupp 2000, Directional Statistics, chapter 1).
/// </summary>
public sealed record RoseFigure : Figure
{
    /// <summary>A rose diagram.</summary>
    /// <param name="title">The title.</param>
    /// <param name="source">Where the lines come from.</param>
    /// <param name="azimuths">Length by azimuth.</param>
    /// <param name="directions">Directions to compare with, drawn as dashed diameters.</param>
    public RoseFigure(string title, FigureSource source, AzimuthHistogram azimuths, params IReadOnlyList<RoseDirection> directions)
        : base(title, source) => (Azimuths, Directions) = (azimuths, directions);

    /// <summary>Length by azimuth.</summary>
    public AzimuthHistogram Azimuths { get; }

    /// <summary>Directions to compare with.</summary>
    public IReadOnlyList<RoseDirection> Directions { get; }

    /// <summary>Colour of the petals.</summary>
    public Rgb Colour { get; init; } = "#0072b2";

    /// <summary>How near to a direction of comparison a line counts as parallel, in degrees.</summary>
    public double NearDegrees { get; init; } = 10;

    /// <summary>Share of the length (0 to 1) that reaches the outer circle; null for one that the longest petal fits. Set the same for roses that stand side by side.</summary>
    public double? OuterShare { get; init; }

    private protected override string Summary =>
        FormattableString.Invariant($"{Azimuths.TotalMetres / 1000:0.#} km of lines in bins of {Azimuths.BinDegrees:0.###} degrees{string.Concat(Directions.Select(direction => "; " + direction.Text))}");

    /// <summary>Share of the length in each bin.</summary>
    internal IReadOnlyList<double> Shares => [.. Azimuths.LengthsMetres.Select(metres => metres / Azimuths.TotalMetres)];

    /// <summary>The sentence that stands in a rose without lines; null otherwise.</summary>
    internal string? NothingToShow => Azimuths.TotalMetres > 0 ? null : "No data: there is no line to take an azimuth of";

    /// <summary>The circles, as shares of the length: round numbers up to the outer one. Their radii go as square roots, so steps of share crowd outwards.</summary>
    internal IReadOnlyList<double> Rings
    {
        get
        {
            var reach = OuterShare ?? Shares.Max();
            var step = PlotAxes.RoundStep(reach / 4);
            var count = Math.Max(1, (int)Math.Ceiling(reach / step - 1e-9));
            return OuterShare is { } outer
                ? [.. Enumerable.Range(1, count - 1).Select(i => i * step), outer]
                : [.. Enumerable.Range(1, count).Select(i => i * step)];
        }
    }

    /// <summary>Distance from the centre, the outer circle being 1, at which a petal of a share ends; no further than a little beyond that circle.</summary>
    internal double Radius(double share) => Math.Min(Math.Sqrt(share / Rings[^1]), 1.06);

    internal Rgb ColourOf(int direction) => Directions[direction].Colour ?? ChartSeries.HouseColours[(direction + 1) % ChartSeries.HouseColours.Count];

    internal const string AreaRemark = "The area of a petal is proportional to length";

    /// <summary>What stands beside the rose: how much there is, the mean direction, how to read a petal.</summary>
    internal IReadOnlyList<string> Remarks =>
    [
        $"{Total} of lines, grid azimuths in bins of {NumberText.Significant(Azimuths.BinDegrees, 3)}\u00b0",
        double.IsNaN(Azimuths.Mean.AzimuthDegrees) ? "No azimuth is preferred" : $"{MeanText} (0: none preferred, 1: all parallel)",
        AreaRemark,
    ];

    /// <summary>The same in a few words.</summary>
    internal string Summed => $"{Total}; {(double.IsNaN(Azimuths.Mean.AzimuthDegrees) ? "no azimuth is preferred" : $"m{MeanText[1..]}")}";

    private string Total => $"{NumberText.Significant(Azimuths.TotalMetres / 1000, 3)} km";

    private string MeanText => $"Mean azimuth {NumberText.OfStep(Azimuths.Mean.AzimuthDegrees, 1)}\u00b0, strength {NumberText.OfStep(Azimuths.Mean.Strength, 0.01)}";

    /// <summary>A direction with the share of the length near it, and the share that lines without any preferred azimuth would have.</summary>
    internal string TextOf(int direction) =>
        $"{Directions[direction].Text}: {Percent(Azimuths.ShareWithin(Directions[direction].AzimuthDegrees, NearDegrees))} of the length lies within {NumberText.Significant(NearDegrees, 3)}\u00b0 of it, "
        + $"against {Percent(NearDegrees / 90)} of lines in all directions alike";

    /// <summary>A share as a whole number of per cent, with a decimal below ten.</summary>
    internal static string Percent(double share) => $"{NumberText.Significant(Math.Round(share * 100, share < 0.0995 ? 1 : 0), 3)} %";

    internal override int PlotlyHeight => 560;

    internal override float HeightFor(float width) => RosePainter.HeightFor(this, width);

    internal override void Draw(Sheet sheet, SKRect area) => RosePainter.Draw(this, sheet, area);

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell) => RosePlotly.Add(this, sheet, cell);
}
