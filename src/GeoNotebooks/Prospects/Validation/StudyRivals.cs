using GeoNotebooks.Baselines;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Prospects.Validation;

/// <summary>What a study's prospectivity map is held against.</summary>
public static class StudyRivals
{
    /// <summary>Name of the concept on the geological map.</summary>
    public const string OnMap = "the concept on the geological map";

    /// <summary>Name of networks and map together.</summary>
    public const string Together = "networks and map together";

    /// <summary>
    /// The nulls (nearness to the mapped faults and to the mapped intrusions, the concept on the geological map, the best single channel of other ground), and beside them, for information: the networks' signs weighed by
    /// the clusters of other ground instead of the concept, networks and map together, and, where the truth is given, the ceiling.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="concept">The concept.</param>
    /// <param name="unseen">The targets' maps in which no value is from a network that trained there (<see cref="StudyCrossFit.UnseenMap"/>).</param>
    /// <param name="clusters">The clusters that judge.</param>
    /// <param name="truth">The truth package, opened for scoring; null where there is none.</param>
    /// <param name="cancellation">Stops between maps.</param>
    public static IReadOnlyList<RivalMap> Of(
        RegionStudy study, ConceptModel concept, IReadOnlyDictionary<string, TargetMap> unseen, IReadOnlyList<KnownCluster> clusters, DataPackage? truth, CancellationToken cancellation = default)
    {
        var plans = TargetPlan.Kolyma.Where(plan => concept.Signs.Any(sign => sign.Target == plan.Target)).ToList();
        var parts = Parts(study);
        var rivals = new List<RivalMap>();
        foreach (var plan in plans.Where(plan => plan.UnitCode is null))
            Add($"near a mapped {(plan.IsLine ? "fault" : "intrusion")}", () => NullMaps.Nearness(plan.MappedObjects(study.Package), study.Geometry, study.OnSheets));
        Add(OnMap, () => NullMaps.ConceptOn(concept, plans.Select(study.Labels), study.OnSheets));
        Add("the best channel of other ground", () => NullMaps.BestChannel(study.Stack, clusters, parts).Map);
        Add("signs weighed by other clusters", () => ByClusters(study, concept, unseen, clusters, parts, cancellation), isNull: false);
        Add(Together, () => ProspectivityMap.Converge(concept, WithMap(study, concept, unseen)), isNull: false);
        if (truth is not null)
            Add("ceiling: the concept on the truth", () => NullMaps.ConceptOn(concept, plans.Select(plan => plan.FromTruth(truth, study.Geometry)), study.OnSheets), isNull: false);
        return rivals;

        void Add(string name, Func<Grid> map, bool isNull = true)
        {
            cancellation.ThrowIfCancellationRequested();
            rivals.Add(new(name, map(), isNull));
        }
    }

    /// <summary>
    /// The targets' maps together with the geological map (<see cref="TargetMap.WithMapped"/>, with the concept's mapped shares), on the ground whose map may be used: not on the blind sheet, nor on the strip about it.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="concept">The concept.</param>
    /// <param name="unseen">The maps of its targets.</param>
    public static IReadOnlyDictionary<string, Grid> WithMap(RegionStudy study, ConceptModel concept, IReadOnlyDictionary<string, TargetMap> unseen) => concept.Signs.DistinctBy(sign => sign.Target).ToDictionary(
        sign => sign.Target, sign => unseen[sign.Target].WithMapped(study.TrainingLabels(TargetPlan.Kolyma.Single(plan => plan.Target == sign.Target)), sign.MappedShare).Probability);

    /// <summary>The fold of each node, the blind ground as one more; -1 off the sheets.</summary>
    private static int[] Parts(RegionStudy study)
    {
        var folds = study.FoldsOf(TargetPlan.Atkan);
        return [.. Enumerable.Range(0, study.Geometry.Count).Select(node =>
            !study.OnSheets[node] ? -1 : study.Split.Training[node] ? folds.ToList().FindIndex(fold => fold.Test[node]) : folds.Count)];
    }

    /// <summary>Weights of evidence of the signs, counted on the clusters of all other parts and beyond a strip of one tile.</summary>
    private static Grid ByClusters(RegionStudy study, ConceptModel concept, IReadOnlyDictionary<string, TargetMap> unseen, IReadOnlyList<KnownCluster> clusters, int[] parts, CancellationToken cancellation)
    {
        var signs = ProspectivityMap.SignsOf(concept, unseen.ToDictionary(target => target.Key, target => target.Value.Probability));
        var labels = new sbyte[study.Geometry.Count];
        for (var node = 0; node < labels.Length; node++)
            labels[node] = parts[node] < 0 || float.IsNaN(signs[0].Values[node]) ? TargetLabels.Unknown : TargetLabels.Absent;
        foreach (var node in clusters.SelectMany(cluster => cluster.Nodes))
            labels[node] = labels[node] == TargetLabels.Unknown ? TargetLabels.Unknown : TargetLabels.Present;
        var splits = parts.Where(part => part >= 0).Distinct().Order().Select(part => SpatialSplit.HoldOut(study.Geometry, Array.ConvertAll(parts, other => other == part), RegionStudy.BufferMetres)).ToList();
        return new WeightsOfEvidenceOptions { MostTrainingNodes = int.MaxValue }.CrossPredict(
            PixelFeatures.Of(new FeatureStack(signs), []), new TargetLabels(study.Geometry, labels, "ore clusters"), splits, cancellation: cancellation);
    }
}
