using System.Text.Json;

namespace GeoNotebooks.Runs;

/// <summary>How one notebook of a run ended.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First heading of the notebook.</param>
/// <param name="Status">"ok", "failed" or "skipped".</param>
/// <param name="Reason">Why it failed or was skipped.</param>
/// <param name="WallSeconds">Wall time of its process.</param>
/// <param name="PeakMemoryBytes">Largest resident memory of its process.</param>
public sealed record NotebookRecord(string Name, string Title, string Status, string? Reason, double WallSeconds, long PeakMemoryBytes);

/// <summary>One measured figure of quality.</summary>
/// <param name="Notebook">The notebook that measured it.</param>
/// <param name="Target">The geological target, or "prospectivity".</param>
/// <param name="Split">Which ground was judged: "blocked", "blind", "random" ...</param>
/// <param name="Labels">What it was judged against: "map", "truth", "clusters", "deposits" ...</param>
/// <param name="Name">The measure, such as "AP". Written as "metric".</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of its 95 % interval, where one was computed.</param>
/// <param name="High">Upper end of its 95 % interval, where one was computed.</param>
/// <param name="N">How many cells, blocks or objects it stands on.</param>
public sealed record Metric(
    string Notebook, string Target, string Split, string Labels,
    [property: System.Text.Json.Serialization.JsonPropertyName("metric")] string Name,
    double Value, double? Low, double? High, long N);

/// <summary>A picture of a run.</summary>
/// <param name="File">Path within the run folder.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Notebook">The notebook that drew it.</param>
/// <param name="Caption">What a reader should see in it.</param>
public sealed record FigureRecord(string File, string Title, string Notebook, string Caption);

/// <summary>A timed step of a run.</summary>
/// <param name="Notebook">The notebook it belongs to.</param>
/// <param name="Step">What was done.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="AreaSquareKilometres">Area worked on.</param>
/// <param name="Points">Primary points or grid nodes worked on.</param>
/// <param name="PeakMemoryBytes">Largest resident memory of the process up to the end of the step.</param>
public sealed record StepRecord(string Notebook, string Step, double Seconds, double AreaSquareKilometres, long Points, long PeakMemoryBytes);

/// <summary>A data file that a run read.</summary>
/// <param name="Package">Its package.</param>
/// <param name="Path">Its path within the package.</param>
/// <param name="Hash">"sha256:" and the digest that the package states.</param>
public sealed record DataRecord(string Package, string Path, string Hash);

/// <summary>One reading of a package that holds the known truth of a synthetic region.</summary>
/// <param name="Notebook">Who read it.</param>
/// <param name="Package">Which truth.</param>
/// <param name="Purpose">What for: only scoring may.</param>
public sealed record TruthRead(string Notebook, string Package, string Purpose);

/// <summary>What a seed was used for.</summary>
/// <param name="Notebook">Where.</param>
/// <param name="Use">What for.</param>
/// <param name="Value">The seed.</param>
public sealed record SeedRecord(string Notebook, string Use, long Value);

/// <summary>Everything that a run says about itself, kept as <c>run.json</c> in its folder.</summary>
/// <param name="Started">When it began, UTC, ISO 8601.</param>
/// <param name="Profile">"quick" or "full".</param>
/// <param name="Parameters">Values given on the command line.</param>
/// <param name="Machine">Processor, its vector extensions, threads, operating system: what bit-for-bit equality depends on.</param>
/// <param name="Versions">Versions of this project and of the packages that numbers depend on.</param>
/// <param name="WallSeconds">Wall time of the whole run.</param>
/// <param name="Notebooks">One entry a notebook, in order.</param>
/// <param name="Seeds">Seeds used.</param>
/// <param name="Data">Files read, with their hashes.</param>
/// <param name="TruthReads">Each reading of a truth package.</param>
/// <param name="Metrics">Figures of quality.</param>
/// <param name="Steps">Timed steps.</param>
/// <param name="Figures">Pictures.</param>
public sealed record RunRecord(
    string Started, string Profile, IReadOnlyDictionary<string, string> Parameters, MachineRecord Machine,
    IReadOnlyDictionary<string, string> Versions, double WallSeconds,
    IReadOnlyList<NotebookRecord> Notebooks, IReadOnlyList<SeedRecord> Seeds, IReadOnlyList<DataRecord> Data,
    IReadOnlyList<TruthRead> TruthReads, IReadOnlyList<Metric> Metrics, IReadOnlyList<StepRecord> Steps, IReadOnlyList<FigureRecord> Figures)
{
    /// <summary>Name of the file within a run folder.</summary>
    public const string FileName = "run.json";

    /// <summary>Puts together what the notebooks of a run wrote down while they ran.</summary>
    /// <param name="runFolder">The run folder.</param>
    /// <param name="started">When the run began.</param>
    /// <param name="profile">"quick" or "full".</param>
    /// <param name="parameters">Values given on the command line.</param>
    /// <param name="notebooks">How each notebook ended.</param>
    public static RunRecord Collect(
        string runFolder, DateTimeOffset started, string profile, IReadOnlyDictionary<string, string> parameters, IReadOnlyList<NotebookRecord> notebooks)
    {
        var journal = notebooks.SelectMany(notebook => RunJournal.Read(runFolder, notebook.Name)).ToList();
        return new(
            started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), profile, parameters,
            MachineRecord.Current(), SoftwareVersions.Current(), (DateTimeOffset.UtcNow - started).TotalSeconds, notebooks,
            [.. journal.OfType<SeedRecord>()], [.. journal.OfType<DataRecord>().Distinct()], [.. journal.OfType<TruthRead>()],
            [.. journal.OfType<Metric>()], [.. journal.OfType<StepRecord>()], [.. journal.OfType<FigureRecord>()]);
    }

    /// <summary>Writes <c>run.json</c> into the run folder.</summary>
    public void Write(string runFolder) =>
        AtomicFile.WriteText(Path.Combine(runFolder, FileName), JsonSerializer.Serialize(this, JsonFormat.Indented) + "\n");

    /// <summary>Reads <c>run.json</c> of a run folder.</summary>
    public static RunRecord Read(string runFolder)
    {
        var path = Path.Combine(runFolder, FileName);
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), JsonFormat.Indented)
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: expected the record of a run as JSON; {exception.Message}", exception);
        }
    }
}
