using System.Text.RegularExpressions;

namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>Every <c>geonb</c> line of the pages is one that the built program knows: its command, each option, each word of a choice.</summary>
public sealed partial class UsageTests
{
    private static readonly Dictionary<string, string> Helps = [];

    public static TheoryData<string, string> Lines
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in RepositoryFiles.Tracked.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                foreach (var line in new MarkdownText(RepositoryFiles.ReadText(page)).TypedLines.Select(CommandOf).OfType<string>().Distinct())
                    data.Add(page, line);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void TheProgramKnowsEveryUsageLine(string page, string line) => Assert.Equal((page, ""), (page, Fault(line)));

    [Theory]
    [InlineData("geonb grid info FILE [--json]", true)]
    [InlineData("geonb bank list | show MODEL [--bank DIR]", true)]
    [InlineData("geonb grid make POINTS --x COL --y COL --value COL --cell METRES --method nearest|kriging OUT", true)]
    [InlineData("geonb run -p seed=2", true)]
    [InlineData("geonb data make kolyma --out DIR", true)]
    [InlineData("geonb data make atlantis --out DIR", false)]
    [InlineData("geonb paint FILE", false)]
    [InlineData("geonb bank list | paint MODEL", false)]
    [InlineData("geonb grid info FILE [--yaml]", false)]
    [InlineData("geonb grid make POINTS --method nearest|magic", false)]
    public void AWrongLineIsFound(string line, bool right) => Assert.Equal(right, Fault(line).Length == 0);

    /// <summary>What is wrong with a line; empty where nothing is.</summary>
    private static string Fault(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        // "bank list | show MODEL | add MODEL": several commands of one group.
        var alternatives = string.Join(' ', words).Split(" | ");
        var group = alternatives.Length > 1 ? words[..1] : [];
        var helps = "";
        foreach (var command in alternatives.Select((alternative, number) => (string[])[.. number == 0 ? [] : group, .. CommandWords(alternative)]))
        {
            // A word that is no command, such as "kolyma" in "data make kolyma", is a value that the help of the command before it names.
            var known = command.Length;
            while (known > 0 && !HelpOf(command[..known]).Contains("geonb " + string.Join(' ', command[..known]), StringComparison.Ordinal))
                known--;
            var help = HelpOf(command[..known]);
            if (known == 0 || command.Skip(known).Any(word => !IsNamed(word, help)))
                return $"expected a command of geonb; found '{string.Join(' ', command)}'";
            helps += help;
        }
        var options = Option().Matches(line).Select(match => match.Value);
        var choices = Choice().Matches(line).SelectMany(match => match.Value.Split('|'));
        var unknown = options.Concat(choices).Where(word => !IsNamed(word, helps)).ToList();
        return unknown.Count == 0 ? "" : $"expected what --help names; found {string.Join(", ", unknown)}";
    }

    private static bool IsNamed(string word, string help) => Regex.IsMatch(help, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])");

    private static IEnumerable<string> CommandWords(string alternative) => alternative.Split(' ').TakeWhile(word => CommandWord().IsMatch(word));

    private static string HelpOf(string[] command)
    {
        var key = string.Join(' ', command);
        lock (Helps)
            return Helps.TryGetValue(key, out var help) ? help : Helps[key] = GeonbProcess.Run(Path.GetTempPath(), [.. command, "--help"]).Output;
    }

    /// <summary>The line as <c>geonb ...</c>, whichever way it starts the program; null for other lines.</summary>
    private static string? CommandOf(string line)
    {
        var match = Start().Match(line.Trim());
        return match.Success ? "geonb " + Comment().Replace(match.Groups["rest"].Value, "").Trim() : null;
    }

    [GeneratedRegex(@"^(?:geonb|dotnet run .*--project src/GeoNotebooks\.Cli --)(?:\s+(?<rest>.*))$")]
    private static partial Regex Start();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex CommandWord();

    [GeneratedRegex(@"(?<![\w-])--?[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w|-])[a-z0-9-]+(?:\|[a-z0-9-]+)+(?![\w|-])")]
    private static partial Regex Choice();
}
