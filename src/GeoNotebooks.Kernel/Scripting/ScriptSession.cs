using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using GeoNotebooks.Kernel.Completion;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Packages;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// A C# session: cells run one after another on one worker thread, and each sees what the earlier ones declared. The headless runner and
/// the Jupyter front share it.
/// </summary>
/// <remarks>
/// Memory: the references and usings are given to the first submission alone, the later ones inherit them; given each time, a thousand
/// trivial cells would take gigabytes. A cell is compiled outside of the region that can be aborted and run inside it.
/// </remarks>
public sealed class ScriptSession : IDisposable
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Html", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Formatting.PocketViewTags",
        "Microsoft.DotNet.Interactive", "GeoNotebooks.Kernel.Display", "GeoNotebooks.Kernel.Display.CellDisplay", "GeoNotebooks.Kernel.Scripting",
    ];

    private readonly SessionOptions _options;
    private readonly CellOutputs _outputs = new();
    private readonly WorkerPump _pump;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly LoadedSources _loaded;
    private readonly Directives _directives;
    private readonly SessionCompletion _completion;
    private readonly HashSet<string> _importing = new(StringComparer.Ordinal);
    private ScriptState<object>? _state;
    private CellInterruption? _running;

    /// <summary>Starts a session and its worker thread.</summary>
    /// <param name="options">What the host gives.</param>
    public ScriptSession(SessionOptions options)
    {
        _options = options;
        _loaded = new LoadedSources(options.Folder);
        _directives = new Directives(options.Packages, new SessionPackages(options.Packages, options.Folder, _loader), options.Folder);
        _completion = new SessionCompletion(options.Packages, FirstReferences(), Usings);
        RoutedWriter.Install();
        RoutedReader.Install();
        _pump = new WorkerPump(error => _outputs.Write("stderr", $"{error.GetType().FullName}: {error.Message}\n"));
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
        var end = RunSteps(cell);
        if (Volatile.Read(ref _running)!.Aborted)
            _pump.Renew();
        Volatile.Write(ref _running, null);
        _outputs.End();
        if (end.Error is not null)
            _outputs.Emit(end.Error);
        if (end.SkipReason is not null)
            _outputs.DisplayAs($"Skipped: {end.SkipReason}", PlainTextFormatter.MimeType);
        if (_options.WarmsCompletion)
            _completion.Warm();
        return new CellResult(end.Status, end.Error, end.SkipReason, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Runs the steps of a cell until one does not end well. Each has an interruption of its own, which hands a request on to the next.</summary>
    private CellEnd RunSteps(Cell cell)
    {
        var started = Stopwatch.GetTimestamp();
        _cells[cell.Name] = cell;
        var interruption = BeginStep(cell);
        try
        {
            var plan = CellPlanner.Of(cell.Code, _loaded);
            var assemblies = _directives.Answer(plan.References, text => _outputs.DisplayAs(text, PlainTextFormatter.MimeType), interruption.Token);
            foreach (var (step, i) in plan.Steps.Select((step, i) => (step, i)))
            {
                if (Volatile.Read(ref _running)!.Requested)
                    return new CellEnd(CellStatus.Interrupted, CellErrors.OfInterrupt(cell));
                if (i > 0)
                    interruption = BeginStep(cell);
                var end = RunStep(cell, step, assemblies, interruption);
                if (end.Status != CellStatus.Ok)
                    return end;
            }

            if (plan.IsTimed)
                _outputs.DisplayAs(string.Create(CultureInfo.InvariantCulture, $"Wall time: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms"), PlainTextFormatter.MimeType);
            return CellEnd.Ok;
        }
        catch (DirectiveException error)
        {
            return new CellEnd(CellStatus.Failed, CellErrors.OfDirective(error, cell));
        }
        catch (Exception error) when (interruption.Requested && IsInterrupt(error))
        {
            return new CellEnd(CellStatus.Interrupted, CellErrors.OfInterrupt(cell));
        }
        catch (Exception error) when (error is not ThreadAbortException)
        {
            // A file that cannot be read, a broken notebook: the cell fails, and the session lives on.
            return new CellEnd(CellStatus.Failed, CellErrors.OfException(error, _cells));
        }
    }

    private CellInterruption BeginStep(Cell cell)
    {
        var interruption = new CellInterruption(() => _outputs.Write("stderr", CellErrors.DoesNotStop(cell)));
        CellCancellation.Enter(interruption);
        Volatile.Write(ref _running, interruption);
        return interruption;
    }

    private CellEnd RunStep(Cell cell, CellStep step, IReadOnlyList<string> assemblies, CellInterruption interruption)
    {
        switch (step)
        {
            case CodeStep code:
                return CompileAndRun(cell, code.Code, assemblies, interruption);
            case CommandStep { Line: { Name: CellCommands.Import } line }:
                return Import(line);
            case CommandStep { Line.Name: var mark }:
                _outputs.Show(CellCommands.Answer(mark, _state));
                return CellEnd.Ok;
            default:
                _outputs.Show(((ShowStep)step).Data);
                return CellEnd.Ok;
        }
    }

    private CellEnd Import(DirectiveLine line)
    {
        var path = Path.GetFullPath(line.Rest.Trim('"'), _options.Folder);
        if (!_importing.Add(path))
            throw new DirectiveException($"{path} imports itself.", line);
        try
        {
            return ImportedFile.Read(path, line).Select(RunSteps).FirstOrDefault(end => end.Status != CellStatus.Ok, CellEnd.Ok);
        }
        finally
        {
            _importing.Remove(path);
        }
    }

    private CellEnd CompileAndRun(Cell cell, string code, IReadOnlyList<string> assemblies, CellInterruption interruption)
    {
        try
        {
            var before = _state;
            var (script, references) = Compile(cell, code, assemblies, interruption.Token);
            Exception? thrown = null;
            interruption.Run(() => thrown = RunScript(script, interruption));
            if (cell.LeavesNoTrace)
                _state = before;
            // A cell that left no state took its references with it.
            if (_state != before)
            {
                _completion.Add(_loaded.Inline(code), before is null ? [.. references.Except(FirstReferences())] : references);
                _referenced.UnionWith(references);
            }

            if (thrown is null)
                return CellEnd.Ok;
            return interruption.Requested && IsInterrupt(thrown) ? new CellEnd(CellStatus.Interrupted, CellErrors.OfInterrupt(cell))
                : _options.SkipReason(thrown) is { } reason ? new CellEnd(CellStatus.Skipped, SkipReason: reason)
                : new CellEnd(CellStatus.Failed, CellErrors.OfException(thrown, _cells));
        }
        catch (CompilationErrorException error)
        {
            return new CellEnd(CellStatus.Failed, CellErrors.OfCompiler(error.Diagnostics, cell));
        }
    }

    private static bool IsInterrupt(Exception error) =>
        error is OperationCanceledException or ThreadInterruptedException || (error is AggregateException several && several.InnerExceptions.All(IsInterrupt));

    private (Script<object> Script, IReadOnlyList<string> References) Compile(Cell cell, string code, IReadOnlyList<string> assemblies, CancellationToken cancellation)
    {
        var first = _state is null;
        if (first)
            assemblies = [.. FirstReferences(), .. assemblies];
        var fresh = assemblies.Where(path => !_referenced.Contains(path)).Distinct(StringComparer.Ordinal).ToArray();

        // No references and no usings but the new ones: what earlier submissions have is inherited.
        var options = ScriptOptions.Default
            .WithReferences(fresh.Select(path => MetadataReference.CreateFromFile(path)))
            .WithImports(first ? Usings : [])
            .WithFilePath(cell.Name)
            .WithSourceResolver(_loaded)
            .WithFileEncoding(Encoding.UTF8)
            .WithEmitDebugInformation(true)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true);
        Script<object> Make(string source) =>
            first ? CSharpScript.Create<object>(source, options, globalsType: null, _loader) : _state!.Script.ContinueWith<object>(source, options);
        var script = Make(LoopChecks.Into(code));
        var diagnostics = script.Compile(cancellation);
        // Errors are those of the code as it was written.
        if (diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
            diagnostics = Make(code).Compile(cancellation);
        if (diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
            throw new CompilationErrorException("The cell does not compile.", diagnostics);
        return (script, fresh);
    }

    /// <summary>Runs on the worker, inside the region that can be aborted.</summary>
    private Exception? RunScript(Script<object> script, CellInterruption interruption)
    {
        // What is not kept in the state leaves the state of the cells before as it was.
        static bool KeepInState(Exception error) => error is not ThreadAbortException and not OperationCanceledException;

        var run = _state is null ? script.RunAsync(null, KeepInState, interruption.Token) : script.RunFromAsync(_state, KeepInState, interruption.Token);
        _pump.RunUntilEnded(run);
        if (!run.IsCompletedSuccessfully)
            return run.Exception?.InnerException ?? new OperationCanceledException();
        _state = run.Result;
        if (_state.Exception is { } error)
            return error is TargetInvocationException { InnerException: { } inner } ? inner : error;
        try
        {
            if (_state.ReturnValue is { } value and not DisplayedValue)
                _outputs.Emit(new ExecuteResult(MimeBundles.Of(value)));
            return null;
        }
        catch (Exception formatting) when (KeepInState(formatting))
        {
            return formatting;
        }
    }

    private IEnumerable<string> FirstReferences() =>
    [
        .. _options.Packages.FrameworkAssemblies(), typeof(ScriptSession).Assembly.Location, typeof(Formatter).Assembly.Location, typeof(IHtmlContent).Assembly.Location,
    ];
}
