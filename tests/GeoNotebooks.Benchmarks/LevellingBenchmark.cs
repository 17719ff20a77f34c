using System.Diagnostics;
using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// Despiking and levelling against the truth: three sheets flown twice over the same ground, once with errors and once without. Spikes found, missed and imagined; crossover differences; error of
/// the samples and of the gridded field, stage by stage, in nT.
/// </summary>
internal static class LevellingBenchmark
{
    /// <summary>Options: --line-degree N, --tie-degree N, --position-error METRES, --across and --along SPACINGS.</summary>
    public static int Run(string[] args)
    {
        var options = new TieLevellingOptions();
        options = options with
        {
            LineDegree = args.Whole("--line-degree", options.LineDegree),
            TieDegree = args.Whole("--tie-degree", options.TieDegree),
            Rounds = args.Whole("--rounds", options.Rounds),
            CrossoversPerCoefficient = args.Number("--per", options.CrossoversPerCoefficient),
            PositionErrorMetres = args.Number("--position-error", options.PositionErrorMetres),
        };
        var micro = new MicroLevellingOptions();
        micro = micro with { AcrossInLineSpacings = args.Number("--across", micro.AcrossInLineSpacings), AlongInLineSpacings = args.Number("--along", micro.AlongInLineSpacings) };
        var geology = KolymaGeologyBuilder.Build(new(), KolymaOptions.ManifestSeed);
        var fields = KolymaFields.Build(geology, new(), CancellationToken.None);
        var smoothed = Blur.Gaussian(geology.Torus, fields.Elevation, 1_500);
        var moisture = GaussianField.Single(geology.Torus, KolymaOptions.ManifestSeed, "moisture", GaussianField.Smooth(5_000));
        var sheets = KolymaOptions.QuickSheets.Select(name => KolymaOptions.AllSheets.ToList().IndexOf(name)).ToArray();
        AirborneTable[] Fly(SurveySettings settings) => [.. sheets.Select(sheet => AirborneSurvey.Fly(geology, fields, smoothed, moisture, new(sheet, geology.Frame.Outlines[sheet]), KolymaRegion.Description.Design, settings))];
        var (measured, perfect) = (Fly(new()), Fly(new() { WithoutError = true }));
        // What a sample missed in the measured survey has no error to speak of.
        for (var sheet = 0; sheet < sheets.Length; sheet++)
            for (var i = 0; i < measured[sheet].X.Count; i++)
                if (float.IsNaN(measured[sheet].Magnetic[i]))
                    perfect[sheet].Magnetic[i] = float.NaN;
        var (raw, truth) = (Lines(measured, geology), Lines(perfect, geology));
        var spikes = Lines(measured, geology, table => [.. table.Spike.Select((spike, i) => float.IsNaN(table.Magnetic[i]) ? float.NaN : spike ? 1 : 0)]).Values;
        Console.WriteLine($"{raw.Count:N0} samples, {raw.Lines.Count} lines; {LineGeometry.Of(raw)}");

        var (despiked, despikingSeconds) = Timed(() => Despiking.Of(raw));
        var found = despiked.Spikes.Select(spike => spike.Index).ToHashSet();
        Console.WriteLine($"despiking {despikingSeconds:0.000} s: {spikes.Count(s => s == 1)} spikes, {found.Count(i => spikes[i] == 1)} found, {found.Count(i => spikes[i] == 0)} others changed");
        var others = despiked.Spikes.Where(s => spikes[s.Index] == 0).Select(s => Math.Abs(s.Value - s.Replacement)).Order().ToList();
        if (others.Count > 0)
            Console.WriteLine($"  others changed by {others[others.Count / 2]:0.0} nT in the middle, {others[^1]:0.0} nT at most");

        var (levelled, levellingSeconds) = Timed(() => TieLevelling.Of(despiked.Lines, options));
        Console.WriteLine($"levelling {levellingSeconds:0.000} s");
        Console.WriteLine(levelled.Summarise());
        var perfectCrossings = TieLevelling.Of(truth, options);
        Console.WriteLine($"noise-free lines (heights differ at crossings): {perfectCrossings.Summarise().Rows[0]}");

        var stages = new (string Name, LineSet Lines)[] { ("as measured", raw), ("despiked", despiked.Lines), ("levelled", levelled.Lines), ("noise-free", truth) };
        var outlines = sheets.Select(sheet => geology.Frame.Outlines[sheet].EnvelopeInternal).Aggregate(new Envelope(), (all, one) => { all.ExpandToInclude(one); return all; });
        var geometry = GridGeometry.Covering(outlines, 200, geology.Frame.Crs);
        var method = new MinimumCurvature { MaximumDistanceMetres = 500 };
        var height = new Grid(geometry, [.. Enumerable.Range(0, geometry.Count).Select(node =>
        {
            double x = geometry.X(node % geometry.Columns), y = geometry.Y(node / geometry.Columns);
            return 0.6f * geology.Torus.At(fields.MagneticLow, x, y) + 0.4f * geology.Torus.At(fields.MagneticHigh, x, y);
        })], "field 126 m above ground", "nT");
        Grid Gridded(LineSet lines) => method.Interpolate(SheetLevelling.Of([.. lines.BySurvey().Select(sheet => sheet.ToPoints())]).Points, geometry);
        var reference = Gridded(truth);
        Console.WriteLine("stage                 samples, std of error within sheets | grid less grid of noise-free lines, rms | grid less true field at 126 m, rms");
        foreach (var (name, lines) in stages)
        {
            var grid = Gridded(lines);
            Console.WriteLine($"{name,-20}  {SampleError(lines, truth),10:0.000}  {Rms(grid, reference),10:0.000}  {Rms(grid, height),10:0.000}");
            if (name is "levelled" or "noise-free")
            {
                var (stripes, seconds) = Timed(() => MicroLevelling.Of(grid, LineGeometry.Of(lines), micro));
                Console.WriteLine($"{"  and micro-levelled",-20}              {Rms(stripes.Levelled, reference),10:0.000}  {Rms(stripes.Levelled, height),10:0.000}  limit {stripes.Limit:0.00} nT, held {stripes.LimitedShare:0.000}, {seconds:0.00} s");
            }
        }
        return 0;
    }

