using System.Net;
using GeoNotebooks.Features;

namespace GeoNotebooks.Figures;

/// <summary>A stack as a notebook shows it: a small picture of each channel over its name and unit, the table of statistics, and what was resampled.</summary>
internal static class FeatureStackHtml
{
    private const int Pictures = 12;
    private const int WidthPixels = 150;

    public static string Of(FeatureStack stack)
    {
        var pictures = string.Concat(stack.Channels.Take(Pictures).Select(channel =>
            $"<figure style=\"margin:0;width:{WidthPixels}px\">{GridHtml.Picture(channel, WidthPixels)}<figcaption style=\"font-size:80%;overflow-wrap:anywhere\">{Escape(channel.Name)}{(channel.Unit is "" or "1" ? "" : ", " + Escape(channel.Unit))}</figcaption></figure>"));
        var more = stack.Channels.Count > Pictures ? $"<p style=\"opacity:.75\">pictures of the first {Pictures} of {stack.Channels.Count} channels</p>" : "";
        var resampled = string.Concat(stack.Resampled.Select(report => $"<li>{Escape(report.ToString())}</li>"));
        return $"<div class=\"geonb-stack\"><div style=\"display:flex;gap:1em;flex-wrap:wrap;align-items:flex-start\">{pictures}</div>{more}{TableHtml.Of(stack.Statistics())}"
            + (resampled.Length > 0 ? $"<p>Resampled:</p><ul>{resampled}</ul>" : "") + "</div>";
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
