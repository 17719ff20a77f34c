using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Seconds of each scattered method for points strewn over a square grid of nodes, and those of SciPy for the nearest (cKDTree on two workers) and the linear
/// (LinearNDInterpolator) in turns of one run; medians, ratios, and the largest difference of values.
/// </summary>
internal static class GriddingSpeedBenchmark
{
    private const string Script = """
        import sys, time, numpy as np
        from scipy.spatial import cKDTree
        from scipy.interpolate import LinearNDInterpolator
        folder, n = sys.argv[1], int(sys.argv[2])
        p = np.fromfile(folder + '/points.bin').reshape(3, -1)
        x, y = np.meshgrid(100.0 * np.arange(n), -100.0 * np.arange(n))
        for line in sys.stdin:
            start = time.perf_counter()
            if line.strip() == 'nearest':
                v = p[2][cKDTree(p[:2].T).query(np.c_[x.ravel(), y.ravel()], workers=2)[1]]
            else:
                v = LinearNDInterpolator(p[:2].T, p[2])(x, y)
            seconds = time.perf_counter() - start
            v.astype('f4').tofile(folder + '/' + line.strip() + '.out')
            print(repr(seconds), flush=True)
        """;

    /// <summary>Options: --points N (100000), --nodes N (1000) each way, --turns N (3).</summary>
    public static int Run(string[] args)
    {
        var (count, nodes, turns) = (args.Whole("--points", 100_000), args.Whole("--nodes", 1_000), args.Whole("--turns", 3));
        var geometry = new GridGeometry(nodes, nodes, 0, 0, 100, 100, Crs.Local);
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * geometry.East)];
        double[] y = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * geometry.South)];
        var points = new PointSet(x, y, [.. x.Zip(y, (a, b) => (float)(Math.Sin(a / 7_000) * Math.Cos(b / 11_000)))], "field", "1", Crs.Local);
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            return Compare(folder, points, geometry, turns);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Compare(string folder, PointSet points, GridGeometry geometry, int turns)
    {
        using (var file = new BinaryWriter(File.Create(Path.Combine(folder, "points.bin"))))
            foreach (var number in points.X.Concat(points.Y).Concat(points.Values.Select(value => (double)value)))
                file.Write(number);
        File.WriteAllText(Path.Combine(folder, "peers.py"), Script);
        using var peer = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(folder, "peers.py"), folder, geometry.Rows.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Console.WriteLine(FormattableString.Invariant($"{points.Count} points, {geometry.Rows} x {geometry.Columns} nodes"));
        foreach (var name in GriddingMethods.Names.Where(name => GriddingMethods.Named(name) is IScatteredMethod))
        {
            var (ours, theirs, grid) = (new List<double>(), new List<double>(), (Grid?)null);
            for (var turn = 0; turn < turns; turn++)
            {
                var clock = Stopwatch.StartNew();
                grid = GriddingMethods.Named(name).Interpolate(points, geometry);
                ours.Add(clock.Elapsed.TotalSeconds);
                if (name is not ("nearest" or "linear"))
                    continue;
                peer.StandardInput.WriteLine(name);
                peer.StandardInput.Flush();
                theirs.Add(double.Parse(peer.StandardOutput.ReadLine() ?? throw new InvalidOperationException("SciPy gave no answer"), CultureInfo.InvariantCulture));
            }
            var text = theirs.Count == 0 ? "" : FormattableString.Invariant($"; SciPy {Median(theirs):0.00} s, we are {Median(theirs) / Median(ours):0.00} times as fast, largest difference {Difference(Path.Combine(folder, name + ".out"), grid!):0.0e+0}");
            Console.WriteLine(FormattableString.Invariant($"{name,-18}{Median(ours),7:0.00} s{text}"));
        }
        peer.StandardInput.Close();
        peer.WaitForExit();
        return 0;
    }

    private static double Difference(string path, Grid grid)
    {
        var theirs = new float[grid.Geometry.Count];
        Buffer.BlockCopy(File.ReadAllBytes(path), 0, theirs, 0, 4 * theirs.Length);
        return theirs.Zip(grid.Values, (a, b) => float.IsNaN(a) == float.IsNaN(b) ? float.IsNaN(a) ? 0.0 : Math.Abs(a - b) : double.PositiveInfinity).Max();
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
