using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Seconds for entropy in a 15 x 15 window on 1.5 million cells and for the distance from 2.2 million cells to 85 lines, two threads, ours against SciPy and GDAL, which time themselves.
/// They take turns in one run; medians. Each answer is compared: entropy with SciPy's box sums of one mask a bin, ours and theirs by the same bins; distance with a search of all segments
/// by NumPy on every 97th node (exact), and with SciPy's Euclidean distance transform of the rasterised lines, which is only right to a cell. Above the limits of issue 5 (1 s, 0.5 s)
/// or with values that differ, the exit code is 1.
/// </summary>
internal static class FiltersBenchmark
{
    private const int Threads = 2;
    private const double EntropyLimitSeconds = 1;
    private const double DistanceLimitSeconds = 0.5;

    private const string Script = """
        import sys, time
        import numpy
        from concurrent.futures import ThreadPoolExecutor
        from scipy.ndimage import distance_transform_edt, uniform_filter
        from osgeo import gdal, ogr
        gdal.PushErrorHandler('CPLQuietErrorHandler')
        folder, rows, columns, drows, dcolumns, cell, low, high, bins = sys.argv[1], *map(int, sys.argv[2:6]), *map(float, sys.argv[6:9]), int(sys.argv[9])
        field = numpy.fromfile(folder + '/field', numpy.float32).reshape(rows, columns)
        segments = numpy.fromfile(folder + '/segments', numpy.float64).reshape(-1, 4)

        def entropy():
            binned = numpy.clip(1 + numpy.floor((field - low) / (high - low) * (bins - 2)), 0, bins - 1).astype(numpy.int8)
            def term(b):
                p = uniform_filter((binned == b).astype(numpy.float32), 15, mode='constant')
                return p * numpy.log2(numpy.maximum(p, 1e-12))
            with ThreadPoolExecutor(2) as pool:
                return -sum(pool.map(term, range(bins)))

        def raster():
            target = gdal.GetDriverByName('MEM').Create('', dcolumns, drows, 1, gdal.GDT_Byte)
            target.SetGeoTransform((-cell / 2, cell, 0, -cell / 2, 0, cell))
            source = ogr.GetDriverByName('Memory').CreateDataSource('')
            layer = source.CreateLayer('lines')
            for ax, ay, bx, by in segments:
                line = ogr.Geometry(ogr.wkbLineString)
                line.AddPoint_2D(ax, ay)
                line.AddPoint_2D(bx, by)
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetGeometry(line)
                layer.CreateFeature(feature)
            gdal.RasterizeLayer(target, [1], layer, burn_values=[1], options=['ALL_TOUCHED=TRUE'])
            return target

        def transform():
            return distance_transform_edt(raster().ReadAsArray() == 0, sampling=cell).astype(numpy.float32)

        def proximity():
            marked = raster()
            answer = gdal.GetDriverByName('MEM').Create('', dcolumns, drows, 1, gdal.GDT_Float32)
            answer.SetGeoTransform(marked.GetGeoTransform())
            gdal.ComputeProximity(marked.GetRasterBand(1), answer.GetRasterBand(1), ['DISTUNITS=GEO'])
            return answer.ReadAsArray()

        def exact():
            nodes = numpy.arange(0, drows * dcolumns, 97)
            x, y = nodes % dcolumns * cell, nodes // dcolumns * cell
            least = numpy.full(len(nodes), numpy.inf)
            for ax, ay, bx, by in segments:
                dx, dy = bx - ax, by - ay
                t = numpy.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
                numpy.minimum(least, numpy.hypot(x - ax - t * dx, y - ay - t * dy), out=least)
            return least.astype(numpy.float32)

        for line in sys.stdin:
            start = time.perf_counter()
            answer = {'entropy': entropy, 'transform': transform, 'proximity': proximity, 'exact': exact}[line.strip()]()
            seconds = time.perf_counter() - start
            answer.astype(numpy.float32).tofile(folder + '/answer')
            print(repr(seconds), flush=True)
        """;

