using System.Text;
using Microsoft.CodeAnalysis;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>The files of <c>#load</c>: the compiler sees them without the lines that are for the session.</summary>
internal sealed class LoadedSources : SourceReferenceResolver
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _texts;
    private readonly HashSet<string> _reading;

    /// <param name="folder">The notebook's folder, from which relative names count; inside a loaded file its own folder.</param>
    public LoadedSources(string folder)
        : this(folder, new(StringComparer.Ordinal), new(StringComparer.Ordinal))
    {
    }

    private LoadedSources(string folder, Dictionary<string, string> texts, HashSet<string> reading)
    {
        _folder = folder;
        _texts = texts;
        _reading = reading;
    }

    /// <summary>Reads a file and those that it loads in its turn.</summary>
    /// <returns>The references that they ask for.</returns>
    /// <exception cref="DirectiveException">There is no such file.</exception>
    public IReadOnlyList<CellReference> Read(string path, DirectiveLine line)
    {
        var full = Path.GetFullPath(path, _folder);
        if (!File.Exists(full))
            throw new DirectiveException($"A C# file was expected at {full}, and there is no such file.", line);
        if (!_reading.Add(full))
            return [];
        try
        {
            var (code, references) = CellPlanner.OfFile(File.ReadAllText(full).ReplaceLineEndings("\n"), new LoadedSources(Path.GetDirectoryName(full)!, _texts, _reading));
            _texts[full] = code;
            // What the file names, it names from its own folder; errors point at the line of the cell.
            return [.. references.Select(reference => new CellReference(reference.Line with { Number = line.Number }, Rooted(reference.What, Path.GetDirectoryName(full)!)))];
        }
        finally
        {
            _reading.Remove(full);
        }
    }

    /// <summary>The code with the files that it loads in the place of their lines, as far as they were read; each file once.</summary>
    public string Inline(string code) => code.Contains("#load", StringComparison.Ordinal) ? Inline(code, _folder, new(StringComparer.Ordinal)) : code;

    /// <summary>Whether the compiler sees the files with a look at the interruption in each loop, as it sees the cells.</summary>
    public bool HasLoopChecks { get; set; }

    public override Stream OpenRead(string resolvedPath) =>
        new MemoryStream(Encoding.UTF8.GetBytes(HasLoopChecks ? LoopChecks.Into(_texts[resolvedPath]) : _texts[resolvedPath]));

    public override string? NormalizePath(string path, string? baseFilePath) =>
        Path.GetFullPath(path, Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : _folder);

    public override string? ResolveReference(string path, string? baseFilePath) => NormalizePath(path, baseFilePath) is { } full && _texts.ContainsKey(full) ? full : null;

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private string Inline(string code, string folder, HashSet<string> seen) => string.Join('\n', code.Split('\n').Select(line =>
    {
        if (!line.TrimStart().StartsWith("#load", StringComparison.Ordinal) || line.Split('"') is not [_, var path, ..])
            return line;
        var full = Path.GetFullPath(path, folder);
        return seen.Add(full) && _texts.TryGetValue(full, out var text) ? Inline(text, Path.GetDirectoryName(full)!, seen) : "";
    }));

    private static string Rooted(string what, string folder) => Path.GetFullPath(what, folder) is var full && File.Exists(full) ? full : what;
}
