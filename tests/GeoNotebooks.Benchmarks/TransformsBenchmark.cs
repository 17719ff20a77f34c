using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Seconds for eight transforms of a grid of 2048 x 2048 floats with the forward transform shared, ours against SciPy used well: rfft2 of the plane padded as ours is, float32 throughout,
/// two workers, factors of the waves made before the clock starts, products in place, and tilt and total gradient from the derivatives at hand. Ours makes its factors as it goes and includes
/// the equivalent layer's share of each transform. They take turns in one run; medians. Values are compared for a field that dies away within the grid, so that both see the same beyond it, and with SciPy
/// padded by the grid's whole width: with the narrow padding of the timed turns its own periodic images change the reduction to the pole by 2.6e-3, ours carries the long waves on a plane three times as wide.
/// </summary>
internal static class TransformsBenchmark
{
    private const string Script = """
        import sys, time, numpy as np, scipy.fft as sf
        n, pad, cell, path, out = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4], sys.argv[5]
        field = np.fromfile(path, np.float32).reshape(n, n)
        class Transforms:
            def __init__(self, pad):
                self.pad, p = pad, n + 2 * pad
                north = (-2 * np.pi * np.fft.fftfreq(p, cell)).astype(np.float32)[:, None]
                east = (2 * np.pi * np.fft.rfftfreq(p, cell)).astype(np.float32)[None]
                k = np.hypot(east, north)
                k1 = k.copy(); k1[0, 0] = 1
                i, a = np.radians(60), np.radians(-10)
                theta = np.sin(i) + 1j * np.cos(i) * (east * np.sin(a) + north * np.cos(a)) / k1
                theta[0, 0] = 1
                self.pole = (1 / theta ** 2).astype(np.complex64)
                self.higher = np.exp(-k * np.float32(2 * cell))
                self.low = np.exp(-np.float32(0.5 * (40 * cell / (2 * np.pi)) ** 2) * k * k)
                self.east, self.north, self.up = (1j * east).astype(np.complex64), (1j * north).astype(np.complex64), -k
                self.work = np.empty((p, p // 2 + 1), np.complex64)
            def back(self, spectrum, factor):
                pad, p = self.pad, n + 2 * self.pad
                np.multiply(spectrum, factor, out=self.work)
                return sf.irfft2(self.work, s=(p, p), workers=2, overwrite_x=True)[pad:pad + n, pad:pad + n]
            def all(self):
                s, back = sf.rfft2(np.pad(field, self.pad), workers=2), self.back
                e, nn, u = back(s, self.east), back(s, self.north), back(s, self.up)
                h, r, l = back(s, self.higher), back(s, self.pole), back(s, self.low)
                square = e * e
                square += nn * nn
                tilt = np.arctan2(-u, np.sqrt(square))
                tilt *= np.float32(180 / np.pi)
                square += u * u
                return e, nn, u, h, r, l, np.sqrt(square, out=square), tilt
        np.stack(Transforms(n).all()).astype(np.float32).tofile(out)
        print(0.0, flush=True)
        timed = Transforms(pad)
        for line in sys.stdin:
            start = time.perf_counter()
            made = timed.all()
            seconds = time.perf_counter() - start
            print(repr(seconds), flush=True)
        """;

