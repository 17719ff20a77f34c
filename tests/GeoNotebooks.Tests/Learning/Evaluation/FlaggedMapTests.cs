using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

/// <summary>A noisy map that is high along a band, over ground where the target is the band's middle.</summary>
public sealed class FlaggedMapTests
{
    private const int Side = 200;
    private static readonly GridGeometry Geometry = new(Side, Side, 100, 39_900, 200, 200, Crs.Local);
    private static readonly int[] OneBlock = new int[Geometry.Count];
    private static readonly bool[] Everywhere = [.. Enumerable.Repeat(true, Geometry.Count)];

    [Theory]
    [InlineData(false, 0.02)]
    [InlineData(true, 0.02)]
    [InlineData(true, 0.10)]
    public void No_more_than_the_share_of_ground_without_the_target_is_flagged_and_nearly_as_much(bool isLine, double share)
    {
        var (map, labels) = Make();
        var flagged = FlaggedMap.Of(map, isLine, labels, OneBlock, share);
        var counted = isLine ? FlagThreshold.Widened(flagged.Scores, new FoundOptions().ToleranceMetres) : flagged.Scores;
        var absent = labels.Values.Index().Where(label => label.Item == TargetLabels.Absent).Select(label => label.Index).ToList();
        Assert.InRange((double)absent.Count(node => counted.Values[node] >= flagged.Threshold) / absent.Count, 0.5 * share, share);
        Assert.Equal(!isLine, ReferenceEquals(map, flagged.Scores));
    }

    [Fact]
    public void The_band_is_found_as_a_fault()
    {
        var (map, labels) = Make();
        var found = FlaggedMap.Of(map, true, labels, OneBlock).Find(Truth.Layer(Truth.Fault("band", true, true, 40, new(100, 20_000), new(39_900, 20_000))), Everywhere);
        Assert.True(found.Objects.Single().Found);
        Assert.StartsWith("mapped: 1 of 1 found (3", found.Groups.Single().ToString());
    }

    private static (Grid Map, TargetLabels Labels) Make()
    {
        var random = new Random(2);
        var values = new float[Geometry.Count];
        var labels = new sbyte[Geometry.Count];
        for (var node = 0; node < values.Length; node++)
        {
            var distance = Math.Abs(Geometry.Y(node / Side) - 20_000);
            values[node] = (float)(0.8 * Math.Exp(-distance * distance / 800_000) + 0.1 * random.NextDouble());
            labels[node] = distance <= 400 ? TargetLabels.Present : TargetLabels.Absent;
        }
        return (new(Geometry, values, "band", "1"), new(Geometry, labels, "faults"));
    }
}
