using System.Text.Json;

namespace GeoNotebooks.Runs;

/// <summary>
/// What a notebook writes down while it runs: one JSON object a line in <c>journal/NOTEBOOK.jsonl</c> of the run folder, so that
/// nothing is lost when the process dies. Outside a run nothing is kept.
/// </summary>
internal static class RunJournal
{
    private static readonly Lock Gate = new();
    private static readonly Type[] Kinds =
        [typeof(Metric), typeof(FigureRecord), typeof(StepRecord), typeof(DataRecord), typeof(TruthRead), typeof(SeedRecord)];

    public static void Append<T>(T entry) where T : notnull
    {
        if (Run.EnvironmentFolder is not { } folder)
            return;
        var line = $"{typeof(T).Name} {JsonSerializer.Serialize(entry, JsonFormat.Line)}\n";
        lock (Gate)
        {
            Directory.CreateDirectory(Path.Combine(folder, "journal"));
            File.AppendAllText(PathOf(folder, Run.EnvironmentNotebook), line);
        }
    }

    public static IEnumerable<object> Read(string folder, string notebook)
    {
        var path = PathOf(folder, notebook);
        if (!File.Exists(path))
            yield break;
        foreach (var line in File.ReadLines(path))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var kind = space < 0 ? null : Kinds.FirstOrDefault(kind => kind.Name == line[..space]);
            // A process that was killed may leave half a last line.
            if (kind is not null && line.EndsWith('}'))
                yield return JsonSerializer.Deserialize(line.AsSpan(space + 1), kind, JsonFormat.Line)!;
        }
    }

    private static string PathOf(string folder, string notebook) => Path.Combine(folder, "journal", notebook + ".jsonl");
}
