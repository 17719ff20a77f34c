using System.Net;
using GeoNotebooks.Bank;

namespace GeoNotebooks.Figures;

/// <summary>The guard's word as a notebook shows it: the verdict, and each reason with what would help.</summary>
internal static class GuardReportHtml
{
    public static string Of(GuardReport report)
    {
        var (colour, verdict) = report.Severity switch
        {
            GuardSeverity.Fine => ("#2a7f3f", "may answer"),
            GuardSeverity.Warning => ("#b07400", "may answer, with reserve"),
            _ => ("#b3261e", report.Permission is { } permission ? $"would not answer, and does because {permission.Reason}" : "does not answer here"),
        };
        var findings = string.Concat(report.Findings.Select(finding =>
            $"<li style=\"margin:.2em 0\"><b>{Text(finding.Subject)}</b>{(finding.Severity == GuardSeverity.Refusal ? "" : " (warning)")}: {Text(finding.Reason)}.{(finding.Help.Length > 0 ? $" <i>What would help: {Text(finding.Help)}.</i>" : "")}</li>"));
        return $"<div class=\"geonb-guard\" style=\"max-width:60em;border-left:5px solid {colour};padding:.3em .9em;margin:.4em 0\"><div style=\"font-weight:600;color:{colour}\">The model of {Text(report.Target)} {Text(verdict)}.</div>{(findings.Length > 0 ? $"<ul style=\"margin:.3em 0;padding-left:1.2em\">{findings}</ul>" : "")}</div>";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
