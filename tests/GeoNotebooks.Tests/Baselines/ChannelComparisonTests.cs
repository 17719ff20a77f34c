using GeoNotebooks.Baselines;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Baselines;

public sealed class ChannelComparisonTests
{
    private static readonly GridGeometry Nodes = new(90, 140, 0, 0, 500, 500, Crs.Local);
    private static readonly BlockFolds Folds = new() { BlockMetres = 10_000, BufferMetres = 1_000, Count = 3 };
    private static readonly bool[] Everywhere = [.. Enumerable.Repeat(true, Nodes.Count)];
    private static readonly ChannelTrialOptions Options = new()
    {
        Sample = new() { MostNodes = 5000, BlockMetres = 5000 },
        WindowsMetres = [],
        Trees = new() { Trees = 30, Leaves = 6, LearningRate = 0.2, LeastNodesPerLeaf = 20, FeatureShare = 1 },
        Draws = 50,
    };

    /// <summary>The target is where the sum of two channels is high, the first counting twice; a third is a version of the first, two more are noise.</summary>
    private static (FeatureStack Stack, TargetLabels Labels) Ground()
    {
        var random = new Random(3);
        float[] Noise() => [.. Enumerable.Range(0, Nodes.Count).Select(_ => (float)random.NextDouble())];
        var (first, second, fourth, fifth) = (Noise(), Noise(), Noise(), Noise());
        Grid Of(string name, float[] values) => new(Nodes, values, name, "1");
        return (
            new([Of("noise a", fourth), Of("second", second), Of("first", first), Of("noise b", fifth), Of("version", [.. first.Select((v, i) => v * v + 0.02f * fifth[i])])]),
            new(Nodes, [.. first.Zip(second, (a, b) => 2 * a + b > 2.2 ? TargetLabels.Present : TargetLabels.Absent)], "sum"));
    }

    [Fact]
    public void What_matters_is_found_by_every_view_and_a_version_is_not_proposed_beside_its_original()
    {
        var (stack, labels) = Ground();
        var found = ChannelComparison.Of(ChannelCandidates.Of(stack, Everywhere, Options), labels, Folds, new(), count: 3, sets: [("mine", ["second", "noise a"])]);
        Assert.Equal("second", found.ProposedChannels[1]);
        Assert.True(found.ProposedChannels[0] is "first" or "version");
        Assert.DoesNotContain(found.ProposedChannels, name => name.StartsWith("noise", StringComparison.Ordinal));
        Assert.Equal(2, found.Proposal.Count);
        Assert.InRange(found[ChannelComparison.All].AveragePrecision, 0.9, 1);
        Assert.InRange(found[ChannelComparison.Proposed].AveragePrecision, 0.9, 1);
        Assert.InRange(found[ChannelComparison.Rule].AveragePrecision, 0.9, 1);
        Assert.InRange(found["mine"].AveragePrecision, 0.1, 0.6);
        var second = found.Importance.Single(one => one.Channels[0] == "second");
        Assert.True(second.Low > 0.05 && second.Low < second.Drop && second.Drop < second.High);
        Assert.InRange(found.Importance.Single(one => one.Channels[0] == "noise a").Drop, -0.02, 0.02);
        var (difference, low, high) = found.Trial.Compare(found[ChannelComparison.Proposed], found["mine"]);
        Assert.True(low > 0.1 && low < difference && difference < high);
        Assert.Contains("no set 'yours'", Assert.Throws<KeyNotFoundException>(() => found["yours"]).Message);
    }

    [Fact]
    public void Dealt_together_two_versions_show_what_they_hide_from_each_other()
    {
        var (stack, labels) = Ground();
        var trial = ChannelTrial.Of(ChannelCandidates.Of(stack, Everywhere, Options), labels, Folds);
        var alone = trial.Importance();
        var together = trial.Importance([["first", "version"]]).Single();
        Assert.True(together.Drop > 0.1 + alone.Where(one => one.Channels[0] is "first" or "version").Max(one => one.Drop) * 0.5);
        Assert.Equal(trial.Importance([["second"]]).Single().Drop, alone.Single(one => one.Channels[0] == "second").Drop);
    }

    [Fact]
    public void Ground_that_is_held_back_changes_nothing()
    {
        var (stack, labels) = Ground();
        var west = Enumerable.Range(0, Nodes.Count).Select(i => i % 140 < 90).ToArray();
        var lies = new FeatureStack([.. stack.Channels.Select(channel => channel with { Values = [.. channel.Values.Select((value, i) => west[i] ? value : 7 - value)] })]);
        var options = Options with { WindowsMetres = [3000] };
        SetScore Score(FeatureStack of) => ChannelTrial.Of(ChannelCandidates.Of(of, west, options), labels.Where(west), Folds).Score("all", of.Names);
        Assert.Equal(Score(stack).Probabilities, Score(lies).Probabilities);
    }

    [Fact]
    public void The_table_joins_the_views()
    {
        var (stack, labels) = Ground();
        var found = ChannelComparison.Of(ChannelCandidates.Of(stack, Everywhere, Options), labels, Folds, new(), count: 3) with
        {
            Ablation = [new(null, 0.9, 0, 0, 0), new("first", 0.5, 0.4, 0.3, 0.5), new("second", 0.3, 0.6, 0.5, 0.7)],
        };
        var ranks = found.Ranks().ToDictionary(rank => rank.Channel);
        Assert.Equal(found.Correlation.OrderedNames, found.Ranks().Select(rank => rank.Channel));
        Assert.Equal((2, 1, null), (ranks["first"].Ablation, ranks["second"].Ablation, ranks["noise a"].Ablation));
        Assert.Equal(2, ranks["second"].Proposed);
        Assert.Equal([1, 2, 3, 4, 5], ranks.Values.Select(rank => rank.Information!.Value).Order());
        var table = found.Table();
        Assert.Equal(5, table.Rows.Count);
        Assert.Equal(1, table["rank by information"][0]);
        Assert.Equal(1, table["rank by ablation"][Enumerable.Range(0, 5).Single(row => (string)table["channel"][row] == "second")]);
        Assert.Equal(3, found.ScoreTable().Rows.Count);
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        var (stack, labels) = Ground();
        var ready = ChannelCandidates.Of(stack, Everywhere, Options);
        Assert.Contains("found 0 present", Assert.Throws<InvalidDataException>(() => ChannelTrial.Of(ready, labels with { Values = new sbyte[Nodes.Count] }, Folds)).Message);
        Assert.Contains("expected at least 5 blocks of 40 km with known labels, one a fold; found 4", Assert.Throws<InvalidDataException>(() =>
            ChannelTrial.Of(ready, labels, new() { BlockMetres = 40_000, BufferMetres = 1000, Count = 5 })).Message);
        Assert.Contains("other nodes", Assert.Throws<InvalidDataException>(() => ChannelTrial.Of(ready, labels with { Geometry = Nodes with { West = 100 } }, Folds)).Message);
        Assert.Contains("'gold' is none of the candidates", Assert.Throws<ArgumentException>(() => ChannelTrial.Of(ready, labels, Folds).Score("x", ["gold"])).Message);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => ChannelTrial.Of(ready, labels, Folds).Score("x", [])).Message);
        var noise = ChannelSample.Draw(stack.Select("noise a"), Everywhere, Options.Sample);
        Assert.Contains("tells more of it than chance does", Assert.Throws<InvalidDataException>(() => ChannelChoice.Propose(
            [new("noise a", "sum", 0.001, 0, 0.002, 0.001, 0.002)], ChannelCorrelation.Of(noise))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelChoice.Propose([], ChannelCorrelation.Of(noise), 0));
    }
}
