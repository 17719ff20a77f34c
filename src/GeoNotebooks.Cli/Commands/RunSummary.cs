using GeoNotebooks.Kernel.Notebooks;
using GeoNotebooks.Kernel.Running;
using GeoNotebooks.Reports;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Cli.Commands;

/// <summary>What a run leaves besides the executed copies: its record and its page.</summary>
internal static class RunSummary
{
    public static void Write(RunPlan plan, DateTimeOffset started, IReadOnlyList<NotebookResult> results)
    {
        var notebooks = results.Select(result => new NotebookRecord(
            result.Name, NotebookDocument.Read(result.ExecutedCopy).Title,
            result.Status switch { NotebookStatus.Ok => "ok", NotebookStatus.Skipped => "skipped", _ => "failed" },
            result.Reason ?? result.Error, result.WallSeconds, result.PeakMemoryBytes)).ToList();
        RunRecord.Collect(plan.Folder, started, plan.Profile, plan.Parameters, notebooks).Write(plan.Folder);
        RunPage.Write(plan.Folder);
    }
}
