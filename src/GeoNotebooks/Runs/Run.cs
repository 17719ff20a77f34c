using System.Diagnostics;
using System.Globalization;

namespace GeoNotebooks.Runs;

/// <summary>How much a run takes on.</summary>
public enum Profile
{
    /// <summary>Three sheets, small networks: minutes.</summary>
    Quick,

    /// <summary>All sheets.</summary>
    Full,
}

/// <summary>
/// The run that a notebook belongs to: the folder through which notebooks share results, and the record of what was done.
/// <c>geonb run</c> sets GEONB_RUN, GEONB_NOTEBOOK and GEONB_PROFILE; a notebook opened by hand gets a folder of its own under <c>runs</c>.
/// </summary>
public sealed class Run
{
    private Run(string folder, string notebook, Profile profile) => (Folder, Notebook, Profile) = (folder, notebook, profile);

    /// <summary>The run folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Name of the notebook, without extension.</summary>
    public string Notebook { get; }

    /// <summary>How much this run takes on.</summary>
    public Profile Profile { get; }

    internal static string? EnvironmentFolder => Environment.GetEnvironmentVariable("GEONB_RUN") is { Length: > 0 } folder ? folder : null;

    internal static string EnvironmentNotebook => Environment.GetEnvironmentVariable("GEONB_NOTEBOOK") is { Length: > 0 } name ? name : "interactive";

    /// <summary>Joins the run that is under way, or begins one in <c>runs/TIME</c> below the current folder.</summary>
    public static Run Open()
    {
        if (EnvironmentFolder is null)
        {
            var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHHmmssZ", CultureInfo.InvariantCulture);
            Environment.SetEnvironmentVariable("GEONB_RUN", Path.GetFullPath(Path.Combine("runs", time)));
        }
        var profile = Environment.GetEnvironmentVariable("GEONB_PROFILE") switch
        {
            null or "" or "quick" => Profile.Quick,
            "full" => Profile.Full,
            var other => throw new ArgumentException($"GEONB_PROFILE: expected 'quick' or 'full'; found '{other}'"),
        };
        Directory.CreateDirectory(EnvironmentFolder!);
        return new(EnvironmentFolder!, EnvironmentNotebook, profile);
    }

    /// <summary>A path within the run folder; folders on the way are made.</summary>
    public string PathOf(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Records a figure of quality.</summary>
    /// <param name="target">The geological target.</param>
    /// <param name="split">Which ground was judged: "blocked", "blind", "random".</param>
    /// <param name="labels">What it was judged against: "map", "truth", "clusters", "deposits".</param>
    /// <param name="metric">The measure, such as "AP".</param>
    /// <param name="value">The figure.</param>
    /// <param name="count">How many cells, blocks or objects it stands on.</param>
    /// <param name="low">Lower end of the 95 % interval.</param>
    /// <param name="high">Upper end of the 95 % interval.</param>
    public void RecordMetric(string target, string split, string labels, string metric, double value, long count, double? low = null, double? high = null) =>
        RunJournal.Append(new Metric(Notebook, target, split, labels, metric, value, low, high, count));

    /// <summary>Records what a seed was used for.</summary>
    public void RecordSeed(string use, long seed) => RunJournal.Append(new SeedRecord(Notebook, use, seed));

    /// <summary>Records a picture that stands in the run folder.</summary>
    /// <param name="file">Path of the picture, absolute or within the run folder.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="caption">What a reader should see in it.</param>
    public void RecordFigure(string file, string title, string caption) =>
        RunJournal.Append(new FigureRecord(Path.GetRelativePath(Folder, Path.Combine(Folder, file)).Replace('\\', '/'), title, Notebook, caption));

    /// <summary>Times a piece of work; the step is recorded when the returned value is disposed.</summary>
    /// <param name="step">What is done.</param>
    /// <param name="areaSquareKilometres">Area worked on.</param>
    /// <param name="points">Primary points or nodes worked on.</param>
    public IDisposable Measure(string step, double areaSquareKilometres = 0, long points = 0) => new Measurement(this, step, areaSquareKilometres, points);

    private sealed class Measurement(Run run, string step, double area, long points) : IDisposable
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public void Dispose() => RunJournal.Append(
            new StepRecord(run.Notebook, step, _watch.Elapsed.TotalSeconds, area, points, MachineRecord.PeakMemoryBytes()));
    }
}
