using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>A notebook of nbformat 4 with a C# kernel. Metadata that this class does not know is kept as it is.</summary>
public sealed class NotebookDocument
{
    // As Jupyter writes it: one space of indentation, letters of any script as they are.
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _root;

    private NotebookDocument(JsonObject root, string path)
    {
        _root = root;
        Path = path;
        Cells = ViewCells();
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The file's name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The first heading of the notebook, or its name.</summary>
    public string Title => Cells.Where(cell => cell.Kind == "markdown").SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;

    /// <summary>The cells, in order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; private set; }

    private bool CellsHaveIds => (int?)_root["nbformat_minor"] >= 5;

    /// <summary>Reads a notebook.</summary>
    /// <param name="path">An .ipynb file.</param>
    /// <exception cref="NotebookException">The file is missing, is not JSON, not nbformat 4 or not C#.</exception>
    public static NotebookDocument Read(string path)
    {
        if (!File.Exists(path))
            throw new NotebookException($"A notebook was expected at {path}, and there is no such file.");
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="path">The path that errors name.</param>
    /// <exception cref="NotebookException">The text is not JSON, not nbformat 4 or not C#.</exception>
    public static NotebookDocument Parse(string json, string path)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException error)
        {
            throw new NotebookException($"{path}: a notebook in JSON was expected, and line {error.LineNumber + 1} is not JSON.");
        }

        if (node is not JsonObject root || root["nbformat"] is not JsonValue version || !version.TryGetValue<int>(out var major))
            throw new NotebookException($"{path}: a notebook was expected, and JSON without the number nbformat was found.");
        if (major != 4)
            throw new NotebookException($"{path}: nbformat 4 was expected, and nbformat {major} was found.");
        if (root["cells"] is not JsonArray cells || cells.Any(cell => cell is not JsonObject))
            throw new NotebookException($"{path}: a list of cells was expected in the notebook, and none was found.");
        try
        {
            RefuseOtherLanguages(root, path);
            var notebook = new NotebookDocument(root, path);
            // Read once, so that what is not as nbformat has it is met here and not in mid-run.
            foreach (var cell in notebook.Cells)
                _ = (cell.Kind, cell.Code, cell.Tags, cell.ExecutionCount);
            return notebook;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or InvalidCastException)
        {
            throw new NotebookException($"{path}: metadata and cells of nbformat 4 were expected, and others were found: {error.Message}");
        }
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public NotebookDocument Clone() => new((JsonObject)_root.DeepClone(), Path);

    /// <summary>The notebook as JSON text.</summary>
    public string ToJson() => _root.ToJsonString(Format) + "\n";

    /// <summary>Writes the notebook beside <paramref name="path"/> and renames it, so that a reader never sees half of it.</summary>
    /// <param name="path">The file to write; its folder is made.</param>
    public void Write(string path) => AtomicFile.Write(path, ToJson());

    internal void Insert(int index, string source, string tag, string? id = null)
    {
        ((JsonArray)_root["cells"]!).Insert(index, NotebookCell.NewCode(source, tag, CellsHaveIds ? id ?? tag : null));
        Cells = ViewCells();
    }

    internal void Remove(NotebookCell cell)
    {
        ((JsonArray)_root["cells"]!).Remove(cell.Node);
        Cells = ViewCells();
    }

    private static void RefuseOtherLanguages(JsonObject root, string path)
    {
        var metadata = root["metadata"];
        var found = (string?)metadata?["kernelspec"]?["language"] ?? (string?)metadata?["language_info"]?["name"] ?? (string?)metadata?["kernelspec"]?["name"];
        var isCSharp = found?.ToUpperInvariant() is "C#" or "CSHARP" or "POLYGLOT-NOTEBOOK" or ".NET-CSHARP" or "DOTNET-INTERACTIVE";
        if (!isCSharp)
            throw new NotebookException($"{path}: a C# notebook was expected, and {(found is null ? "no language" : $"the language {found}")} was found in its metadata.");
    }

    private NotebookCell[] ViewCells() => [.. ((JsonArray)_root["cells"]!).Select(cell => new NotebookCell((JsonObject)cell!))];
}
