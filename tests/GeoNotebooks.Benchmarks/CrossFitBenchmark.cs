using System.Diagnostics;
using GeoNotebooks.Baselines;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// What networks are worth on ground that they never saw: fifteen synthetic sheets of the manifest's seed and of those after it, five folds of blocks, against trees per pixel that see the same channels
/// in windows and are tuned on inner folds. Figures of all seeds are pooled, blocks drawn as one. What a folder already holds is not made again: a run that was broken off goes on.
/// </summary>
internal static class CrossFitBenchmark
{
    /// <param name="Grounds">Networks and trees against the truth, against the map without its unmapped objects, and against the map as it is drawn, which is what calibration knows.</param>
    private sealed record Judged(string Target, long Seed, IReadOnlyList<(string Against, ScoredGround Network, ScoredGround Trees)> Grounds, double TrainingPrevalence, FoundObjects? Found);

    /// <summary>Options: FOLDER, --seeds N (1), --first N (0), --targets a,b, --passes N and --base N in place of the full profile's.</summary>
    public static int Run(string[] args)
    {
        var (clock, folder) = (Stopwatch.StartNew(), Path.GetFullPath(args[0]));
        var options = TrainingOptions.Full;
        options = options with { Passes = args.Whole("--passes", options.Passes), BaseWidth = args.Whole("--base", options.BaseWidth) };
        var names = args.Text("--targets", "intrusions,faults,atkan").Split(',');
        var judged = new List<Judged>();
        foreach (var (seed, study, truth) in FullRegions.Of(folder, args, "scoring out of fold"))
        {
            foreach (var plan in TargetPlan.Kolyma.Where(plan => names.Contains(plan.Target)))
            {
                judged.Add(Judge(study, truth, plan, seed, options));
                Tell(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds,6:0} s  seed {seed}"), [judged[^1]]);
            }
        }
        foreach (var target in judged.GroupBy(one => one.Target).Where(group => group.Count() > 1))
            Tell($"all {target.Count()} seeds ", [.. target]);
        Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0} s, peak memory {MachineRecord.PeakMemoryBytes() >> 20} MiB, {MachineRecord.Current().Processor}"));
        return 0;
    }

    private static Judged Judge(RegionStudy study, DataPackage truth, TargetPlan plan, long seed, TrainingOptions options)
    {
        var (labels, blocks) = (study.TrainingLabels(plan), new BlockFolds { BlockMetres = RegionStudy.BufferMetres }.BlocksOf(study.Geometry));
        var splits = new BlockFolds().Split(labels);
        var fit = study.CrossFit(plan, splits, options, new(Passes: 8, Views: 8, Seed: options.Seed));
        var path = study.PathOf("maps", "crossfit", plan.Target + "-trees.tif");
        if (!File.Exists(path))
            GeoTiff.Write(path, new PixelBaselineTuning().CrossPredict(PixelFeatures.Of(study.Stack.Select(plan.Channels), PixelBaselineTuning.WindowsMetres), labels, splits));
        var (network, trees, objects) = (fit.Map.Probability, GeoTiff.Read(path), plan.TrueObjects(truth));
        var real = plan.FromTruth(truth, study.Geometry).Where(fit.Judged);
        var map = MapScoring.WithoutUnmapped(labels, objects).Where(fit.Judged);
        var grounds = new[] { ("truth", real), ("map", map), ("drawn", labels.Where(fit.Judged)) };
        return new(
            plan.Target, seed, [.. grounds.Select(ground => (ground.Item1, ScoredGround.Of(network, ground.Item2, blocks), ScoredGround.Of(trees, ground.Item2, blocks)))], labels.Prevalence,
            plan.UnitCode is null ? FlaggedMap.Of(network, plan.IsLine, real, blocks).Find(objects, fit.Judged) : null);
    }

    private static void Tell(string what, IReadOnlyList<Judged> parts)
    {
        var target = parts[0].Target;
        for (var i = 0; i < parts[0].Grounds.Count; i++)
        {
            var (against, network, trees) = (parts[0].Grounds[i].Against, Pool(parts, part => part.Grounds[i].Network), Pool(parts, part => part.Grounds[i].Trees));
            var figures = BlockBootstrap.Estimate(network,
                [ScoreMetric.AveragePrecision, ScoreMetric.RocAuc, ScoreMetric.CalibrationError(), ScoreMetric.BrierSkill(parts.Average(part => part.TrainingPrevalence)), ScoreMetric.CalibrationSlope]);
            Console.WriteLine(FormattableString.Invariant(
                $"{what}  {target,-10}  {against,-5}  prevalence {network.Prevalence:0.0000}, {network.BlockCount} blocks  AP {figures[0]}  trees {BlockBootstrap.Estimate(trees, ScoreMetric.AveragePrecision)}  difference {BlockBootstrap.Difference(network, trees, ScoreMetric.AveragePrecision)}"));
            Console.WriteLine($"    AUC {figures[1]}  ECE {figures[2]}  Brier skill {figures[3]}  slope {figures[4]}");
        }
        if (parts[0].Found is not null)
            foreach (var group in FoundObjects.Pool([.. parts.Select(part => part.Found!)]).Groups.Where(group => group.Objects > 0))
                Console.WriteLine($"    {group}");
    }

    private static ScoredGround Pool(IReadOnlyList<Judged> parts, Func<Judged, ScoredGround> ground) => ScoredGround.Pool([.. parts.Select(ground)]);
}
