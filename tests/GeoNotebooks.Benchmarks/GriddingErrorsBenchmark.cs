using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Features;
using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// The error of grids of real data: the Bouguer anomaly of southern-africa-gravity about the Bushveld (25-32 E, 27-23 S) on 5 km cells in UTM 35S, left out in blocks of
/// 50 km (five folds), ours against GMT (blockmedian, surface -T0.25, grdtrack) and SciPy (griddata linear and cubic, straight at the points left out) on the same points.
/// The exit code is 1 where our best RMSE lies more than 5 % above that of the best of them, on the points that all methods answer or on all points.
/// </summary>
internal static class GriddingErrorsBenchmark
{
    private const double CellMetres = 5_000;

    private const string SciPy = """
        import sys, glob, numpy as np
        from scipy.interpolate import griddata
        folder = sys.argv[1]
        for train in sorted(glob.glob(folder + '/train*.txt')):
            fold = train[len(folder) + 6:-4]
            p, q = np.loadtxt(train), np.loadtxt(folder + '/held' + fold + '.txt')
            # Several stations on one place: their mean, for griddata takes one of them.
            places, inverse = np.unique(p[:, :2], axis=0, return_inverse=True)
            values = np.bincount(inverse.ravel(), p[:, 2]) / np.bincount(inverse.ravel())
            middle, scale = places.mean(axis=0), 1e5
            for method in ('linear', 'cubic'):
                np.savetxt(folder + '/' + method + fold + '.out', griddata((places - middle) / scale, values, (q[:, :2] - middle) / scale, method))
        """;

    /// <summary>GEONB_MIRROR may name a folder with the downloaded data. Options: --block METRES (50000), --folds N (5), --seed N (1).</summary>
    public static int Run(string[] args)
    {
        var (block, folds, seed) = (args.Whole("--block", 50_000), args.Whole("--folds", 5), args.Whole("--seed", 1));
        var points = Bushveld();
        var geometry = GridGeometry.Covering(new Envelope(points.X.Min(), points.X.Max(), points.Y.Min(), points.Y.Max()), CellMetres, points.Crs);
        var deal = LeaveOutFolds.InBlocks(points, block, folds, seed);
        Console.WriteLine(FormattableString.Invariant(
            $"{points.Count} stations, {geometry.Rows} x {geometry.Columns} nodes of {CellMetres} m in {points.Crs}, {deal.Block.Max() + 1} blocks of {block / 1000.0} km in {folds} folds, seed {seed}"));
        var found = new Dictionary<string, float[]>();
        var seconds = new Dictionary<string, double>();
        var rivals = Rivals(points, geometry, deal);
        foreach (var (name, residuals) in rivals)
            found[name] = residuals;
        foreach (var (name, method) in Ours())
        {
            var clock = Stopwatch.StartNew();
            found[name] = LeaveOut.Of(method, points, geometry, deal).Residuals;
            seconds[name] = clock.Elapsed.TotalSeconds;
        }
        var everywhere = Enumerable.Range(0, points.Count).Where(i => found.Values.All(residuals => !float.IsNaN(residuals[i]))).ToArray();
        var both = Table("stations that every method answers", found, everywhere, deal, seconds, [.. rivals.Keys])
            & Table("all stations (a method without an answer somewhere takes no part)", found, [.. Enumerable.Range(0, points.Count)], deal, seconds, [.. rivals.Keys]);
        return both ? 0 : 1;
    }

    private static Dictionary<string, IGriddingMethod> Ours() => new()
    {
        ["nearest"] = new Gridder { Method = new NearestNeighbour() },
        ["inverse distance"] = new Gridder { Method = new InverseDistance() },
        ["linear"] = new Gridder { Method = new Linear() },
        ["minimum curvature, T 0.25"] = new Gridder(),
        ["kriging"] = new Gridder { Method = new Kriging() },
        ["kriging, plane drift"] = new Gridder { Method = new Kriging { Drift = KrigingDrift.Plane } },
        ["kriging, 64, nugget is noise"] = new Gridder { Method = new Kriging { Neighbours = 64, NuggetIsNoise = true } },
    };

