using System.Diagnostics;
using System.Globalization;
using GeoNotebooks.Bank.Transfer;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Learning.PreTraining;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Runs;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// What a network from Kolyma is worth on the Baltic-style shield: nine synthetic sheets, five folds of blocks that draws of labelled tiles take in turn. Each score is written as it is found, so that a run that is
/// broken off has lost nothing but what was in work.
/// </summary>
internal static class TransferBenchmark
{
    private static readonly Lock Written = new();

    /// <summary>
    /// Options: FOLDER (the region is made there when it lacks), --models FOLDER (networks of the Kolyma-style region), --targets a,b, --budgets 1,2, --draws N, --first N (first draw), --log FILE (a line a score,
    /// added), --seed N (added to the manifest's), --rates f,s,h,p (fine-tuning, scratch, head, pre-trained), --steps N, --batch N, --threads N, --keep-normaliser 1, --strategies a,b, --objects 1 (what is found of the objects, out of fold, and no curve), --pre-train P (passes of pre-training
    /// over the fields of each fold's open ground; 0, the default, tries none), --patch N (nodes along the hidden squares), --patch-share PERCENT.
    /// </summary>
    public static int Run(string[] args)
    {
        var (clock, folder) = (Stopwatch.StartNew(), Path.GetFullPath(args[0]));
        var seed = BalticOptions.ManifestSeed + args.Whole("--seed", 0);
        if (!Directory.Exists(Path.Combine(folder, BalticRegion.DataFolder)))
            BalticRegion.Make(new() { Seed = seed }, folder);
        var (package, truth) = (DataPackage.Open(Path.Combine(folder, BalticRegion.DataFolder)), DataPackage.Open(Path.Combine(folder, BalticRegion.TruthFolder), "scoring of transfer"));
        var plans = args.Text("--targets", "faults,intrusions").Split(',').Select(name => TargetPlan.Kolyma.Single(plan => plan.Target == name)).ToList();
        var stack = StackOf(package, folder);
        var onSheets = ChannelBuilder.SheetMask(stack.Geometry, BalticOptions.AllSheets);
        var rates = args.Text("--rates", "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(rate => double.Parse(rate, CultureInfo.InvariantCulture)).ToArray();
        var options = new TransferOptions();
        options = options with
        {
            Steps = args.Whole("--steps", options.Steps),
            BatchSize = args.Whole("--batch", options.BatchSize),
            Threads = args.Whole("--threads", options.Threads),
            RefitNormaliser = args.Whole("--keep-normaliser", options.RefitNormaliser ? 0 : 1) == 0,
            FineTuningRate = rates.Length > 0 ? rates[0] : options.FineTuningRate,
            ScratchRate = rates.Length > 1 ? rates[1] : options.ScratchRate,
            HeadRate = rates.Length > 2 ? rates[2] : options.HeadRate,
            PreTrainedRate = rates.Length > 3 ? rates[3] : options.PreTrainedRate,
        };
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:0} s: {package.Title}, seed {seed}, {stack.Geometry.Rows} x {stack.Geometry.Columns} nodes; {options}");
        foreach (var plan in plans)
        {
            var labels = plan.FromMap(package, stack.Geometry).Where(onSheets);
            var splits = new BlockFolds().Split(labels);
            using var source = TargetModel.Load(Path.Combine(args.Text("--models", "models"), plan.Target));
            if (args.Whole("--objects", 0) != 0)
                TellObjects(plan, package, truth, source, stack, onSheets, labels, splits, options, args, clock);
            else
                TellCurve(new(source, stack.Select(plan.Channels), onSheets, labels, splits, new Dictionary<string, TargetLabels>
                {
                    ["truth"] = plan.FromTruth(truth, stack.Geometry).Where(onSheets),
                    ["map"] = MapScoring.WithoutUnmapped(labels, plan.TrueObjects(truth)),
                }), options, args, clock);
        }
        Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0} s, peak memory {MachineRecord.PeakMemoryBytes() >> 20} MiB, {MachineRecord.Current().Processor}"));
        return 0;
    }

    private static void TellCurve(TransferTrial trial, TransferOptions options, string[] args, Stopwatch clock)
    {
        var budgets = args.Text("--budgets", "1,2,4,8,16").Split(',').Select(budget => int.Parse(budget, CultureInfo.InvariantCulture)).ToList();
        if (args.Text("--strategies", "") is { Length: > 0 } names)
            trial = trial with { Strategies = [.. names.Split(',').Select(Enum.Parse<TransferStrategy>)] };
        if (args.Whole("--pre-train", 0) is > 0 and var passes)
            trial = trial.WithPreTraining(passes, options, new(args.Whole("--patch", new PreTrainingOptions().PatchNodes), args.Whole("--patch-share", 30) / 100.0), (fold, network) => Write(args, FormattableString.Invariant(
                $"# {trial.Labels.Target}, fold {fold}: pre-trained; distance from what was hidden {string.Join(", ", network.Losses.Select(loss => loss.ToString("0.000", CultureInfo.InvariantCulture)))}, of the median {network.MedianLoss:0.000}; {clock.Elapsed.TotalSeconds:0} s")));
        var scores = trial.Draws([.. Enumerable.Range(args.Whole("--first", 0), args.Whole("--draws", 10))], budgets, options, new ProgressAction<TransferScore>(score => Write(args, FormattableString.Invariant(
            $"{score.Target},{score.Strategy},{score.Budget},{score.Draw},{score.Against},{score.AveragePrecision:0.0000},{score.Prevalence:0.0000},{options.FineTuningRate},{options.ScratchRate},{options.Steps},{options.RefitNormaliser},{clock.Elapsed.TotalSeconds:0}"))));
        foreach (var against in scores.GroupBy(score => score.Against))
        {
            var curve = new TransferCurve([.. against]);
            Console.WriteLine(FormattableString.Invariant($"{trial.Labels.Target}, against the {against.Key}: prevalence {curve.Prevalence:0.000}; scratch catches up at {curve.ScratchCatchesUpAt?.ToString(CultureInfo.InvariantCulture) ?? "no budget"}"));
            foreach (var budget in curve.Budgets)
                Console.WriteLine($"  {budget,3} tiles  " + string.Join("  ", curve.Strategies.Select(strategy => $"{TransferCurve.NameOf(strategy)} {curve.Of(strategy, budget)}")));
            if (curve.Strategies.Contains(TransferStrategy.FineTuned))
                foreach (var budget in curve.Budgets)
                    Console.WriteLine($"  {budget,3} tiles  fine-tuned less " + string.Join("  ", curve.Strategies.Where(one => one != TransferStrategy.FineTuned).Select(one => $"{TransferCurve.NameOf(one)} {curve.Difference(TransferStrategy.FineTuned, one, budget)}")));
        }
    }

    /// <summary>Each fold by a network that learned on the mapped ground of the others, as the benchmark <c>crossfit</c> judges.</summary>
    private static void TellObjects(
        TargetPlan plan, DataPackage package, DataPackage truth, TargetModel source, FeatureStack stack, bool[] onSheets, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, TransferOptions options, string[] args,
        Stopwatch clock)
    {
        var blocks = new BlockFolds { BlockMetres = RegionStudy.BufferMetres }.BlocksOf(stack.Geometry);
        var (objects, selected) = (plan.TrueObjects(truth), stack.Select(plan.Channels));
        foreach (var budget in args.Text("--budgets", "8,0").Split(',').Select(budget => int.Parse(budget, CultureInfo.InvariantCulture)))
            foreach (var strategy in args.Text("--strategies", "FineTuned,FromScratch").Split(',').Select(Enum.Parse<TransferStrategy>))
            {
                var fit = CrossFit.Of(selected, labels, splits, blocks, (fold, training) =>
                {
                    bool[] open = [.. onSheets.Zip(splits[fold].Test, (on, test) => on && !test)];
                    // Budget 0: all mapped ground of the other folds.
                    var taught = budget == 0 ? training : LabelledTiles.Draw(labels, splits[fold], options.Seed + fold, source.Card.Tiles.Size).Take(budget);
                    return Adaptation.Adapt(source, strategy, selected, taught, open, options);
                }, new(Passes: 8, Views: 8, Seed: options.Seed), onSheets);
                var network = fit.Map.Probability;
                var real = plan.FromTruth(truth, stack.Geometry).Where(fit.Judged);
                var found = FlaggedMap.Of(network, plan.IsLine, real, blocks).Find(objects, fit.Judged);
                var name = $"{plan.Target}, {TransferCurve.NameOf(strategy)}, {(budget == 0 ? "all mapped ground of the other folds" : $"{budget} tiles a fold")}";
                Write(args, $"{name}: AP of all ground {BlockBootstrap.Estimate(ScoredGround.Of(network, real, blocks), ScoreMetric.AveragePrecision)}; {clock.Elapsed.TotalSeconds:0} s");
                foreach (var group in found.Groups.Where(group => group.Objects > 0))
                    Write(args, $"    {group}");
            }
    }

    /// <summary>The channels of both targets, built once and then read from <c>channels/</c> of the folder.</summary>
    private static FeatureStack StackOf(DataPackage package, string folder)
    {
        var names = new[] { TargetPlan.Faults, TargetPlan.Intrusions }.SelectMany(plan => plan.Channels).Distinct().ToList();
        var paths = names.Select(name => Path.Combine(folder, "channels", name + ".tif")).ToList();
        if (paths.TrueForAll(File.Exists))
            return new([.. paths.Select(path => GeoTiff.Read(path))]);
        var stack = PackageStudy.Open(package, names).Stack;
        Directory.CreateDirectory(Path.Combine(folder, "channels"));
        foreach (var (path, channel) in paths.Zip(stack.Channels))
            GeoTiff.Write(path, channel);
        return stack;
    }

    private static void Write(string[] args, string line)
    {
        // Draws go on side by side.
        lock (Written)
        {
            Console.WriteLine(line);
            if (args.Text("--log", "") is { Length: > 0 } log)
                File.AppendAllText(log, line + "\n");
        }
    }
}
