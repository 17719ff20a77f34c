using GeoNotebooks.Bank;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Prospects.Evidence;
using GeoNotebooks.Prospects.Validation;
using GeoNotebooks.Runs;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

/// <summary>The way from a study to its cards, on three sheets with networks so small that they learn next to nothing: what is tested is who judges what.</summary>
[Collection("environment")]
[Trait("Category", "Slow")]
public sealed class StudyProspectsTests(QuickStudy quick) : IClassFixture<QuickStudy>
{
    private static readonly TrainingOptions Options = new(Passes: 1, BaseWidth: 4, Levels: 2) { Augmentation = new Augmentation(ViewsPerTile: 1) };

    [Fact]
    public void Maps_are_unseen_rivals_rank_the_same_clusters_and_cards_answer()
    {
        var study = quick.Study;
        var concept = ConceptModel.Read(ManifestFolder.PathOf("models", "omchak.json"));
        var unseen = TargetPlan.Kolyma.ToDictionary(plan => plan.Target, plan => study.UnseenMap(plan, Options));
        foreach (var plan in TargetPlan.Kolyma)
        {
            // On the blind ground the map is that of the network of all the rest; on training ground it is not.
            var (map, main) = (unseen[plan.Target].Probability.Values, study.MapOf(plan, Options).Probability.Values);
            var blind = Enumerable.Range(0, map.Length).Where(node => study.OnSheets[node] && !study.Split.Training[node]).ToList();
            var training = Enumerable.Range(0, map.Length).Where(node => study.OnSheets[node] && study.Split.Training[node]).ToList();
            Assert.All(blind, node => Assert.Equal(main[node], map[node]));
            Assert.True(training.Count(node => map[node] == main[node]) < 0.01 * training.Count);
            Assert.True(training.Concat(blind).Count(node => float.IsNaN(map[node])) < 0.02 * (training.Count + blind.Count));
            var folds = study.FoldsOf(plan);
            Assert.All(folds, fold => fold.RequireNoLeak(study.TrainingLabels(plan).Where(fold.Training), study.TrainingLabels(plan).Where(fold.Test)));
            // Asked again, it is the same from the run folder.
            Assert.Equal(map, study.UnseenMap(plan, Options).Probability.Values);
        }

        var clusters = KnownCluster.Of(study.Clusters, study.Geometry, study.OnSheets);
        var truth = DataPackage.Open(Path.Combine(KolymaRegion.OpenOrMake(KolymaOptions.QuickSheets, CacheFolder.Data), KolymaRegion.TruthFolder), "test of the ceiling");
        var score = ProspectivityMap.Converge(concept, unseen.ToDictionary(target => target.Key, target => target.Value.Probability));
        var comparison = ProspectComparison.Of(new("networks", score), StudyRivals.Of(study, concept, unseen, clusters, truth), clusters, new BlockFolds { BlockMetres = RegionStudy.BufferMetres }.BlocksOf(study.Geometry));
        Assert.Equal(8, comparison.Names.Count);
        Assert.Equal(4, comparison.Nulls.Count(isNull => isNull));
        Assert.All(comparison.Ranks, ranks => Assert.Equal(clusters.Count, ranks.Ranks.Count));
        // The truth is no network's work: it stands above chance whatever was trained.
        Assert.InRange(comparison.Ranks[^1].Measure(CaptureMetric.AreaUnderCurve), 0.75, 1);

        var zones = Zones.Of(score);
        var maker = new EvidenceCards(study, concept, unseen, Options);
        var card = maker.Of(zones, 1, study.Clusters, RegionStudy.BlindCluster)[0];
        Assert.Equal(["atkan", "faults", "intrusions"], card.Signs.Select(sign => sign.Sign.Target));
        Assert.Equal(1, card.Signs.Sum(sign => sign.Share), 1e-6);
        Assert.All(card.Signs, sign => Assert.Equal(TargetPlan.Kolyma.Single(plan => plan.Target == sign.Sign.Target).Channels.Order(), sign.Channels.Select(channel => channel.Channel).Order()));
        Assert.All(card.Ground.Density, survey => Assert.InRange(survey.InTile, 1, 8000));
        Assert.All(card.Likeness!.Examples, one => Assert.True(study.Split.Training[study.Geometry.NodeAt(one.Place.X, one.Place.Y)!.Value]));

        Assert.Equal(["zone 1", RegionStudy.BlindCluster, "training ground 1", "training ground 2", "training ground 3"], card.Views.Select(view => view.Name));
        Assert.All(card.Views, view => Assert.All(view.Channels, channel => Assert.Equal((64, 64), (channel.Rows, channel.Columns))));

        // Ground surveyed as it was when the networks were trained may be answered for.
        var guard = StudyGuard.Of(study, Options);
        Assert.All(guard.Reports.Values, report => Assert.NotEqual(GuardSeverity.Refusal, report.Severity));
        Assert.InRange(guard.MaskedShare(study), 0, 0.05);

        // Another seed has networks and maps of its own, on the same channels.
        var again = study.Again("seed-2");
        Assert.Same(study.Stack, again.Stack);
        Assert.NotEqual(study.MapOf(TargetPlan.Atkan, Options).Probability.Values, again.MapOf(TargetPlan.Atkan, Options with { Seed = 2 }).Probability.Values);

        var middle = study.Clusters.Features.Single(cluster => cluster.Text("name") == RegionStudy.BlindCluster).Shape.Centroid.Coordinate;
        var site = maker.OfSite(middle, 1000, study.Clusters, RegionStudy.BlindCluster);
        Assert.StartsWith("Site, 3.", site.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, site.Nearest!.Metres);
        Assert.Contains("expected a site on the ground of the map", Assert.Throws<InvalidDataException>(() => maker.OfSite(new(0, 0), 1000, study.Clusters, RegionStudy.BlindCluster)).Message, StringComparison.Ordinal);
    }
}
