using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Minimum curvature of 2.3 million points on 200 m nodes over the area of 15 sheets, by turns with GMT's blockmedian and surface (tension 0.25 both):
/// `minimum-curvature FOLDER [--points N] [--rounds N]`. Three fields: airborne lines (500 m apart, a sample each 50 m, azimuth 45 degrees) over many point masses at known depths,
/// so that the truth of every node is known; the same with gaps of 2 km between lines; and noise at random places. Each program starts as a process of its own and reads the same file
/// of x, y, value (float64). GMT writes its grid as netCDF, turned to float32 outside the time. Aim: less time than GMT's, and errors against the truth at most 3 hundredths larger than GMT's.
/// </summary>
internal static class MinimumCurvatureBenchmark
{
    private const double Cell = 200;
    private const double Tension = 0.25;

    public static int Run(string[] args)
    {
        if (args is ["--grid", var input, var output, var scale])
            return GridFile(input, output, int.Parse(scale, CultureInfo.InvariantCulture));
        var folder = Directory.CreateDirectory(args[0]).FullName;
        var points = args.Whole("--points", 2_300_000);
        var rounds = args.Whole("--rounds", 3);
        var missed = false;
        foreach (var form in args.Text("--forms", "lines,gaps,noise").Split(','))
            missed |= !Compare(folder, form, points, rounds);
        Console.WriteLine(missed ? "an aim is MISSED" : "all aims are met");
        return missed ? 1 : 0;
    }

    private static bool Compare(string folder, string form, int points, int rounds)
    {
        // 15 sheets cover 59,028 km2; the rectangle is as much wider than high as theirs.
        var geometry = GeometryFor(points);
        var field = new PointMasses(geometry, 20260101);
        var file = Path.Combine(folder, $"{form}.bin");
        var count = WritePoints(file, form, geometry, points, field);
        Console.WriteLine(FormattableString.Invariant($"{form}: {count} points, {geometry.Rows} x {geometry.Columns} = {geometry.Count} nodes"));

        var (region, step) = (FormattableString.Invariant($"-R{geometry.West}/{geometry.East}/{geometry.South}/{geometry.North}"), FormattableString.Invariant($"-I{Cell}"));
        var (blocks, netCdf, gmtRaw, oursRaw) = (Path.Combine(folder, "blocks.bin"), Path.Combine(folder, "gmt.nc"), Path.Combine(folder, "gmt.f4"), Path.Combine(folder, "ours.f4"));
        var (ours, gmt) = (new List<double>(), new List<double>());
        List<double> inMemory = [];
        for (var round = 0; round < rounds; round++)
        {
            var parts = Timed(Environment.ProcessPath!, [.. Self, "minimum-curvature", "--grid", file, oursRaw, points.ToString(CultureInfo.InvariantCulture)]).Output
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            ours.Add(parts[0]);
            inMemory.Add(parts[1]);
            var median = Timed("/usr/bin/env", ["bash", "-c", $"cd '{folder}' && gmt blockmedian '{file}' -bi3d -bo3d {region} {step} > '{blocks}'"]).Seconds;
            var surface = Timed("/usr/bin/env", ["bash", "-c", $"cd '{folder}' && gmt surface '{blocks}' -bi3d {region} {step} -T{Tension.ToString(CultureInfo.InvariantCulture)} -G'{netCdf}'"]).Seconds;
            gmt.Add(median + surface);
            Console.WriteLine(FormattableString.Invariant(
                $"round {round + 1}: ours {parts[0]:0.00} s (points in memory {parts[1]:0.00} s, once compiled {parts[2]:0.00} s; block means alone {parts[4]:0.00} s, medians {parts[5]:0.00} s; peak {parts[3]:0} MiB), GMT {median + surface:0.00} s (blockmedian {median:0.00}, surface {surface:0.00})"));
        }
        Timed("/usr/bin/env", ["bash", "-c", $"cd '{folder}' && gmt grd2xyz '{netCdf}' -ZTLf > '{gmtRaw}'"]);
        var ratio = Median(gmt) / Median(ours);
        Console.WriteLine(FormattableString.Invariant(
            $"medians: ours {Median(ours):0.00} s as a program, {Median(inMemory):0.00} s with the points in memory; GMT {Median(gmt):0.00} s: {ratio:0.0} times our time"));
        var (mine, theirs) = (Floats(oursRaw), Floats(gmtRaw));
        if (form == "noise")
        {
            Console.WriteLine(FormattableString.Invariant($"rms difference of the two surfaces {Rms(mine, theirs):0.000}, over GMT's deviation {Rms(mine, theirs) / GridStatistics.Of(theirs).StandardDeviation:0.000} (noise has no truth)"));
            return ratio > 1;
        }
        var truth = new float[geometry.Count];
        Parallel.For(0, geometry.Rows, row =>
        {
            for (var column = 0; column < geometry.Columns; column++)
                truth[row * geometry.Columns + column] = (float)field.At(geometry.X(column), geometry.Y(row));
        });
        var deviation = GridStatistics.Of(truth).StandardDeviation;
        var (errorMine, errorTheirs) = (Rms(mine, truth) / deviation, Rms(theirs, truth) / deviation);
        Console.WriteLine(FormattableString.Invariant(
            $"rms over the truth's deviation: ours {errorMine:0.00000}, GMT {errorTheirs:0.00000}; between the two {Rms(mine, theirs) / deviation:0.00000}"));
        return ratio > 1 && errorMine <= 1.03 * errorTheirs;
    }

    private static GridGeometry GeometryFor(int points)
    {
        var area = 59_028e6 * points / 2_300_000;
        var (rows, columns) = ((int)(Math.Sqrt(area / 1.3) / Cell) + 1, (int)(Math.Sqrt(area * 1.3) / Cell) + 1);
        return new(rows, columns, 400_000, 6_900_000, Cell, Cell, Crs.Local);
    }

