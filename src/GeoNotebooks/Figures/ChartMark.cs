namespace GeoNotebooks.Figures;

/// <summary>A place on the horizontal axis of a chart: a thin dashed line through the data, unless it stands on their edge, and a text over them.</summary>
/// <param name="X">Where, in the numbers of the axis.</param>
/// <param name="Text">The text; empty for none.</param>
public sealed record ChartMark(double X, string Text = "");
