using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Seconds to open and read a Surfer 7 grid of 5000 x 5000 nodes (200 MB, cached) into memory, ours against GDAL in Python, which times itself: once as it stands in the file
/// (doubles) and once as floats, like ours. They take turns in one run; medians, and how many times as fast we are. Below 1 we are slower, and the exit code is 1.
/// </summary>
internal static class GridReadingBenchmark
{
    private const string Script = """
        import sys, time
        from osgeo import gdal
        path = sys.argv[1]
        for line in sys.stdin:
            start = time.perf_counter()
            d = gdal.Open(path)
            a = d.ReadAsArray() if line.strip() == 'double' else d.ReadAsArray(buf_type=gdal.GDT_Float32)
            seconds = time.perf_counter() - start
            print(repr(seconds), flush=True)
            a = d = None
        """;

    /// <summary>Options: --nodes N (5000) each way, --turns N (5).</summary>
    public static int Run(string[] args)
    {
        var (nodes, turns) = (args.Whole("--nodes", 5_000), args.Whole("--turns", 5));
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            var path = Path.Combine(folder, "grid.grd");
            var random = new Random(5);
            var values = new float[nodes * nodes];
            for (var i = 0; i < values.Length; i++)
                values[i] = random.Next(100) == 0 ? float.NaN : random.NextSingle() * 1_000 - 500;
            GridFile.Write(path, new(new(nodes, nodes, 0, 0, 10, 10, Crs.Local), values, "benchmark", "1"), "surfer7");
            return Compare(path, values, turns);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Compare(string path, float[] values, int turns)
    {
        var script = Path.Combine(Path.GetDirectoryName(path)!, "read.py");
        File.WriteAllText(script, Script);
        using var gdal = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        double Gdal(string type)
        {
            gdal.StandardInput.WriteLine(type);
            gdal.StandardInput.Flush();
            var answer = gdal.StandardOutput.ReadLine() ?? throw new InvalidOperationException("python3-gdal gave no answer");
            return double.Parse(answer, CultureInfo.InvariantCulture);
        }
        double Ours()
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var grid = GridFile.Read(path);
            var seconds = clock.Elapsed.TotalSeconds;
            return grid.Values.AsSpan().SequenceEqual(values) ? seconds : throw new InvalidOperationException("the grid did not come back");
        }

        // The first turn warms the page cache and the compiler and is not counted.
        var (ours, doubles, floats) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn <= turns; turn++)
            foreach (var (times, read) in new (List<double>, Func<double>)[] { (ours, Ours), (doubles, () => Gdal("double")), (floats, () => Gdal("float")) })
                if (read() is var seconds && turn > 0)
                    times.Add(seconds);
        gdal.StandardInput.Close();
        gdal.WaitForExit();
        Console.WriteLine("reader          median s   all turns");
        foreach (var (name, times) in new[] { ("ours, floats", ours), ("GDAL, doubles", doubles), ("GDAL, floats", floats) })
            Console.WriteLine(FormattableString.Invariant($"{name,-14}  {Median(times),8:0.000}   {string.Join(' ', times.Select(time => time.ToString("0.000", CultureInfo.InvariantCulture)))}"));
        var (toDoubles, toFloats) = (Median(doubles) / Median(ours), Median(floats) / Median(ours));
        Console.WriteLine(FormattableString.Invariant($"we are {toDoubles:0.00} times as fast as GDAL's doubles, {toFloats:0.00} times as its floats"));
        return Math.Min(toDoubles, toFloats) >= 1 ? 0 : 1;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