    /// <summary>Options: --nodes N (2048) each way, --turns N (7).</summary>
    public static int Run(string[] args)
    {
        var (nodes, turns) = (args.Whole("--nodes", 2048), args.Whole("--turns", 7));
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            return Compare(folder, Field(nodes), turns);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Narrow anomalies under a window that is flat within and 0 at the border.</summary>
    private static Grid Field(int nodes)
    {
        var random = new Random(5);
        var bodies = Enumerable.Range(0, 60).Select(_ => (
            Row: nodes * (0.25 + 0.5 * random.NextDouble()), Column: nodes * (0.25 + 0.5 * random.NextDouble()), Size: 6 + 20 * random.NextDouble(), Height: 400 * random.NextDouble() - 200)).ToArray();
        var values = new float[nodes * nodes];
        Parallel.For(0, nodes, row =>
        {
            for (var column = 0; column < nodes; column++)
                values[row * nodes + column] = (float)bodies.Sum(body => body.Height * Math.Exp(-(Math.Pow(row - body.Row, 2) + Math.Pow(column - body.Column, 2)) / (2 * body.Size * body.Size)));
        });
        return new(new(nodes, nodes, 500_000, 6_900_000, 100, 100, Crs.Local), values, "benchmark", "nT");
    }

    private static Grid[] Ours(Grid field, out double prepared)
    {
        var clock = Stopwatch.StartNew();
        using var spectrum = new Spectrum(field);
        prepared = clock.Elapsed.TotalSeconds;
        // The three derivatives are three of the eight transforms; tilt and total gradient are made of them, as SciPy's are.
        var edges = EdgeFilters.Of(spectrum);
        var (higher, pole, low) = (Continuation.Upward(spectrum, 200), ReductionToPole.Of(spectrum, new(60, -10)), WavelengthFilter.GaussianLowPass(spectrum, 4000));
        return [edges.Easting, edges.Northing, edges.Up, higher, pole, low, edges.TotalGradient(), edges.Tilt()];
    }

    private static int Compare(string folder, Grid field, int turns)
    {
        var (script, input, output) = (Path.Combine(folder, "transforms.py"), Path.Combine(folder, "field.bin"), Path.Combine(folder, "made.bin"));
        File.WriteAllText(script, Script);
        File.WriteAllBytes(input, MemoryMarshal.AsBytes<float>(field.Values));
        var pad = FormattableString.Invariant($"{field.Rows / 16}");
        using var scipy = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, $"{field.Rows}", pad, "100", input, output]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        double SciPy(string line)
        {
            scipy.StandardInput.WriteLine(line);
            scipy.StandardInput.Flush();
            return double.Parse(scipy.StandardOutput.ReadLine() ?? throw new InvalidOperationException("SciPy gave no answer"), CultureInfo.InvariantCulture);
        }
        scipy.StandardOutput.ReadLine();
        var made = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(output)).ToArray();
        var equal = Equal(Ours(field, out _), made, field);

        var (ours, theirs, preparing) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn <= turns; turn++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            Ours(field, out var prepared);
            var (seconds, other) = (clock.Elapsed.TotalSeconds, SciPy("go"));
            // The first turn warms the compiler and is not counted.
            if (turn == 0)
                continue;
            ours.Add(seconds);
            preparing.Add(prepared);
            theirs.Add(other);
        }
        scipy.StandardInput.Close();
        scipy.WaitForExit();
        Console.WriteLine("eight transforms        median s   all turns");
        foreach (var (name, times) in new[] { ("ours", ours), ("  of it to prepare", preparing), ("SciPy, 2 workers", theirs) })
            Console.WriteLine(FormattableString.Invariant($"{name,-22}  {Median(times),8:0.000}   {string.Join(' ', times.Select(time => time.ToString("0.000", CultureInfo.InvariantCulture)))}"));
        var ratio = Median(theirs) / Median(ours);
        Console.WriteLine(FormattableString.Invariant($"we are {ratio:0.00} times as fast as SciPy, preparation on both sides included"));
        return equal && ratio >= 2 ? 0 : 1;
    }

    /// <summary>Differences in the inner half, over the standard deviation of SciPy's values there; tilt where the gradient stands above a thousandth of its greatest.</summary>
    private static bool Equal(Grid[] ours, float[] made, Grid field)
    {
        const double Tolerance = 2e-3;
        var (equal, n) = (true, field.Rows);
        var floor = ours[6].Values.Max() * 1e-2f;
        for (var transform = 0; transform < ours.Length; transform++)
        {
            double square = 0, sum = 0, squares = 0, count = 0;
            for (var row = n / 4; row < 3 * n / 4; row++)
                for (var column = n / 4; column < 3 * n / 4; column++)
                {
                    var i = row * n + column;
                    if (transform == 7 && ours[6].Values[i] < floor)
                        continue;
                    var theirs = made[transform * n * n + i];
                    (square, sum, squares, count) = (square + Math.Pow(ours[transform].Values[i] - theirs, 2), sum + theirs, squares + (double)theirs * theirs, count + 1);
                }
            var error = Math.Sqrt(square / count) / Math.Sqrt(squares / count - Math.Pow(sum / count, 2));
            Console.WriteLine(FormattableString.Invariant($"{ours[transform].Name,-45} differs from SciPy's by {error:0.0e+0} of its standard deviation"));
            equal &= error < Tolerance;
        }
        return equal;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