    private static PointSet Bushveld()
    {
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            var package = new PackageFetcher { CacheFolder = folder }.FetchAsync(ManifestFolder.Open("southern-africa-gravity"), null, CancellationToken.None).GetAwaiter().GetResult();
            var all = new BouguerReduction().Of(SurveyTable.Open(package, ""));
            var here = Enumerable.Range(0, all.Count).Where(i => all.X[i] is >= 25 and <= 32 && all.Y[i] is >= -27 and <= -23).ToArray();
            return ProjectedPoints.Of(all with { X = [.. here.Select(i => all.X[i])], Y = [.. here.Select(i => all.Y[i])], Values = [.. here.Select(i => all.Values[i])] }, Crs.FromEpsg(32735));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>GMT and SciPy, each through files: the residuals of each, station by station.</summary>
    private static Dictionary<string, float[]> Rivals(PointSet points, GridGeometry geometry, LeaveOutFolds deal)
    {
        var folder = Directory.CreateTempSubdirectory("geonb-benchmark-").FullName;
        try
        {
            var region = FormattableString.Invariant($"-R{geometry.West}/{geometry.East}/{geometry.South}/{geometry.North} -I{CellMetres}");
            for (var fold = 0; fold < deal.Count; fold++)
            {
                Write(Path.Combine(folder, $"train{fold}.txt"), points, i => deal.Fold[i] != fold);
                Write(Path.Combine(folder, $"held{fold}.txt"), points, i => deal.Fold[i] == fold);
                Start("/bin/bash", "-c", $"cd {folder} && gmt blockmedian train{fold}.txt {region} --FORMAT_FLOAT_OUT=%.12g > reduced{fold}.txt"
                    + $" && gmt surface reduced{fold}.txt {region} -T0.25 -Ggrid{fold}.nc -Vq && gmt grdtrack held{fold}.txt -Ggrid{fold}.nc -nl --FORMAT_FLOAT_OUT=%.12g | awk '{{print $NF}}' > gmt{fold}.out");
            }
            File.WriteAllText(Path.Combine(folder, "peers.py"), SciPy);
            Start("/usr/bin/python3", Path.Combine(folder, "peers.py"), folder);
            return new[] { ("GMT surface -T0.25", "gmt"), ("SciPy linear", "linear"), ("SciPy cubic", "cubic") }.ToDictionary(peer => peer.Item1, peer => Read(folder, peer.Item2, points, deal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string path, PointSet points, Func<int, bool> wanted) => File.WriteAllLines(
        path, Enumerable.Range(0, points.Count).Where(wanted).Select(i => string.Create(CultureInfo.InvariantCulture, $"{points.X[i]:R} {points.Y[i]:R} {points.Values[i]:R}")));

    private static float[] Read(string folder, string peer, PointSet points, LeaveOutFolds deal)
    {
        var residuals = new float[points.Count];
        for (var fold = 0; fold < deal.Count; fold++)
        {
            var lines = File.ReadAllLines(Path.Combine(folder, $"{peer}{fold}.out"));
            var members = Enumerable.Range(0, points.Count).Where(i => deal.Fold[i] == fold).ToArray();
            if (lines.Length != members.Length)
                throw new InvalidOperationException($"{peer}, fold {fold}: expected {members.Length} answers; found {lines.Length}");
            for (var k = 0; k < members.Length; k++)
                residuals[members[k]] = (float)(double.Parse(lines[k], CultureInfo.InvariantCulture) - points.Values[members[k]]);
        }
        return residuals;
    }

    /// <summary>Prints one table; true where our best is within 5 % of theirs.</summary>
    private static bool Table(
        string title, Dictionary<string, float[]> found, int[] judged, LeaveOutFolds deal, Dictionary<string, double> seconds, HashSet<string> rivals)
    {
        var blocks = judged.Select(i => deal.Block[i]).ToArray();
        var scores = found.ToDictionary(pair => pair.Key, pair => ErrorScore.Of([.. judged.Select(i => pair.Value[i])], blocks));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"{title}: {judged.Length}; mGal"));
        Console.WriteLine("method                          RMSE   95 % interval    mean size    bias   unanswered   seconds");
        foreach (var (name, score) in scores.OrderBy(pair => pair.Value.Unanswered > 0).ThenBy(pair => pair.Value.Rmse))
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-30}{score.Rmse,6:0.00}   {score.RmseLow,5:0.00} - {score.RmseHigh,5:0.00}   {score.Mae,9:0.00}   {score.Bias,6:0.00}   {score.Unanswered,8}   {(seconds.TryGetValue(name, out var time) ? time : double.NaN),9:0.0}"));
        var complete = scores.Where(pair => pair.Value.Unanswered == 0).ToArray();
        var (ours, theirs) = (complete.Where(pair => !rivals.Contains(pair.Key)).MinBy(pair => pair.Value.Rmse), complete.Where(pair => rivals.Contains(pair.Key)).MinBy(pair => pair.Value.Rmse));
        Console.WriteLine(FormattableString.Invariant($"our best ({ours.Key}) has {ours.Value.Rmse / theirs.Value.Rmse:0.000} times the RMSE of theirs ({theirs.Key})"));
        return ours.Value.Rmse <= 1.05 * theirs.Value.Rmse;
    }

    private static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
