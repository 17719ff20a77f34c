using System.Reflection;
using System.Text;
using GeoNotebooks.Kernel.Display;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>The chain of compiled pieces of code: each sees what those before it declared.</summary>
/// <remarks>
/// Memory: the references and usings are given to the first submission alone, the later ones inherit them; given each time, a thousand
/// trivial cells would take gigabytes. A submission is compiled outside of the region that can be aborted and run inside it.
/// </remarks>
internal sealed class Submissions(HostPackages packages, LoadedSources loaded, InteractiveAssemblyLoader loader, WorkerPump pump, CellOutputs outputs)
{
    private static readonly string[] StartUsings =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Html", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Formatting.PocketViewTags",
        "Microsoft.DotNet.Interactive", "GeoNotebooks.Kernel.Display", "GeoNotebooks.Kernel.Display.CellDisplay", "GeoNotebooks.Kernel.Scripting",
    ];

    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);

    /// <summary>What the submissions so far have left; null before the first.</summary>
    public ScriptState<object>? State { get; private set; }

    /// <summary>Usings that stand from the start.</summary>
    public static IReadOnlyList<string> Usings => StartUsings;

    /// <summary>Assemblies that are referenced from the start.</summary>
    public IEnumerable<string> FirstReferences() =>
    [
        .. packages.FrameworkAssemblies(), typeof(ScriptSession).Assembly.Location, typeof(Formatter).Assembly.Location, typeof(IHtmlContent).Assembly.Location,
    ];

    /// <summary>Compiles code and runs it on the calling thread, the worker.</summary>
    /// <param name="cell">The cell that it belongs to.</param>
    /// <param name="code">The code.</param>
    /// <param name="assemblies">What it asks for beyond what is referenced.</param>
    /// <param name="interruption">Stops both.</param>
    /// <param name="grown">Told of the references that are new, where the code has left a state.</param>
    /// <returns>What it threw; null where it ran to its end.</returns>
    /// <exception cref="CompilationErrorException">It does not compile.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted before it ran, or aborted.</exception>
    public Exception? Run(Cell cell, string code, IReadOnlyList<string> assemblies, CellInterruption interruption, Action<IReadOnlyList<string>> grown)
    {
        var before = State;
        var (script, references) = Compile(cell, code, assemblies, interruption.Token);
        Exception? thrown = null;
        interruption.Run(() => thrown = RunScript(script, interruption));
        if (cell.LeavesNoTrace)
            State = before;
        // Code that left no state took its references with it.
        if (State != before)
        {
            _referenced.UnionWith(references);
            grown(before is null ? [.. references.Except(FirstReferences())] : references);
        }

        return thrown;
    }

    private (Script<object> Script, IReadOnlyList<string> References) Compile(Cell cell, string code, IReadOnlyList<string> assemblies, CancellationToken cancellation)
    {
        var first = State is null;
        if (first)
            assemblies = [.. FirstReferences(), .. assemblies];
        var fresh = assemblies.Where(path => !_referenced.Contains(path)).Distinct(StringComparer.Ordinal).ToArray();

        // No references and no usings but the new ones: what earlier submissions have is inherited.
        var options = ScriptOptions.Default
            .WithReferences(fresh.Select(path => MetadataReference.CreateFromFile(path)))
            .WithImports(first ? StartUsings : [])
            .WithFilePath(cell.Name)
            .WithSourceResolver(loaded)
            .WithFileEncoding(Encoding.UTF8)
            .WithEmitDebugInformation(true)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true);
        Script<object> Make(string source) =>
            first ? CSharpScript.Create<object>(source, options, globalsType: null, loader) : State!.Script.ContinueWith<object>(source, options);
        loaded.HasLoopChecks = true;
        var script = Make(LoopChecks.Into(code));
        var diagnostics = script.Compile(cancellation);
        // Errors are those of the code as it was written.
        if (diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
        {
            loaded.HasLoopChecks = false;
            diagnostics = Make(code).Compile(cancellation);
        }

        if (diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error))
            throw new CompilationErrorException("The cell does not compile.", diagnostics);
        return (script, fresh);
    }

    /// <summary>Runs on the worker, inside the region that can be aborted.</summary>
    private Exception? RunScript(Script<object> script, CellInterruption interruption)
    {
        // What is not kept in the state leaves the state of the cells before as it was.
        static bool KeepInState(Exception error) => error is not ThreadAbortException and not OperationCanceledException;

        var run = State is null ? script.RunAsync(null, KeepInState, interruption.Token) : script.RunFromAsync(State, KeepInState, interruption.Token);
        try
        {
            pump.RunUntilEnded(run);
        }
        finally
        {
            if (!run.IsCompleted)
                interruption.Abandon();
        }

        if (!run.IsCompletedSuccessfully)
            return run.Exception?.InnerException ?? new OperationCanceledException();
        State = run.Result;
        if (State.Exception is { } error)
            return error is TargetInvocationException { InnerException: { } inner } ? inner : error;
        try
        {
            if (State.ReturnValue is { } value and not DisplayedValue)
                outputs.Emit(new ExecuteResult(MimeBundles.Of(value)));
            return null;
        }
        catch (Exception formatting) when (KeepInState(formatting))
        {
            return formatting;
        }
    }
}
