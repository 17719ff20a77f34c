using Microsoft.Data.Analysis;

namespace GeoNotebooks.Bank;

/// <summary>What the guard says of a model and the ground it is asked about.</summary>
/// <param name="Target">The model's target.</param>
/// <param name="Findings">What does not fit, the gravest first; empty where all does.</param>
/// <param name="Answered">One flag a node: ground that may be answered for.</param>
public sealed record GuardReport(string Target, IReadOnlyList<GuardFinding> Findings, bool[] Answered)
{
    /// <summary>How far the ground about each node lies from all that the network has seen, in deviations; null where it was not looked at.</summary>
    public Grids.Grid? Distance { get; init; }

    /// <summary>Who answers for going on all the same, and why; null for nobody.</summary>
    public AllowOutsideTraining? Permission { get; init; }

    /// <summary>The gravest finding.</summary>
    public GuardSeverity Severity => Findings.Select(finding => finding.Severity).DefaultIfEmpty(GuardSeverity.Fine).Max();

    /// <summary>What stands on every map that comes of it; empty where all fits.</summary>
    public string Caption => (Severity, Permission) switch
    {
        (GuardSeverity.Refusal, { } permission) => $"OUTSIDE THE TRAINING, allowed because {permission.Reason}: {Told(GuardSeverity.Refusal)}",
        (GuardSeverity.Warning, _) => $"With reserve: {Told(GuardSeverity.Warning)}",
        _ => "",
    };

    /// <summary>Throws where the model must not answer.</summary>
    /// <exception cref="OutsideTrainingException">The guard refuses and nobody has permitted it.</exception>
    public void Require()
    {
        if (Severity == GuardSeverity.Refusal && Permission is null)
            throw new OutsideTrainingException($"the model of '{Target}' does not answer for this ground: {string.Join("; ", Findings.Where(finding => finding.Severity == GuardSeverity.Refusal).Select(finding => $"{finding.Subject}: {finding.Reason}{(finding.Help.Length > 0 ? $" ({finding.Help})" : "")}"))}");
    }

    /// <summary>One row a finding.</summary>
    public DataFrame Table() => new(
        new StringDataFrameColumn("verdict", Findings.Select(finding => finding.Severity == GuardSeverity.Refusal ? "refused" : "warning")),
        new StringDataFrameColumn("of", Findings.Select(finding => finding.Subject)),
        new StringDataFrameColumn("why", Findings.Select(finding => finding.Reason)),
        new StringDataFrameColumn("what would help", Findings.Select(finding => finding.Help)));

    /// <summary>A line for the verdict, and one for each finding.</summary>
    public override string ToString() => string.Join('\n', Findings.Select(finding => finding.ToString()).Prepend(Severity switch
    {
        GuardSeverity.Fine => $"The model of '{Target}' may answer.",
        GuardSeverity.Warning => $"The model of '{Target}' may answer, with reserve.",
        _ => $"The model of '{Target}' does not answer here.",
    }));

    private string Told(GuardSeverity severity) => string.Join("; ", Findings.Where(finding => finding.Severity == severity).Select(finding => $"{finding.Subject}: {finding.Reason}"));
}
