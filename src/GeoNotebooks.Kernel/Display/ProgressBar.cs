using System.Globalization;
using System.Net;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Display;

/// <summary>A bar that says how much is done: what <see cref="CellDisplay.DisplayProgress{T}"/> shows for a report that has a share.</summary>
/// <param name="Share">Share of the work that is done, 0 to 1; beyond, it is cut off.</param>
/// <param name="Text">What is being done.</param>
public sealed record ProgressBar(double Share, string Text)
{
    static ProgressBar()
    {
        Formatter.Register<ProgressBar>((bar, writer) => writer.Write(bar.ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<ProgressBar>((bar, writer) => writer.Write(bar.ToString()), PlainTextFormatter.MimeType);
    }

    /// <summary>Percent and text on one line.</summary>
    public override string ToString() => $"{Percent} {Text}";

    private double Done => Math.Clamp(double.IsNaN(Share) ? 0 : Share, 0, 1);

    private string Percent => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * Done):0} %");

    private string ToHtml() => string.Create(
        CultureInfo.InvariantCulture,
        $"<progress value=\"{Done:0.####}\" max=\"1\" style=\"width:20em;vertical-align:middle\"></progress> {Percent} {WebUtility.HtmlEncode(Text)}");
}
