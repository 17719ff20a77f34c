using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Kernel.Running;

/// <summary>Runs notebooks one after another, each in a process of its own, and stops after the first that fails.</summary>
/// <param name="options">How.</param>
public sealed class NotebookRunner(RunnerOptions options)
{
    /// <summary>Runs the notebooks in the order given.</summary>
    /// <param name="notebooks">The notebooks, parameters injected. They are not changed: outputs go into copies.</param>
    /// <param name="progress">Told of each event as it happens, on any thread; never of two at once.</param>
    /// <param name="cancellation">Interrupts the running cell, ends the child and then the run.</param>
    /// <returns>A result for each notebook that was begun; the last one failed if the run stopped early.</returns>
    public async Task<IReadOnlyList<NotebookResult>> RunAsync(
        IReadOnlyList<NotebookDocument> notebooks, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        var results = new List<NotebookResult>();
        foreach (var notebook in notebooks)
        {
            progress.Report(new NotebookStarted(notebook.Name, results.Count + 1, notebooks.Count));
            var run = new NotebookRun(notebook, options, progress);
            results.Add(await run.RunAsync(cancellation).ConfigureAwait(false));
            progress.Report(new NotebookEnded(results[^1]));
            if (results[^1].Status == NotebookStatus.Failed)
                break;
        }

        return results;
    }
}
