using GeoNotebooks.Bank;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Bank;

public sealed class GuardTests
{
    public static TheoryData<string> Wrong => [.. GuardCases.Misuses.Select(one => one.What)];

    public static TheoryData<string> Right => [.. GuardCases.RightUses.Select(one => one.What)];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Misuse_is_found_with_its_reason(string what)
    {
        var (_, card, change, check, atLeast, words) = GuardCases.Misuses.Single(one => one.What == what);
        var report = Guard.Judge(card, change(GuardGround.Ground(3)));
        Assert.Contains(report.Findings, finding => finding.Check == check && finding.Severity >= atLeast && (finding.Subject + " " + finding.Reason + " " + finding.Help).Contains(words, StringComparison.Ordinal));
        if (atLeast == GuardSeverity.Refusal)
            Assert.Contains("does not answer for this ground", Assert.Throws<OutsideTrainingException>(report.Require).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Right_use_is_not_refused(string what)
    {
        var report = Guard.Judge(GuardGround.Card, GuardCases.RightUses.Single(one => one.What == what).Change(GuardGround.Ground(3)));
        Assert.NotEqual(GuardSeverity.Refusal, report.Severity);
        report.Require();
    }

    [Fact]
    public void There_are_forty_misuses_and_twenty_right_uses()
    {
        Assert.True(GuardCases.Misuses.Count >= 40);
        Assert.Equal(20, GuardCases.RightUses.Count);
        Assert.Equal(10, GuardCases.RightUses.Count(one => one.What.StartsWith("edge", StringComparison.Ordinal)));
        Assert.Empty(Guard.Judge(GuardGround.Card, GuardGround.Ground()).Findings);
    }

    [Fact]
    public void Sparse_ground_is_masked_and_the_rest_answered()
    {
        var (_, card, change, _, _, _) = GuardCases.Misuses.Single(one => one.What == "half of the ground without a flight line");
        var report = Guard.Judge(card, change(GuardGround.Ground()));
        Assert.Equal(GuardSeverity.Warning, report.Severity);
        Assert.Equal(0.5, report.Answered.Count(answered => answered) / (double)report.Answered.Length);
        Assert.True(report.Answered[0]);
        Assert.False(report.Answered[95]);
        Assert.StartsWith("With reserve: airborne: on 50 % of the ground", report.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_that_were_left_out_are_missed()
    {
        var ground = GuardGround.Ground();
        var (west, south) = (ground.Stack.Geometry.Bounds.MinX, ground.Stack.Geometry.Bounds.MinY);
        // Lines 2 km apart, a sample each 50 m.
        var places = Enumerable.Range(0, 10).SelectMany(line => Enumerable.Range(0, 384).Select(k => (X: west + 100 + 2000 * line, Y: south + 25 + 50 * k))).ToList();
        var few = new PointSet([.. places.Select(place => place.X)], [.. places.Select(place => place.Y)], new float[places.Count], "magnetic_anomaly", "nT", ground.Stack.Geometry.Crs);
        var report = Guard.Judge(GuardGround.Card, ground.Measured("every fourth line", few, 2000, GuardGround.Card.TileMetres, ground.Stack["magnetic_local"]));
        Assert.Contains(report.Findings, finding => finding.Check == GuardCheck.Points && finding.Severity == GuardSeverity.Refusal && finding.Subject == "every fourth line, 3840 points");
        Assert.Single(report.Findings);
    }

    [Fact]
    public void A_permission_has_a_reason_and_stands_on_the_map()
    {
        var report = Guard.Judge(GuardGround.Card, GuardGround.Ground().Survey("primary/airborne", 0.25, 4));
        Assert.Contains("expected the reason", Assert.Throws<ArgumentException>(() => new AllowOutsideTraining(" ")).Message, StringComparison.Ordinal);
        var allowed = report with { Permission = new("a test of what coarse lines do") };
        allowed.Require();
        Assert.StartsWith("OUTSIDE THE TRAINING, allowed because a test of what coarse lines do: airborne: trained with 40 points/km2, 6554 in a tile of 12.8 km; here 10, 1638 in a tile", allowed.Caption, StringComparison.Ordinal);
        Assert.Contains("a survey with lines or stations about 500 m apart is needed", report.Findings[0].ToString(), StringComparison.Ordinal);
    }
}
