using GeoNotebooks.Baselines;
using GeoNotebooks.Targets;
using Xunit;
using static GeoNotebooks.Tests.Baselines.BaselineGround;

namespace GeoNotebooks.Tests.Baselines;

public sealed class WeightsOfEvidenceTests
{
    private static PixelFeatures Of(params IEnumerable<float[]> planes) =>
        PixelFeatures.Of(new([.. planes.Select((values, i) => Stack["first"] with { Name = $"plane {i + 1}", Values = values })]), []);

    private static float[] Plane(Func<int, float> value) => [.. Enumerable.Range(0, Geometry.Count).Select(value)];

    [Fact]
    public void Weights_of_a_pattern_are_its_counts_by_hand()
    {
        // Of 6000 nodes 1200 bear the pattern, 240 of them the target; of the other 4800 nodes 120 do.
        var features = Of(Plane(node => node < 1200 ? 1 : 0));
        var labels = LabelsOf(node => node < 1200 ? node < 240 : node < 1320);
        var found = WeightsOfEvidence.Count(features, labels, new() { Classes = 20, Binary = true, Smoothing = 1e-9 });
        var pattern = found.Classes[0][1];
        Assert.Equal((240, 960), (pattern.Present, pattern.Absent));
        Assert.Equal(Math.Log(240 / 360.0 / (960 / 5640.0)), pattern.Plus, 1e-6);
        Assert.Equal(Math.Log(120 / 360.0 / (4680 / 5640.0)), pattern.Minus, 1e-6);
        Assert.Equal((pattern.Plus - pattern.Minus) / Math.Sqrt(1 / 240.0 + 1 / 960.0 + 1 / 120.0 + 1 / 4680.0), pattern.Studentised, 1e-5);
        // What is W+ of the rest is W- of the pattern, and one pattern alone gives the shares counted.
        Assert.Equal(pattern.Minus, found.Classes[0][0].Plus, 1e-9);
        var scores = found.Predict(features, Everywhere);
        Assert.Equal(0.2, scores[7], 1e-5);
        Assert.Equal(120 / 4800.0, scores[4000], 1e-5);
        Assert.Equal(1, found.Independence, 1e-4);
    }

    [Fact]
    public void Two_independent_patterns_multiply_the_odds_and_a_pattern_told_twice_is_found_out()
    {
        // Within the target 30 % bear the first and 50 % the second pattern, independently; outside 10 and 20 %. The target is a tenth.
        bool Target(int node) => node % 10 == 0;
        float One(int node) => node / 10 % 10 < (Target(node) ? 3 : 1) ? 1 : 0;
        float Two(int node) => node / 100 % 10 < (Target(node) ? 5 : 2) ? 1 : 0;
        var options = new WeightsOfEvidenceOptions { Classes = 50, Binary = true, Smoothing = 1e-9 };
        var features = Of(Plane(One), Plane(Two));
        var found = WeightsOfEvidence.Count(features, LabelsOf(Target), options);
        var odds = 1 / 9.0 * (0.3 / 0.1) * (0.5 / 0.2);
        var scores = found.Predict(features, Everywhere);
        Assert.All(Enumerable.Range(0, Geometry.Count).Where(node => One(node) == 1 && Two(node) == 1), node => Assert.Equal(odds / (1 + odds), scores[node], 1e-5));
        Assert.Equal(1, found.Independence, 1e-5);
        var twice = WeightsOfEvidence.Count(Of(Plane(One), Plane(One), Plane(Two)), LabelsOf(Target), options);
        Assert.InRange(twice.Independence, 0.5, 0.9);
    }

    [Fact]
    public void Classes_hold_as_many_nodes_and_their_weights_are_counts()
    {
        var found = WeightsOfEvidence.Count(Pixels, Labels, new() { Classes = 5 });
        foreach (var (classes, plane) in found.Classes.Zip([First, Second]))
        {
            Assert.Equal(5, classes.Count);
            foreach (var one in classes)
            {
                var inside = Enumerable.Range(0, Geometry.Count).Where(node => plane[node] >= one.From && plane[node] < one.To).ToList();
                Assert.Equal(1200, inside.Count);
                var present = inside.Count(node => Labels.Values[node] == TargetLabels.Present);
                Assert.Equal((present, 1200 - present), (one.Present, one.Absent));
                var (all, none) = (Labels.PresentCount + 2.5, Geometry.Count - Labels.PresentCount + 2.5);
                Assert.Equal(Math.Log((present + 0.5) / all / ((1200 - present + 0.5) / none)), one.Plus, 1e-9);
            }
        }
        Assert.Equal(10, found.Table().Rows.Count);
        // The first rises with the target, the second falls.
        Assert.True(found.Classes[0][4].Plus > 1 && found.Classes[0][0].Plus < -1 && found.Classes[1][4].Plus < 0);
    }

    [Fact]
    public void A_binary_feature_is_cut_where_the_target_begins()
    {
        var found = WeightsOfEvidence.Count(Of(First), LabelsOf(node => First[node] > 0.53 ? node % 3 > 0 : node % 20 == 0), new() { Classes = 20, Binary = true });
        Assert.Equal(2, found.Classes[0].Count);
        Assert.Equal(0.53, found.Classes[0][1].From, 0.03);
    }

    [Fact]
    public void An_empty_class_a_constant_feature_and_a_missing_value_have_weights_that_are_numbers()
    {
        var features = Of(Plane(node => node < 600 ? 1 : 0), Plane(_ => 7), Plane(node => node < 3000 ? float.NaN : node % 2));
        // No node of the first pattern bears the target.
        var labels = LabelsOf(node => node >= 5000);
        var found = WeightsOfEvidence.Count(features, labels, new() { Binary = true, Classes = 20 });
        Assert.Equal(Math.Log(0.5 / 1001 / (600.5 / 5001)), found.Classes[0][1].Plus, 1e-9);
        Assert.Equal(0, Assert.Single(found.Classes[1]).Plus);
        var odds = found.PriorLogOdds + found.Classes[0][0].Plus;
        Assert.Equal(1 / (1 + Math.Exp(-odds)), found.Predict(features, Everywhere)[1000], 1e-6);
        Assert.All(found.Predict(features, Everywhere), score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void One_class_is_refused() =>
        Assert.Contains("found 1, 0.5 and 60000", Assert.Throws<ArgumentException>(() => WeightsOfEvidence.Count(Pixels, Labels, new() { Classes = 1 })).Message);
}
