using System.Diagnostics;
using GeoNotebooks.Kernel.Completion;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Packages;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// A C# session: cells run one after another on one worker thread, and each sees what the earlier ones declared. The headless runner and
/// the Jupyter front share it.
/// </summary>
public sealed class ScriptSession : IDisposable
{
    private readonly SessionOptions _options;
    private readonly CellOutputs _outputs = new();
    private readonly WorkerPump _pump;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly CellRunner _runner;
    private readonly SessionCompletion _completion;
    private CellInterruption? _running;

    /// <summary>Starts a session and its worker thread.</summary>
    /// <param name="options">What the host gives.</param>
    public ScriptSession(SessionOptions options)
    {
        _options = options;
        RoutedWriter.Install();
        RoutedReader.Install();
        _pump = new WorkerPump(error => _outputs.Write("stderr", $"{error.GetType().FullName}: {error.Message}\n"));
        var loaded = new LoadedSources(options.Folder);
        var directives = new Directives(options.Packages, new SessionPackages(options.Packages, options.Folder, _loader), options.Folder);
        var submissions = new Submissions(options.Packages, loaded, _loader, _pump, _outputs);
        _completion = new SessionCompletion(options.Packages, submissions.FirstReferences(), Submissions.Usings);
        _runner = new CellRunner(options, directives, loaded, submissions, _outputs, (code, references) => _completion.Add(loaded.Inline(code), references));
    }

    /// <summary>Runs a cell after those before it.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="output">Told of each output, in order, on the thread that makes it.</param>
    /// <param name="ask">Puts a question of the cell to the user; null: nobody can be asked.</param>
    /// <returns>How it ended. Errors of the cell are in the result and among the outputs; they are not thrown.</returns>
    public async Task<CellResult> RunAsync(Cell cell, Action<CellOutput> output, Func<InputQuestion, CancellationToken, Task<string>>? ask = null)
    {
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            return await _pump.Run(() => RunOnWorker(cell, output, ask)).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Asks the running cell to stop, and returns at once. Without a running cell it does nothing.</summary>
    public void Interrupt() => Volatile.Read(ref _running)?.Request();

    /// <summary>What may stand at the cursor. Works while a cell runs.</summary>
    /// <param name="code">The cell that is being typed.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Task<CompletionReply> CompleteAsync(string code, int position, CancellationToken cancellation) => _completion.CompleteAsync(code, position, cancellation);

    /// <summary>Declaration, overloads and documentation of what is at the cursor, by mime type; null where there is nothing to tell.</summary>
    /// <param name="code">The cell that is being typed.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    /// <param name="detail">0, or 1 for the documentation of each overload.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Task<IReadOnlyDictionary<string, string>?> InspectAsync(string code, int position, int detail, CancellationToken cancellation) =>
        _completion.InspectAsync(code, position, detail, cancellation);

    /// <summary>Whether code that is being typed can be run as it stands.</summary>
    /// <param name="code">The cell.</param>
    public CodeCompleteness IsComplete(string code) => Completeness.Of(code);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pump.Dispose();
        _outputs.Dispose();
        _oneAtATime.Dispose();
        _loader.Dispose();
        _completion.Dispose();
    }

    private CellResult RunOnWorker(Cell cell, Action<CellOutput> output, Func<InputQuestion, CancellationToken, Task<string>>? ask)
    {
        var started = Stopwatch.GetTimestamp();
        _outputs.Enter();
        _outputs.Begin(output);
        CellInput.Enter(ask);
        var context = new CellContext(_pump);
        SynchronizationContext.SetSynchronizationContext(context);
        var interruption = new CellInterruption(context, () => _outputs.Write("stderr", CellErrors.DoesNotStop(cell)));
        CellCancellation.Enter(interruption);
        Volatile.Write(ref _running, interruption);
        var end = _runner.Run(cell, interruption);
        Volatile.Write(ref _running, null);
        interruption.End();
        CellCancellation.Leave();
        if (interruption.Aborted)
            _pump.Renew();
        if (_outputs.End() is { } late && end.Status == CellStatus.Ok)
            end = _runner.EndOf(late, cell, interruption);
        if (end.Error is not null)
            _outputs.Emit(end.Error);
        if (end.SkipReason is not null)
            _outputs.DisplayAs($"Skipped: {end.SkipReason}", PlainTextFormatter.MimeType);
        if (_options.WarmsCompletion)
            _completion.Warm();
        return new CellResult(end.Status, end.Error, end.SkipReason, Stopwatch.GetElapsedTime(started));
    }
}