    /// <summary>Options: --turns N (5).</summary>
    public static int Run(string[] args)
    {
        var turns = Array.IndexOf(args, "--turns") is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 5;
        var pinned = false;
        // Two of the processors, for us and for the rivals that we start.
        if (OperatingSystem.IsLinux() && Environment.ProcessorCount > Threads)
            (Process.GetCurrentProcess().ProcessorAffinity, pinned) = ((1 << Threads) - 1, true);
        if (Environment.ProcessorCount != Threads && !pinned)
            Console.WriteLine($"note: {Environment.ProcessorCount} processors, {Threads} were meant");
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            return Compare(folder, turns);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Compare(string folder, int turns)
    {
        var field = Field(new(1000, 1500, 0, 0, 200, 200, Crs.Local));
        var bins = EntropyBins.Fit(field);
        var ground = new GridGeometry(1480, 1488, 0, 0, 200, 200, Crs.Local);
        var lines = Lines(ground, 85);
        File.WriteAllBytes(Path.Combine(folder, "field"), MemoryMarshal.AsBytes(field.Values.AsSpan()));
        // South is down in the rival's raster.
        var segments = lines.SelectMany(line => Enumerable.Range(1, line.NumPoints - 1).SelectMany(i => new[] { line[i - 1].X, -line[i - 1].Y, line[i].X, -line[i].Y })).ToArray();
        File.WriteAllBytes(Path.Combine(folder, "segments"), MemoryMarshal.AsBytes(segments.AsSpan()));
        File.WriteAllText(Path.Combine(folder, "rivals.py"), Script);
        object[] sizes = [folder, field.Rows, field.Columns, ground.Rows, ground.Columns, ground.CellWidth, bins.Low, bins.High, bins.Count];
        using var rivals = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(folder, "rivals.py"), .. sizes.Select(size => Convert.ToString(size, CultureInfo.InvariantCulture)!)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        (float[], double) Rival(string name)
        {
            rivals.StandardInput.WriteLine(name);
            rivals.StandardInput.Flush();
            var answer = rivals.StandardOutput.ReadLine() ?? throw new InvalidOperationException("python3 with SciPy and GDAL gave no answer");
            return (MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, "answer"))).ToArray(), double.Parse(answer, CultureInfo.InvariantCulture));
        }
        static (float[], double) Ours(Func<float[]> work)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var values = work();
            return (values, clock.Elapsed.TotalSeconds);
        }

        var tasks = new (string Name, Func<(float[] Values, double Seconds)> Do)[]
        {
            ("entropy, ours", () => Ours(() => Entropy.Of(field, 15, bins).Values)),
            ("entropy, SciPy uniform_filter a bin", () => Rival("entropy")),
            ("distance, ours", () => Ours(() => LineDistance.Metres(ground, lines))),
            ("distance, every 97th node by NumPy", () => Rival("exact")),
            ("distance to raster, SciPy edt", () => Rival("transform")),
            ("distance to raster, GDAL proximity", () => Rival("proximity")),
        };
        var times = tasks.Select(_ => new List<double>()).ToArray();
        var answers = new float[tasks.Length][];
        // The first turn warms the compiler and is not counted.
        for (var turn = 0; turn <= turns; turn++)
            for (var i = 0; i < tasks.Length; i++)
            {
                (answers[i], var seconds) = tasks[i].Do();
                if (turn > 0)
                    times[i].Add(seconds);
            }
        rivals.StandardInput.Close();
        rivals.WaitForExit();

        Console.WriteLine(FormattableString.Invariant($"{field.Rows} x {field.Columns} cells, {bins.Count} bins; {ground.Rows} x {ground.Columns} cells, {lines.Length} lines of {segments.Length / 4} segments"));
        Console.WriteLine("what                                  median s   all turns");
        for (var i = 0; i < tasks.Length; i++)
            Console.WriteLine(FormattableString.Invariant($"{tasks[i].Name,-36}  {Median(times[i]),8:0.000}   {string.Join(' ', times[i].Select(time => time.ToString("0.000", CultureInfo.InvariantCulture)))}"));
        // Beyond the edges SciPy counts nothing where our window is smaller: only whole windows are compared.
        var entropyError = Enumerable.Range(0, field.Geometry.Count).Where(node => node / field.Columns is >= 7 and < 993 && node % field.Columns is >= 7 and < 1493).Max(node => Math.Abs(answers[0][node] - answers[1][node]));
        var distanceError = Enumerable.Range(0, answers[3].Length).Max(i => Math.Abs(answers[3][i] - answers[2][97 * i]));
        double Approximate(float[] rival) => rival.Zip(answers[2], (theirs, ours) => Math.Abs(theirs - ours)).Max();
        Console.WriteLine(FormattableString.Invariant($"entropy: {Median(times[1]) / Median(times[0]):0.0} times as fast as SciPy, greatest difference {entropyError:0.0e0} bit"));
        Console.WriteLine(FormattableString.Invariant(
            $"distance: {Median(times[4]) / Median(times[2]):0.0} times as fast as SciPy's and {Median(times[5]) / Median(times[2]):0.0} times as GDAL's of rasterised lines; greatest difference from all segments {distanceError:0.0e0} m; theirs are off by up to {Approximate(answers[4]):0} and {Approximate(answers[5]):0} m"));
        return Median(times[0]) < EntropyLimitSeconds && Median(times[2]) < DistanceLimitSeconds && entropyError < 1e-3 && distanceError < 0.1 ? 0 : 1;
    }

    /// <summary>Waves of two lengths with noise that grows eastward, so that the entropy differs from place to place.</summary>
    private static Grid Field(GridGeometry geometry)
    {
        var random = new Random(5);
        return new(geometry, [.. Enumerable.Range(0, geometry.Count).Select(i =>
            (float)(30 * Math.Sin(i / geometry.Columns * 0.05) + 20 * Math.Cos(i % geometry.Columns * 0.11) + i % geometry.Columns * 0.02 * (random.NextDouble() - 0.5)))], "field", "nT");
    }

    /// <summary>Faults that wind: 40 to 80 segments each, some 60 km long, within the grid.</summary>
    private static LineString[] Lines(GridGeometry geometry, int count)
    {
        var random = new Random(6);
        var factory = new GeometryFactory();
        var lines = new List<LineString>();
        while (lines.Count < count)
        {
            var (x, y, azimuth) = (random.NextDouble() * geometry.East, random.NextDouble() * geometry.South, random.NextDouble() * 2 * Math.PI);
            var places = new Coordinate[random.Next(41, 82)];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = new(x, y);
                azimuth += 0.3 * (random.NextDouble() - 0.5);
                (x, y) = (x + 1000 * Math.Sin(azimuth), y + 1000 * Math.Cos(azimuth));
            }
            // A raster of the grid would not know of what lies beyond it.
            if (factory.CreateLineString(places) is var line && geometry.NodeBounds.Contains(line.EnvelopeInternal))
                lines.Add(line);
        }
        return [.. lines];
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
