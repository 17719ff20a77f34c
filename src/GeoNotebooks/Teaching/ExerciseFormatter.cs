using System.Net;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Teaching;

/// <summary>How a self-check looks in a notebook: a bar in green, amber or grey, and one line of text.</summary>
public static class ExerciseFormatter
{
    /// <summary>Tells the formatting package how an <see cref="ExerciseResult"/> looks (HTML and text). The host calls it once before the first cell.</summary>
    public static void Register()
    {
        Formatter.Register<ExerciseResult>((result, writer) => writer.Write(Html(result)), "text/html");
        Formatter.Register<ExerciseResult>((result, writer) => writer.Write(result.ToString()), "text/plain");
        Formatter.SetPreferredMimeTypesFor(typeof(ExerciseResult), "text/html", "text/plain");
    }

    private static string Html(ExerciseResult result)
    {
        // A word beside each colour: not everybody tells them apart, and a printed page has none.
        var (colour, sign, verdict) = result.Verdict switch
        {
            ExerciseVerdict.Right => ("#2a7f3f", "&#10003;", "Right."),
            ExerciseVerdict.NotTried => ("#6b7280", "&#9998;", "An exercise for you."),
            _ => ("#b07400", "&#8635;", "Look again."),
        };
        var hint = result.Hint.Length == 0 ? "" : $"<div>{WebUtility.HtmlEncode(char.ToUpperInvariant(result.Hint[0]) + result.Hint[1..])}{(result.Hint[^1] is '.' or '?' or '!' ? "" : ".")}</div>";
        return $"<div class=\"geonb-exercise\" style=\"max-width:60em;border-left:5px solid {colour};padding:.3em .9em;margin:.4em 0\"><div style=\"font-weight:600;color:{colour}\">{sign} {verdict} <span style=\"font-weight:400;color:#6b7280\">Exercise {WebUtility.HtmlEncode(result.Id)}</span></div>{hint}</div>";
    }
}
