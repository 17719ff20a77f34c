using GeoNotebooks.Kernel.Notebooks;
using GeoNotebooks.Kernel.Running;

namespace GeoNotebooks.Cli.Commands;

/// <summary>What a run is asked to do.</summary>
/// <param name="Profile"><c>quick</c> or <c>full</c>.</param>
/// <param name="Parameters">Values by name, from <c>-p</c>.</param>
/// <param name="Folder">The run folder, absolute.</param>
internal sealed record RunPlan(string Profile, IReadOnlyDictionary<string, string> Parameters, string Folder)
{
    private const string ProfileParameter = "profile";

    public string NotebooksFolder => Path.Combine(Folder, "notebooks");

    /// <summary>Gives each notebook the parameters that it declares. One that none declares is refused before anything runs.</summary>
    public IReadOnlyList<NotebookDocument> Inject(IReadOnlyList<NotebookDocument> notebooks)
    {
        var declared = notebooks.ToDictionary(notebook => notebook, NotebookParameters.DeclaredIn);
        foreach (var name in Parameters.Keys)
        {
            if (!declared.Values.Any(names => names.Contains(name)))
                throw new NotebookException($"The parameter {name} was given, and no cell tagged parameters declares it in {string.Join(", ", notebooks.Select(notebook => Path.GetFileName(notebook.Path)))}.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [ProfileParameter] = Profile };
        foreach (var (name, value) in Parameters)
            values[name] = value;
        return [.. notebooks.Select(notebook => NotebookParameters.Inject(notebook, values.Where(pair => declared[notebook].Contains(pair.Key)).ToDictionary()))];
    }

    public RunnerOptions RunnerOptions() => new()
    {
        ChildCommand = [.. ThisProgram.Command, RunChildCommand.Name],
        OutputFolder = NotebooksFolder,
        EnvironmentOf = notebook => new Dictionary<string, string>
        {
            ["GEONB_RUN"] = Folder,
            ["GEONB_NOTEBOOK"] = notebook,
            ["GEONB_PROFILE"] = Profile,
        },
    };
}
