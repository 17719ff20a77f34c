using System.Globalization;
using System.Net;
using GeoNotebooks.Prospects.Evidence;

namespace GeoNotebooks.Figures;

/// <summary>An evidence card as a notebook shows it: the zone, its signs as bars of their share, and a geologist's questions with their answers.</summary>
internal static class EvidenceCardHtml
{
    public static string Of(EvidenceCard card)
    {
        var signs = string.Concat(card.Signs.Select(sign => string.Create(CultureInfo.InvariantCulture,
            $"<tr><th style=\"text-align:left;padding:1px 8px;font-weight:normal\">{Text(sign.Sign.Target)}</th><td style=\"padding:1px 8px;width:11em\"><div title=\"share of the score: {sign.Share:P0}\" style=\"background:#31688e;height:.8em;width:{Math.Max(1, 100 * sign.Share):0}%\"></div></td><td style=\"padding:1px 8px;text-align:right\">{sign.Share:P0}</td><td style=\"padding:1px 8px;text-align:right\">{sign.Probability:0.00} &#177; {sign.Spread:0.00}</td><td style=\"padding:1px 8px;text-align:right\">{sign.DistanceMetres / 1000:0.0} km</td></tr>")));
        var answers = string.Concat(card.Answers.Select(answer => $"<dt style=\"font-weight:600;margin-top:.4em\">{Text(answer.Question)}</dt><dd style=\"margin:0\">{Text(answer.Answer)}</dd>"));
        var interval = card.Zone.Interval is { } range ? string.Create(CultureInfo.InvariantCulture, $" ({range.Low:0.00} to {range.High:0.00})") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"<div class=\"geonb-card\" style=\"max-width:52em;border:1px solid #c9ced6;border-radius:6px;padding:.8em 1em;margin:.4em 0\"><div style=\"font-size:115%;font-weight:600\">{card.Title}</div><div style=\"opacity:.75\">score {card.Zone.Score:0.00}{interval}, {card.Zone.AreaSquareKilometres:0.0} km&#178;, summit at E {card.Centre.X:0}, N {card.Centre.Y:0}</div><table style=\"font-size:90%;margin:.5em 0\"><tr style=\"opacity:.7\"><td></td><td style=\"padding:1px 8px\" colspan=\"2\">share of the score</td><td style=\"padding:1px 8px\">probability</td><td style=\"padding:1px 8px\">distance</td></tr>{signs}</table><dl style=\"margin:0\">{answers}</dl>{PlaceViewsHtml.Of(card.Views)}</div>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
