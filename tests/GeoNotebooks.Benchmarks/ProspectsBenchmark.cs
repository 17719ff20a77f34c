using System.Diagnostics;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Prospects.Validation;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Benchmarks;

/// <summary>
/// What the prospectivity map is worth: fifteen synthetic sheets of the manifest's seed and of those after it, every value from a network that did not train there, held against the nulls and the ceiling. With several
/// training seeds the blind ground of the first region is judged by networks of each, and Omchak ranked each time. Networks that a folder of <c>crossfit</c> holds are not trained again.
/// </summary>
internal static class ProspectsBenchmark
{
    /// <summary>Options: FOLDER, --seeds N (1) regions, --first N (0), --training-seeds N (1).</summary>
    public static int Run(string[] args)
    {
        var (clock, folder) = (Stopwatch.StartNew(), Path.GetFullPath(args[0]));
        var concept = ConceptModel.Read(ManifestFolder.PathOf("models", "omchak.json"));
        var compared = new List<ProspectComparison>();
        foreach (var (seed, study, truth) in FullRegions.Of(folder, args, "scoring of the prospectivity map"))
        {
            var unseen = TargetPlan.Kolyma.ToDictionary(plan => plan.Target, plan => study.UnseenMap(plan, TrainingOptions.Full));
            var clusters = KnownCluster.Of(study.Clusters, study.Geometry, study.OnSheets);
            var blocks = new BlockFolds { BlockMetres = RegionStudy.BufferMetres }.BlocksOf(study.Geometry);
            var map = ProspectivityMap.Converge(concept, unseen.ToDictionary(target => target.Key, target => target.Value.Probability));
            compared.Add(ProspectComparison.Of(new("networks", map), StudyRivals.Of(study, concept, unseen, clusters, truth), clusters, blocks));
            Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds,6:0} s  seed {seed}: {clusters.Count} clusters"));
            Tell(compared[^1]);
            var omchak = compared[^1].Names.Zip(compared[^1].Ranks, (name, ranks) => FormattableString.Invariant($"{name} {ranks.Ranks.Single(rank => rank.Cluster == RegionStudy.BlindCluster).ShareAbove:P1}"));
            Console.WriteLine($"    area above {RegionStudy.BlindCluster}: {string.Join(", ", omchak)}");
            var chance = ChanceRanks.Of(map, clusters);
            Console.WriteLine(FormattableString.Invariant(
                $"    moved at random: area under the curve {chance.Estimate(CaptureMetric.AreaUnderCurve)}, p {chance.ShareAtLeast(CaptureMetric.AreaUnderCurve, compared[^1].Ranks[0].Measure(CaptureMetric.AreaUnderCurve)):0.000}"));
            var zones = Zones.Of(map);
            var distance = ZoneDistance.Of([.. zones.Take(10)], study.Geometry, Array.ConvertAll(map.Values, value => !float.IsNaN(value)), clusters);
            Console.WriteLine(FormattableString.Invariant(
                $"    ten best zones: {distance.Touched} of {distance.Clusters} clusters touched (by chance {distance.TouchedByChance}), mean distance {distance.MeanMetres / 1000:0.0} km (by chance {distance.ByChance.Value / 1000:0.0}, {distance.ByChance.Low / 1000:0.0} to {distance.ByChance.High / 1000:0.0}), p {distance.ShareAsNear:0.000}"));
            if (compared.Count == 1)
                TrainingSeeds(study, concept, unseen, zones, args.Whole("--training-seeds", 1), clock);
        }
        if (compared.Count > 1)
        {
            Console.WriteLine($"all {compared.Count} regions");
            Tell(ProspectComparison.Pool([.. compared]));
        }
        Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0} s, peak memory {MachineRecord.PeakMemoryBytes() >> 20} MiB, {MachineRecord.Current().Processor}"));
        return 0;
    }

    private static void Tell(ProspectComparison comparison)
    {
        foreach (var metric in ProspectComparison.Areas.Select(CaptureMetric.Captured).Append(CaptureMetric.AreaUnderCurve))
        {
            for (var i = 0; i < comparison.Names.Count; i++)
                Console.WriteLine(FormattableString.Invariant(
                    $"    {metric.Name,-26} {comparison.Names[i],-36} {comparison.Ranks[i].Estimate(metric)}{(i > 0 ? $"  networks less it {comparison.Ranks[0].Difference(comparison.Ranks[i], metric)}" : "")}"));
            var (best, difference) = comparison.AgainstBestNull(metric);
            Console.WriteLine(FormattableString.Invariant($"    {metric.Name,-26} networks less the best null ({best}): {difference}"));
            var (together, map) = (comparison.Names.ToList().IndexOf(StudyRivals.Together), comparison.Names.ToList().IndexOf(StudyRivals.OnMap));
            Console.WriteLine(FormattableString.Invariant($"    {metric.Name,-26} {StudyRivals.Together} less {StudyRivals.OnMap}: {comparison.Ranks[together].Difference(comparison.Ranks[map], metric)}"));
        }
    }

    /// <summary>Other networks for the blind ground alone: all other ground keeps the values of the first seed, which none of its networks trained on.</summary>
    private static void TrainingSeeds(RegionStudy first, ConceptModel concept, Dictionary<string, TargetMap> unseen, IReadOnlyList<Zone> zones, int count, Stopwatch clock)
    {
        for (var seed = 2; seed <= count; seed++)
        {
            var study = first.Again(FormattableString.Invariant($"seed-{seed}"));
            var options = TrainingOptions.Full with { Seed = seed };
            bool[] blind = [.. first.OnSheets.Zip(first.Split.Training, (on, trained) => on && !trained)];
            var map = ProspectivityMap.Converge(concept, TargetPlan.Kolyma.ToDictionary(
                plan => plan.Target, plan => study.MapOf(plan, options).Where(blind).Or(unseen[plan.Target]).Probability));
            Console.WriteLine(FormattableString.Invariant(
                $"{clock.Elapsed.TotalSeconds,6:0} s  training seed {seed}: {AreaRank.Of(map, first.Omchak).ShareAbove:P1} of the area above {RegionStudy.BlindCluster}; ten best zones overlap those of seed 1 by {Zones.Overlap(zones, Zones.Of(map)):0.00}"));
        }
    }
}
