using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Kernel.Display;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>Takes a cell through its steps, and those of files that it imports through theirs, until one does not end well.</summary>
/// <param name="options">What the host gives.</param>
/// <param name="directives">Answers <c>#r</c> and <c>#i</c>.</param>
/// <param name="loaded">Answers <c>#load</c>.</param>
/// <param name="submissions">Runs code.</param>
/// <param name="outputs">Takes what the steps show.</param>
/// <param name="grown">Told of each piece of code that has left a state, with the references that are new.</param>
internal sealed class CellRunner(
    SessionOptions options, Directives directives, LoadedSources loaded, Submissions submissions, CellOutputs outputs, Action<string, IReadOnlyList<string>> grown)
{
    private readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly HashSet<string> _importing = new(StringComparer.Ordinal);

    /// <summary>Runs a cell on the calling thread, the worker. Does not throw but for an abort.</summary>
    public CellEnd Run(Cell cell, CellInterruption interruption)
    {
        var started = Stopwatch.GetTimestamp();
        _cells[cell.Name] = cell;
        try
        {
            var plan = CellPlanner.Of(cell.Code, loaded);
            var assemblies = directives.Answer(plan.References, text => outputs.DisplayAs(text, PlainTextFormatter.MimeType), interruption.Token);
            foreach (var step in plan.Steps)
            {
                interruption.Token.ThrowIfCancellationRequested();
                if (RunStep(cell, step, assemblies, interruption) is { Status: not CellStatus.Ok } end)
                    return end;
            }

            if (plan.IsTimed)
                outputs.DisplayAs(string.Create(CultureInfo.InvariantCulture, $"Wall time: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms"), PlainTextFormatter.MimeType);
            return CellEnd.Ok;
        }
        catch (DirectiveException error)
        {
            return new CellEnd(CellStatus.Failed, CellErrors.OfDirective(error, cell));
        }
        catch (CompilationErrorException error)
        {
            return new CellEnd(CellStatus.Failed, CellErrors.OfCompiler(error.Diagnostics, cell));
        }
        catch (Exception error) when (error is not ThreadAbortException)
        {
            // What the cell threw, a file that cannot be read, a broken notebook: the cell fails, and the session lives on.
            return EndOf(error, cell, interruption);
        }
    }

    private CellEnd RunStep(Cell cell, CellStep step, IReadOnlyList<string> assemblies, CellInterruption interruption)
    {
        switch (step)
        {
            case CodeStep { Code: var code }:
                return submissions.Run(cell, code, assemblies, interruption, references => grown(code, references)) is { } thrown ? EndOf(thrown, cell, interruption) : CellEnd.Ok;
            case CommandStep { Line: { Name: CellCommands.Import } line }:
                return Import(line, interruption);
            case CommandStep { Line.Name: var mark }:
                outputs.Show(CellCommands.Answer(mark, submissions.State));
                return CellEnd.Ok;
            default:
                outputs.Show(((ShowStep)step).Data);
                return CellEnd.Ok;
        }
    }

    private CellEnd Import(DirectiveLine line, CellInterruption interruption)
    {
        var path = Path.GetFullPath(line.Rest.Trim('"'), options.Folder);
        if (!_importing.Add(path))
            throw new DirectiveException($"{path} imports itself.", line);
        try
        {
            return ImportedFile.Read(path, line).Select(cell => Run(cell, interruption)).FirstOrDefault(end => end.Status != CellStatus.Ok, CellEnd.Ok);
        }
        finally
        {
            _importing.Remove(path);
        }
    }

    /// <summary>What an exception of a cell means.</summary>
    public CellEnd EndOf(Exception thrown, Cell cell, CellInterruption interruption) =>
        interruption.Requested && IsInterrupt(thrown) ? new CellEnd(CellStatus.Interrupted, CellErrors.OfInterrupt(cell))
        : options.SkipReason(thrown) is { } reason ? new CellEnd(CellStatus.Skipped, SkipReason: reason)
        : new CellEnd(CellStatus.Failed, CellErrors.OfException(thrown, _cells));

    private static bool IsInterrupt(Exception error) =>
        error is OperationCanceledException or ThreadInterruptedException || (error is AggregateException several && several.InnerExceptions.All(IsInterrupt));
}
