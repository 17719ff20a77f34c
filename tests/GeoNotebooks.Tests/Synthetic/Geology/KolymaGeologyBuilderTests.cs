using GeoNotebooks.Synthetic;
using GeoNotebooks.Synthetic.Geology;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic.Geology;

/// <summary>What the region promises of its geology, on the published seed; the slow test holds five other seeds to the same.</summary>
public sealed class KolymaGeologyBuilderTests
{
    private static readonly KolymaFrame Frame = new();
    private static readonly Lazy<KolymaGeology> Published = new(() => KolymaGeologyBuilder.Build(Frame, KolymaOptions.ManifestSeed));

    [Fact]
    public void Published_seed_keeps_what_the_region_promises() => RequirePromises(Published.Value);

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Other_seeds_keep_it_too(int further) => RequirePromises(KolymaGeologyBuilder.Build(Frame, KolymaOptions.ManifestSeed + further));

    [Fact]
    public void Same_seed_gives_the_same_geology()
    {
        var again = KolymaGeologyBuilder.Build(Frame, KolymaOptions.ManifestSeed);
        Assert.Equal(Published.Value.Level, again.Level);
        Assert.Equal(Published.Value.Units, again.Units);
        Assert.Equal(Published.Value.FaultDistance, again.FaultDistance);
        Assert.Equal(Published.Value.IntrusionDepth, again.IntrusionDepth);
        Assert.Equal(Published.Value.Clusters, again.Clusters);
    }

    [Fact]
    public void Another_seed_gives_another_geology()
    {
        var other = KolymaGeologyBuilder.Build(Frame, KolymaOptions.ManifestSeed + 1);
        // Two geologies without anything in common share the seventh part of seven units.
        Assert.InRange(Share(i => Published.Value.Units[i] == other.Units[i]), 0, 0.3);
        var both = Share(i => Published.Value.IntrusionDepth[i] > 0 && other.IntrusionDepth[i] > 0);
        Assert.InRange(both, 0, 0.3 * Share(i => other.IntrusionDepth[i] > 0));
    }

    [Fact]
    public void Atkan_Formation_differs_from_its_neighbours_by_half_a_deviation_at_most()
    {
        var atkan = KolymaUnit.Column[KolymaUnit.Atkan];
        foreach (var neighbour in new[] { KolymaUnit.Column[KolymaUnit.Atkan - 1], KolymaUnit.Column[KolymaUnit.Atkan + 1] })
            Assert.All<(double A, double B)>(
                [
                    (atkan.Density, neighbour.Density), (atkan.Susceptibility, neighbour.Susceptibility), (atkan.Potassium, neighbour.Potassium), (atkan.Uranium, neighbour.Uranium),
                    (atkan.Thorium, neighbour.Thorium), (atkan.Ash, neighbour.Ash),
                ],
                pair => Assert.InRange(Math.Abs(pair.A - pair.B), 0, 0.5));
    }

    [Fact]
    public void Units_lie_in_the_order_of_the_column_and_take_their_shares()
    {
        var geology = Published.Value;
        for (byte unit = 0; unit < KolymaUnit.Column.Count; unit++)
            Assert.Equal(KolymaUnit.Column[unit].Share, Share(i => geology.Units[i] == unit), 0.01);
        // A higher structural level never cuts an older unit.
        var byLevel = Enumerable.Range(0, Frame.Torus.Count).Where(i => i % 97 == 0).OrderBy(i => geology.Level[i]).Select(i => geology.Units[i]).ToArray();
        Assert.Equal(byLevel.Order(), byLevel);
    }

    private static double Share(Func<int, bool> holds) => (double)Enumerable.Range(0, Frame.Torus.Count).Count(holds) / Frame.Torus.Count;

    private static void RequirePromises(KolymaGeology geology)
    {
        var intrusions = geology.Intrusions.Where(body => Frame.Holds(body.X, body.Y)).ToList();
        var faults = geology.Faults.Where(fault => fault.Trace() is var trace && Frame.Holds(trace[trace.Length / 2].X, trace[trace.Length / 2].Y)).ToList();

        // About a quarter is not on the map, half of it like the mapped ones.
        Half([.. intrusions.Where(body => !body.Mapped).Select(body => body.LikeMapped)], intrusions.Count);
        Half([.. faults.Where(fault => !fault.Mapped).Select(fault => fault.LikeMapped)], faults.Count);
        Assert.All(geology.Intrusions, body => Assert.True(body.Mapped || !body.LikeMapped ? body.Roof is 0 or (>= 300 and <= 1_500) : body.Roof == 0));
        Assert.All(geology.Intrusions, body => Assert.Equal(!body.LikeMapped, body.Roof > 0));
        Assert.All(geology.Intrusions, body => Assert.True(body.Density is >= -120 and <= -60 && body.Susceptibility is >= 1e-4 and <= 5e-4));
        var single = geology.Faults.Where(fault => fault.LikeMapped).Select(fault => fault.ShowsIn.Split(',').Length == 1).ToList();
        Assert.InRange((double)single.Count(one => one) / single.Count, 0.22, 0.45);

        // As many confounders as targets.
        Assert.InRange(geology.Confounders.Count(body => Frame.Holds(body.X, body.Y)), intrusions.Count, int.MaxValue);
        Assert.InRange(geology.Lineaments.Count, geology.Faults.Count, int.MaxValue);
        Assert.InRange(Share(i => geology.AtkanLike[i]) / Share(i => geology.Units[i] == KolymaUnit.Atkan), 0.8, 1.6);
        Assert.Contains(geology.Intrusions, body => body.Barren);

        Assert.InRange(geology.Clusters.Count, 25, 30);
        Assert.Equal(geology.Clusters.Count / 3, geology.Clusters.Count(cluster => cluster.Broken != BrokenSign.None));
        Assert.InRange((double)geology.ClusterStatistics.Barren / geology.ClusterStatistics.Places, 0.8, 1);
        Assert.All(geology.Clusters, cluster => Assert.True(Frame.Holds(cluster.X, cluster.Y)));
        Assert.All(geology.Clusters, RequireSigns);
        var omchak = Assert.Single(geology.Clusters, cluster => cluster.Name == "Omchak (synthetic)");
        Assert.InRange(Math.Abs(omchak.X - 25_542_933), 0, 200);
        Assert.InRange(Math.Abs(omchak.Y - 6_837_972), 0, 200);

        void RequireSigns(OreCluster cluster)
        {
            Assert.True(geology.Torus.Geometry.TryLocate(cluster.X, cluster.Y, out var row, out var column));
            var node = geology.Torus.Index(row, column);
            Assert.Equal(cluster.Broken == BrokenSign.Atkan, geology.Units[node] != KolymaUnit.Atkan);
            Assert.Equal(cluster.Broken == BrokenSign.Fault, geology.FaultDistance[node] > ClusterRule.NearFault);
            Assert.Equal(cluster.Broken == BrokenSign.Granite, cluster.GraniteDistance > ClusterRule.NearGranite);
        }

        static void Half(List<bool> unmappedAreLikeMapped, int all)
        {
            Assert.InRange(unmappedAreLikeMapped.Count, 15, 0.35 * all);
            Assert.InRange(unmappedAreLikeMapped.Count(like => like), unmappedAreLikeMapped.Count / 2, (unmappedAreLikeMapped.Count + 1) / 2);
        }
    }
}
