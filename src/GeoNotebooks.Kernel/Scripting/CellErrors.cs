using System.Diagnostics;
using GeoNotebooks.Kernel.Display;
using Microsoft.CodeAnalysis;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>How the errors of a cell read: what, in which cell and line, the line itself, then the frames of code that the cell called.</summary>
internal static class CellErrors
{
    private const int MostDiagnostics = 5;
    private const int MostFrames = 20;

    /// <summary>Errors of the compiler, the first one first.</summary>
    public static ErrorOutput OfCompiler(IEnumerable<Diagnostic> diagnostics, Cell cell)
    {
        var errors = diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).ToArray();
        var traceback = new List<string>();
        foreach (var error in errors.Take(MostDiagnostics))
        {
            var at = error.Location.GetLineSpan().StartLinePosition;
            traceback.Add($"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
            // The compiler names a loaded file by its path, and the cell by its name.
            var file = error.Location.SourceTree?.FilePath is { Length: > 0 } path && path != cell.Name ? path : null;
            var source = file is null ? SourceLine(cell, at.Line + 1) : error.Location.SourceTree!.GetText().Lines[at.Line].ToString().Trim();
            traceback.Add($"  {file ?? cell.Name}, line {at.Line + 1}, column {at.Character + 1}: {source}");
        }

        if (errors.Length > MostDiagnostics)
            traceback.Add($"and {errors.Length - MostDiagnostics} more");
        return new ErrorOutput(errors[0].Id, errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), traceback);
    }

    /// <summary>A directive that could not be answered.</summary>
    public static ErrorOutput OfDirective(DirectiveException error, Cell cell) =>
        new("DirectiveError", error.Message, [error.Message, $"  {cell.Name}, line {error.Line}: {error.SourceLine.Trim()}"]);

    /// <summary>An exception: the user's frames with cell and line first, then others; the kernel's own are dropped.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="cells">The cells run so far by name, the source of their lines.</param>
    public static ErrorOutput OfException(Exception error, IReadOnlyDictionary<string, Cell> cells)
    {
        var traceback = new List<string>();
        for (var current = error; current is not null; current = current.InnerException)
        {
            traceback.Add(current == error ? Headline(current) : $"caused by {Headline(current)}");
            AddFrames(current, cells, traceback);
        }

        return new ErrorOutput(error.GetType().FullName ?? error.GetType().Name, MessageOf(error), traceback);
    }

    /// <summary>A cell that the user stopped.</summary>
    public static ErrorOutput OfInterrupt(Cell cell) => new("Interrupted", "The cell was interrupted.", [$"{cell.Name} was interrupted."]);

    /// <summary>What the user is told of a cell that goes on after everything was tried.</summary>
    public static string DoesNotStop(Cell cell) =>
        $"{cell.Name} goes on after the interrupt: it is in native code, in threads of its own, or catches what would stop it. Wait for its end, or restart the kernel.\n";

    private static string Headline(Exception error) => $"{error.GetType().FullName}: {MessageOf(error)}";

    /// <summary>The message is code of the user's too, and may throw.</summary>
    private static string MessageOf(Exception error)
    {
        try
        {
            return error.Message;
        }
        catch (Exception another) when (another is not ThreadAbortException)
        {
            return $"its message cannot be read ({another.GetType().Name})";
        }
    }

    private static void AddFrames(Exception error, IReadOnlyDictionary<string, Cell> cells, List<string> traceback)
    {
        var others = new List<string>();
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            if (cells.TryGetValue(Path.GetFileName(frame.GetFileName() ?? ""), out var cell))
            {
                var line = frame.GetFileLineNumber();
                var place = $"  {cell.Name}, line {line}: {SourceLine(cell, line)}";
                if (!traceback.Contains(place))
                    traceback.Add(place);
            }
            else if (OutsideFrame(frame) is { } other)
            {
                others.Add(other);
            }
        }

        traceback.AddRange(others.Take(MostFrames));
        if (others.Count > MostFrames)
            traceback.Add($"  and {others.Count - MostFrames} more frames");
    }

    private static string? OutsideFrame(StackFrame frame)
    {
        var method = frame.GetMethod();
        var type = method?.DeclaringType;
        var assembly = type?.Assembly;
        var machinery = type is null || assembly!.IsDynamic || assembly == typeof(CellErrors).Assembly || assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            || type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices" || type == typeof(System.Runtime.ControlledExecution)
            || method!.Name.Contains("<Factory>", StringComparison.Ordinal) || type.FullName!.StartsWith("Submission#", StringComparison.Ordinal);
        return machinery ? null : $"  at {type!.FullName}.{method!.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
    }

    private static string SourceLine(Cell cell, int line)
    {
        var lines = cell.Code.Split('\n');
        return line >= 1 && line <= lines.Length ? lines[line - 1].Trim() : "";
    }
}