    private static int WritePoints(string file, string form, GridGeometry geometry, int points, PointMasses field)
    {
        var random = new Random(7);
        var rows = new List<double>(3 * points + 100_000);
        void Add(double x, double y, double value) => rows.AddRange([Math.Round(x, 1), Math.Round(y, 1), value]);
        if (form == "noise")
        {
            for (var i = 0; i < points; i++)
                Add(geometry.West + random.NextDouble() * (geometry.East - geometry.West), geometry.South + random.NextDouble() * (geometry.North - geometry.South), 2 * random.NextDouble() - 1);
        }
        else
        {
            // Lines of azimuth 45 degrees: along runs north-east, across runs south-east.
            var (half, spacing) = (Math.Sqrt(0.5), form == "gaps" ? 2000.0 : 500.0);
            var reach = geometry.East - geometry.West + geometry.North - geometry.South;
            var places = new List<(double X, double Y)>(points);
            for (var across = -reach; across < reach; across += spacing)
                for (var along = -reach + 50 * random.NextDouble(); along < reach; along += 50)
                {
                    var (x, y) = (geometry.West + half * (along + across), geometry.South + half * (along - across));
                    if (x > geometry.West && x < geometry.East && y > geometry.South && y < geometry.North)
                        places.Add((Math.Round(x, 1), Math.Round(y, 1)));
                }
            var values = new double[places.Count];
            Parallel.For(0, values.Length, i => values[i] = (float)field.At(places[i].X, places[i].Y));
            for (var i = 0; i < values.Length; i++)
                Add(places[i].X, places[i].Y, values[i]);
        }
        using var stream = File.Create(file);
        stream.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(rows)));
        return rows.Count / 3;
    }

    /// <summary>In a process of its own: seconds from its start until the grid is written, of the first call, of a second one with all code compiled, peak memory in MiB, seconds of block means and medians.</summary>
    private static int GridFile(string input, string output, int scale)
    {
        var rows = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(input));
        var count = rows.Length / 3;
        var (x, y, values) = (new double[count], new double[count], new float[count]);
        for (var i = 0; i < count; i++)
            (x[i], y[i], values[i]) = (rows[3 * i], rows[3 * i + 1], (float)rows[3 * i + 2]);
        var points = new PointSet(x, y, values, "points", "mGal", Crs.Local);
        var geometry = GeometryFor(scale);
        var clock = Stopwatch.StartNew();
        var grid = new MinimumCurvature { Tension = Tension }.Interpolate(points, geometry);
        var first = clock.Elapsed.TotalSeconds;
        using (var stream = File.Create(output))
            stream.Write(MemoryMarshal.AsBytes(grid.Values.AsSpan()));
        using var process = Process.GetCurrentProcess();
        var program = (DateTime.Now - process.StartTime).TotalSeconds;
        var peak = process.PeakWorkingSet64 >> 20;
        clock.Restart();
        new MinimumCurvature { Tension = Tension }.Interpolate(points, geometry);
        var second = clock.Elapsed.TotalSeconds;
        clock.Restart();
        BlockPoints.Of(points, geometry);
        var mean = clock.Elapsed.TotalSeconds;
        clock.Restart();
        BlockPoints.Of(points, geometry, BlockReduction.Median);
        Console.WriteLine(FormattableString.Invariant($"{program:0.000} {first:0.000} {second:0.000} {peak} {mean:0.000} {clock.Elapsed.TotalSeconds:0.000}"));
        return 0;
    }

    private static string[] Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    private static (double Seconds, string Output) Timed(string program, string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (clock.Elapsed.TotalSeconds, output) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
    }

    private static float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();

    private static double Rms(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Pow(a[i] - b[i], 2);
        return Math.Sqrt(sum / a.Length);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Gravity of point masses, one to about 4 km2, 0.4 to 6 km down: smooth and rough parts, exact everywhere (mass counts to 20 depths away; beyond, less than 1e-3 of its peak).</summary>
    private sealed class PointMasses
    {
        private const double Bin = 5_000;
        private readonly ILookup<(int, int), (double X, double Y, double Depth, double Peak)> _bins;

        public PointMasses(GridGeometry geometry, int seed)
        {
            var random = new Random(seed);
            var (width, height) = (geometry.East - geometry.West, geometry.North - geometry.South);
            _bins = Enumerable.Range(0, (int)(width * height / 4e6)).Select(_ =>
            {
                var depth = 400 * Math.Pow(15, random.NextDouble());
                return (X: geometry.West + random.NextDouble() * width, Y: geometry.South + random.NextDouble() * height, Depth: depth, Peak: (2 * random.NextDouble() - 1) * Math.Sqrt(depth / 1000));
            }).ToLookup(mass => Key(mass.X, mass.Y));
        }

        public double At(double x, double y)
        {
            var sum = 0.0;
            var (column, row) = Key(x, y);
            for (var r = row - 3; r <= row + 3; r++)
                for (var c = column - 3; c <= column + 3; c++)
                    foreach (var (mx, my, depth, peak) in _bins[(c, r)])
                    {
                        var distance = ((x - mx) * (x - mx) + (y - my) * (y - my)) / (depth * depth);
                        // A smooth end at 15 km: the sum has no jumps where bins change.
                        var fade = 1 - ((x - mx) * (x - mx) + (y - my) * (y - my)) / (15_000.0 * 15_000);
                        if (fade > 0)
                            sum += peak * fade * fade * fade / Math.Pow(1 + distance, 1.5);
                    }
            return sum;
        }

        private static (int, int) Key(double x, double y) => ((int)Math.Floor(x / Bin), (int)Math.Floor(y / Bin));
    }
}
