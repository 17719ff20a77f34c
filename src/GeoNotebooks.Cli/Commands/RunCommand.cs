using System.CommandLine;
using System.Globalization;
using GeoNotebooks.Kernel.Notebooks;
using GeoNotebooks.Kernel.Running;
using GeoNotebooks.Teaching;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb run</c>: runs notebooks, each in a process of its own, and keeps executed copies.</summary>
internal static class RunCommand
{
    private const string Glossary = "GLOSSARY.md";

    private static readonly string[] Profiles = ["quick", "full"];

    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebooks")
        {
            Description = "Notebooks, or folders of them. None: the folder `notebooks` of the repository.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        notebooks.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"A notebook or a folder was expected, and {token.Value} was found, which is no option of `geonb run`.");
        });
        var profile = new Option<string>("--profile") { Description = "quick: a small region, minutes. full: all of it.", DefaultValueFactory = _ => Profiles[0] };
        profile.AcceptOnlyFromAmong(Profiles);
        var parameters = new Option<string[]>("-p", "--parameter") { Description = "A value for a variable of the cell tagged `parameters`: name=value.", DefaultValueFactory = _ => [] };
        var output = new Option<string?>("--out") { Description = "The run folder. Default: runs/<UTC time>.", HelpName = "DIR" };
        var html = new Option<bool>("--html") { Description = "Write a page beside each executed copy (always done)." };
        var solutions = new Option<bool>("--solutions") { Description = "After each exercise run its solution too, from the file solutions/NAME.md beside the notebook; one that is not right stops the notebook." };
        var command = new Command("run", "Run notebooks; keep executed copies and pages.") { notebooks, profile, parameters, output, html, solutions };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(notebooks) ?? [],
            new RunPlan(parsed.GetRequiredValue(profile), Pairs(parsed.GetRequiredValue(parameters)), Path.GetFullPath(parsed.GetValue(output) ?? DefaultFolder())),
            parsed.GetValue(solutions),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] named, RunPlan plan, bool solutions, CancellationToken cancellation)
    {
        var read = NotebookFiles.Find(named).Select(NotebookDocument.Read);
        var notebooks = plan.Inject([.. solutions ? read.Select(Solved) : read]);
        Directory.CreateDirectory(plan.Folder);
        var started = DateTimeOffset.UtcNow;
        IReadOnlyList<NotebookResult> results;
        using (var progress = RunProgress.Create())
            results = await new NotebookRunner(plan.RunnerOptions()).RunAsync(notebooks, progress, cancellation);
        WritePages(results);
        WriteGlossary(notebooks, plan.NotebooksFolder);
        RunSummary.Write(plan, started, results);
        var failed = results.FirstOrDefault(result => result.Status == NotebookStatus.Failed);
        if (failed is not null)
            await Console.Error.WriteLineAsync(failed.Error);
        Console.WriteLine($"{results.Count(result => result.Status == NotebookStatus.Ok)} of {notebooks.Count} notebooks ran; outputs are in {plan.Folder}");
        return failed is null ? 0 : 1;
    }

    /// <summary>The notebook with the solution of each exercise after it, which must be right.</summary>
    private static NotebookDocument Solved(NotebookDocument notebook) =>
        NotebookSolutions.Insert(notebook, $"{typeof(Exercise).FullName}.{nameof(Exercise.RequireRight)}();");

    /// <summary>A page beside each executed copy.</summary>
    private static void WritePages(IReadOnlyList<NotebookResult> results)
    {
        foreach (var result in results)
        {
            var executed = NotebookDocument.Read(result.ExecutedCopy);
            NotebookHtml.Write(executed, Path.ChangeExtension(result.ExecutedCopy, ".html"), PageHead.Of(executed));
        }
    }

    /// <summary>The page that the links of the notebooks' pages lead to.</summary>
    private static void WriteGlossary(IReadOnlyList<NotebookDocument> notebooks, string folder)
    {
        var glossary = notebooks.Select(notebook => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!, Glossary)).FirstOrDefault(File.Exists);
        if (glossary is not null)
            NotebookHtml.WriteText(glossary, Path.Combine(folder, Path.ChangeExtension(Glossary, ".html")));
    }

    private static string DefaultFolder() => Path.Combine("runs", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    private static Dictionary<string, string> Pairs(string[] given)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new WrongUsageException($"-p name=value was expected, and -p {text} was found.");
            pairs[text[..equals].Trim()] = text[(equals + 1)..];
        }

        return pairs;
    }
}
