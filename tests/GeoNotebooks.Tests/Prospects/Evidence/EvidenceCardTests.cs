using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Prospects.Evidence;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Prospects.Evidence;

public sealed class EvidenceCardTests
{
    private static readonly GridGeometry Geometry = new(10, 10, 0, 0, 200, 200, Crs.Local);

    private static SignEvidence Sign(string target, double share, double probability, params ChannelEvidence[] channels) => new(
        new(target, 1000, 1, "", "") { Survey = $"survey of {target}." }, share, probability, 0, 900, probability, 0.08, channels);

    private static EvidenceCard Card(GroundKnowledge? ground = null, NearCluster? nearest = null) => new(
        new(2, new Point(0, 0), [1, 2, 3], 14.2, 0.41, 1) { Interval = (0.33, 0.48) }, 37, new(542_900, 6_837_900),
        [Sign("atkan", 0.2, 0.95), Sign("faults", 0.7, 0.82, new("gravity_tilt", 2.1), new("arsenic", 0.4), new("potassium", -0.3)), Sign("intrusions", 0.1, 0.45)],
        ground ?? new(0, 0, 0, [new("airborne", 6400, 6550), new("gravity", 40, 40)]), nearest, new("Omchak (synthetic)", [0.8, 0.6, 0.7], 0.97, [(new(500_000, 6_800_000), 0.66)]));

    [Fact]
    public void The_five_questions_are_answered_from_the_maps()
    {
        var text = Card(nearest: new("Vetrenny (synthetic)", 12_300)).ToString();
        Assert.StartsWith("Zone 2 of 37, 14.2 km2 about E 542900, N 6837900\nWhy here? Score 0.41: 70 % of it from faults, probability 0.82, 0.9 km off, told mostly by gravity tilt and arsenic; 20 % of it from atkan", text, StringComparison.Ordinal);
        Assert.DoesNotContain("potassium", text, StringComparison.Ordinal);
        Assert.Contains("How sure? Between 0.33 and 0.48", text, StringComparison.Ordinal);
        Assert.Contains("Vetrenny (synthetic), lies 12.3 km away. To the networks it is like Omchak (synthetic) by 0.80 in atkan, 0.60 in faults, 0.70 in intrusions", text, StringComparison.Ordinal);
        Assert.Contains("97 % of the region is less like it", text, StringComparison.Ordinal);
        Assert.Contains("What is missing? No sure sign of intrusions (probability 0.45 at best).", text, StringComparison.Ordinal);
        Assert.Contains("What next? Least certain: intrusions (probability 0.45). survey of intrusions.", text, StringComparison.Ordinal);
        Assert.Contains("not for siting drill holes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_are_named()
    {
        var text = Card(new(0.4, 0.2, 0.1, [new("airborne", 3000, 6550), new("gravity", 40, 40)]), new("Omchak", 0)).ToString();
        Assert.Contains("40 % of the zone lies under younger cover; 20 % of it is off the geological map; a channel has no value on 10 % of the tile about it; airborne holds 3000 points in the tile about it, where 6550 are usual", text, StringComparison.Ordinal);
        Assert.DoesNotContain("gravity holds", text, StringComparison.Ordinal);
        Assert.Contains("It touches the known cluster Omchak.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Zones_carry_their_answers_into_the_layer()
    {
        var card = Card();
        var layer = Zones.Layer([card.Zone, card.Zone with { Rank = 3 }], Crs.Local, [card]);
        Assert.StartsWith("Score 0.41", layer.Features[0].Text("why_here"), StringComparison.Ordinal);
        Assert.Equal("", layer.Features[1].Text("why_here"));
    }

    [Fact]
    public void A_sign_that_sets_the_ground_apart_has_the_share()
    {
        // The first sign is 0.9 on the zone and 0.1 elsewhere; the second 0.5 everywhere.
        Grid Map(Func<int, float> value) => new(Geometry, [.. Enumerable.Range(0, 100).Select(value)], "sign", "1");
        int[] zone = [3, 4, 5];
        Grid[] signs = [Map(node => zone.Contains(node) ? 0.9f : 0.1f), Map(_ => 0.5f)];
        foreach (var kind in Enum.GetValues<CombinationKind>())
        {
            var concept = new ConceptModel("two", "", [new("a", 1, 1, "", ""), new("b", 1, 1, "", "")]) { Combination = new(kind) { Weights = [new(1, -1), new(1, -1)] } };
            Assert.Equal([1, 0], SignShares.Of(concept, signs, zone).Select(share => Math.Round(share, 6)));
            Assert.All(SignShares.Of(concept, signs, [50, 51]), share => Assert.Equal(0, share, 1e-6));
        }
        // Both alike: half each.
        var alike = SignShares.Of(new("two", "", [new("a", 1, 1, "", ""), new("b", 1, 1, "", "")]), [signs[0], signs[0]], zone);
        Assert.Equal(0.5, alike[0], 1e-6);
    }

    [Fact]
    public void Likeness_is_one_to_itself_and_takes_the_least_of_the_networks()
    {
        var random = new Random(1);
        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
        List<float[]> first = [.. Enumerable.Range(0, 60).Select(_ => Draw(16))], second = [.. Enumerable.Range(0, 60).Select(_ => Draw(8))];
        var likeness = new PlaceLikeness([.. Enumerable.Range(100, 60)], [first, second]);
        Assert.All(likeness.OfTargets([first[7], second[7]], [first[7], second[7]]), cosine => Assert.Equal(1, cosine, 1e-6));
        // Of a place that only one network sees as the standard, the other's word counts.
        var half = likeness.OfTargets([first[7], second[9]], [first[7], second[7]]);
        Assert.Equal(1, half[0], 1e-6);
        Assert.True(half[1] < 0.95);
        Assert.True(likeness.LessLike([first[7], second[9]], [first[7], second[7]]) < likeness.LessLike([first[7], second[7]], [first[7], second[7]]));
        Assert.Equal(59 / 60.0, likeness.LessLike([first[7], second[7]], [first[7], second[7]]), 1e-9);
        Assert.Equal(107, likeness.MostLike([first[7], second[7]], 3, _ => true)[0].Node);
        Assert.DoesNotContain(107, likeness.MostLike([first[7], second[7]], 3, node => node != 107).Select(one => one.Node));
        Assert.Throws<ArgumentException>(() => new PlaceLikeness([1, 2], [first]));
    }
}