    private static LineSet Lines(AirborneTable[] tables, GeologyModel geology, Func<AirborneTable, IReadOnlyList<float>>? column = null) => LineSet.Of(
        [.. tables.SelectMany(t => t.X)], [.. tables.SelectMany(t => t.Y)], [.. tables.SelectMany(t => column is null ? t.Magnetic : column(t))], [.. tables.SelectMany(t => t.Line).Select(line => (long)line)],
        [.. tables.SelectMany(t => t.Fiducial).Select(fiducial => (double)fiducial)], [.. tables.SelectMany(t => t.Tie).Select(tie => tie == 1)], "magnetic_anomaly", "nT", geology.Frame.Crs,
        [.. tables.SelectMany((t, i) => Enumerable.Repeat(i, t.X.Count))]);

    private static double SampleError(LineSet lines, LineSet truth)
    {
        var (sum, count) = (0.0, 0);
        foreach (var sheet in lines.Lines.GroupBy(line => line.Survey))
        {
            var errors = sheet.SelectMany(line => Enumerable.Range(line.Start, line.Count)).Select(i => (double)lines.Values[i] - truth.Values[i]).ToArray();
            var mean = errors.Average();
            sum += errors.Sum(e => (e - mean) * (e - mean));
            count += errors.Length;
        }
        return Math.Sqrt(sum / count);
    }

    /// <summary>Root mean square of the difference of two grids, the common level left out.</summary>
    private static double Rms(Grid a, Grid b)
    {
        var differences = a.Values.Zip(b.Values, (p, q) => (double)p - q).Where(double.IsFinite).ToArray();
        var mean = differences.Average();
        return Math.Sqrt(differences.Average(d => (d - mean) * (d - mean)));
    }

    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        var result = work();
        var clock = Stopwatch.StartNew();
        work();
        return (result, clock.Elapsed.TotalSeconds);
    }
}
