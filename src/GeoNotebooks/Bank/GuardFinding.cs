namespace GeoNotebooks.Bank;

/// <summary>Something that does not fit between a model and the ground it is asked about.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Subject">Of what: a channel, a survey, or the whole.</param>
/// <param name="Reason">What was expected and what was found, in a geologist's words.</param>
/// <param name="Help">What would help; empty where nothing would.</param>
public sealed record GuardFinding(GuardCheck Check, GuardSeverity Severity, string Subject, string Reason, string Help = "")
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{(Severity == GuardSeverity.Refusal ? "refused" : "warning")}: {Subject}: {Reason}{(Help.Length > 0 ? $": {Help}" : "")}";
}
