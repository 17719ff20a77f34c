using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Imports the merged table of the whole Kolyma-style region, 2.3 million rows of 39 columns as about 1 GB of CSV, into Parquet, and has pandas read the same file, by turns:
/// `tables FOLDER [--rounds N] [--python FILE]`. FOLDER keeps the region and the CSV. DuckDB's own import stands beside for comparison. Then five columns of the Parquet file
/// are loaded into a data frame. Aims: an import in half of pandas' time; the frame in under 1 s with less than twice the columns' size.
/// </summary>
internal static class TablesBenchmark
{
    private static readonly string[] Chosen = ["x", "y", "gravity_bouguer", "magnetic_anomaly", "potassium"];

    public static int Run(string[] args)
    {
        if (args is ["--load", var file])
            return Load(file);
        if (args is ["--import", var source, var target])
            return Import(source, target);
        var folder = args[0];
        var (csv, parquet) = (Path.Combine(folder, "merged.csv"), Path.Combine(folder, "merged.parquet"));
        if (!File.Exists(csv))
            MakeCsv(folder, csv);
        var python = args.Text("--python", "/usr/bin/python3");
        var (ours, pandas, duck) = (new List<double>(), new List<double>(), new List<double>());
        Console.WriteLine(FormattableString.Invariant($"{new FileInfo(csv).Length / 1e6:0} MB of CSV"));
        for (var round = 0; round < args.Whole("--rounds", 3); round++)
        {
            var import = Start(Environment.ProcessPath!, [.. Self, "tables", "--import", csv, parquet])?.Split(' ') ?? throw new InvalidOperationException("The import failed.");
            ours.Add(double.Parse(import[0], CultureInfo.InvariantCulture));
            duck.Add(Timed(() => Query($"COPY (SELECT * FROM read_csv('{csv}', header = true)) TO '{Path.Combine(folder, "duckdb.parquet")}' (FORMAT parquet)")));
            if (Pandas(python, csv) is { } seconds)
                pandas.Add(seconds);
            Console.WriteLine(FormattableString.Invariant(
                $"round {round + 1}: ours {ours[^1]:0.00} s, DuckDB {duck[^1]:0.00} s, pandas {(pandas.Count > round ? $"{pandas[^1]:0.00} s" : "not installed")}; processor time of ours {import[1]} s, peak memory {import[2].Trim()} MiB"));
        }
        // Whatever else the machine does slows a run and never speeds it up: the fastest of each is compared.
        Console.WriteLine(FormattableString.Invariant($"fastest: ours {ours.Min():0.00} s, {new FileInfo(parquet).Length / 1e6:0} MB of Parquet; DuckDB {duck.Min():0.00} s"));
        var ratio = pandas.Count > 0 ? pandas.Min() / ours.Min() : double.NaN;
        if (pandas.Count > 0)
            Console.WriteLine(FormattableString.Invariant($"pandas {pandas.Min():0.00} s: {ratio:0.00} times our time, the aim is 2"));
        var load = Start(Environment.ProcessPath!, [.. Self, "tables", "--load", parquet]);
        Console.Write(load);
        return load is null || load.Contains("MISSED", StringComparison.Ordinal) || ratio < 2 ? 1 : 0;
    }

    /// <summary>How this program starts itself, by its own name or by dotnet's.</summary>
    private static string[] Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    /// <summary>In a process of its own, as pandas has one: seconds, processor seconds, and peak memory in MiB.</summary>
    private static int Import(string source, string target)
    {
        var seconds = Timed(() => SurveyImport.ToParquet(source, target));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{seconds:0.000} {process.TotalProcessorTime.TotalSeconds:0.0} {process.PeakWorkingSet64 >> 20}"));
        return 0;
    }

    /// <summary>In a process of its own, so that the peak is that of the loading.</summary>
    private static int Load(string parquet)
    {
        var open = Stopwatch.StartNew();
        var table = SurveyTable.OpenFile(parquet, Crs.Local);
        Console.WriteLine(FormattableString.Invariant($"opened, with its check for double points, in {open.Elapsed.TotalSeconds:0.00} s"));
        table.ToDataFrame(10, Chosen);
        GC.Collect();
        var (before, times) = (Resident(), new List<double>());
        long size = 0, peak = 0;
        for (var round = 0; round < 3; round++)
        {
            // Later frames lie beside earlier ones until they are collected: only the first tells what one takes.
            var isFirst = round == 0;
            using var watch = new Timer(_ => peak = isFirst ? Math.Max(peak, Resident()) : peak, null, 0, 5);
            var clock = Stopwatch.StartNew();
            var frame = table.ToDataFrame(int.MaxValue, Chosen);
            times.Add(clock.Elapsed.TotalSeconds);
            peak = isFirst ? Math.Max(peak, Resident()) : peak;
            size = frame.Rows.Count * Chosen.Length * sizeof(double);
            if (isFirst)
                Console.WriteLine(FormattableString.Invariant(
                    $"{frame.Rows.Count} rows of {Chosen.Length} columns, {size / 1e6:0} MB: peak {(peak - before) / 1e6:0} MB above what was there, {(double)(peak - before) / size:0.00} of their size, the aim is under 2"));
        }
        Console.WriteLine(FormattableString.Invariant($"loaded in {string.Join(", ", times.Select(time => time.ToString("0.00", CultureInfo.InvariantCulture)))} s, the aim is under 1"));
        Console.WriteLine(times.Min() < 1 && peak - before < 2 * size ? "both aims are met" : "an aim is MISSED");
        return 0;
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void MakeCsv(string folder, string csv)
    {
        KolymaRegion.Make(new() { Sheets = KolymaOptions.AllSheets }, folder);
        Query($"COPY (SELECT * FROM read_parquet('{Path.Combine(folder, KolymaRegion.DataFolder, "sheets", "*.parquet")}')) TO '{csv}' (HEADER)");
    }

    private static void Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static double Timed(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds that read_csv takes by itself, without the start of Python; null where pandas is not installed.</summary>
    private static double? Pandas(string python, string csv)
    {
        const string Script = "import sys, time, pandas; t = time.perf_counter(); f = pandas.read_csv(sys.argv[1]); print(time.perf_counter() - t)";
        return Start(python, ["-c", Script, csv]) is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>What a program wrote; null when it is not there or failed.</summary>
    private static string? Start(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
