using System.Globalization;

namespace GeoNotebooks.Figures;

/// <summary>The part of an interactive figure that one map or chart fills, as fractions of the page, and the number of its axes.</summary>
/// <param name="Index">1 for the first pair of axes.</param>
/// <param name="Left">Left edge, 0 to 1.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Panels">How many maps or charts share the figure.</param>
internal readonly record struct PlotlyCell(int Index, double Left, double Right, double Bottom, double Top, int Panels)
{
    public static PlotlyCell Whole { get; } = new(1, 0, 1, 0, 1, 1);

    /// <summary>"" for the first pair of axes, then "2", "3" and so on, as plotly counts.</summary>
    public string Suffix => Index == 1 ? "" : Index.ToString(CultureInfo.InvariantCulture);
}
