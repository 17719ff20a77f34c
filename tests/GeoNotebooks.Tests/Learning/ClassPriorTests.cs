using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

public sealed class ClassPriorTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Best_bin_finds_the_share_of_a_known_mixture(double share)
    {
        var (scores, labels, blocks) = Mixture(4000, 20_000, share, distance: 3);
        var prior = ClassPrior.ByBestBin(scores, labels, blocks);
        Assert.Equal(share, prior.InUnlabelled, 0.03);
        Assert.InRange(share, prior.Low - 0.015, prior.High + 0.015);
        Assert.Equal((4000, 20_000), (prior.Labelled, prior.Unlabelled));
        Assert.Equal((4000 + prior.InUnlabelled * 20_000) / 24_000, prior.InAll, 1e-12);
        Assert.Equal(4000 / (4000 + prior.InUnlabelled * 20_000), prior.MappedShare, 1e-12);
    }

    [Fact]
    public void Best_bin_needs_no_calibration()
    {
        var (scores, labels, blocks) = Mixture(2000, 8000, 0.25, distance: 2.5);
        Assert.Equal(ClassPrior.ByBestBin(scores, labels, blocks, draws: 20), ClassPrior.ByBestBin([.. scores.Select(score => MathF.Exp(3 * score))], labels, blocks, draws: 20));
    }

    [Fact]
    public void Scores_that_tell_nothing_give_no_more_than_one()
    {
        var (scores, labels, blocks) = Mixture(2000, 8000, 0.25, distance: 0);
        Assert.InRange(ClassPrior.ByBestBin(scores, labels, blocks, draws: 20).InUnlabelled, 0.8, 1);
    }

    [Fact]
    public void Mean_score_is_exact_where_the_target_is_told_without_doubt()
    {
        // 1000 positives of which 600 are mapped, 4000 negatives; the probability of being mapped is 0.6 on positives and 0 elsewhere.
        var labels = Enumerable.Range(0, 5000).Select(i => i < 600 ? TargetLabels.Present : TargetLabels.Absent).ToArray();
        var prior = ClassPrior.ByMeanScore([.. Enumerable.Range(0, 5000).Select(i => i < 1000 ? 0.6f : 0)], labels, [.. Enumerable.Range(0, 5000).Select(i => i % 50)]);
        Assert.Equal(400.0 / 4400, prior.InUnlabelled, 1e-6);
        Assert.Equal(0.6, prior.MappedShare, 1e-6);
        Assert.Equal(0.2, prior.InAll, 1e-6);
    }

    [Fact]
    public void Mean_score_is_an_upper_bound_where_doubt_is_left()
    {
        const double share = 0.1;
        var (scores, labels, blocks) = Mixture(2000, 18_000, share, distance: 2);
        // The true probability of being mapped: densities of the two normal distributions by Bayes' rule; 2000 of 3800 positives are mapped.
        var mapped = 2000 / (2000 + share * 18_000);
        var present = (2000 + share * 18_000) / 20_000;
        float[] probabilities = [.. scores.Select(x => (float)(mapped / (1 + (1 - present) / present * Math.Exp(2 - 2 * x))))];
        Assert.InRange(ClassPrior.ByMeanScore(probabilities, labels, blocks, draws: 20).InUnlabelled, share + 0.02, 0.5);
    }

    [Fact]
    public void Interval_is_wide_where_blocks_are_few_and_differ()
    {
        // Blocks with no target and blocks full of it: nodes are no witnesses of their own.
        var random = new Random(6);
        var labels = Enumerable.Range(0, 6000).Select(i => i % 6 == 0 ? TargetLabels.Present : TargetLabels.Absent).ToArray();
        var blocks = Enumerable.Range(0, 6000).Select(i => i / 300).ToArray();
        float[] scores = [.. Enumerable.Range(0, 6000).Select(i => (float)((labels[i] == TargetLabels.Present || blocks[i] % 4 == 0 ? 5 : 0) + random.NextDouble()))];
        var few = ClassPrior.ByBestBin(scores, labels, blocks);
        var many = ClassPrior.ByBestBin(scores, labels, [.. Enumerable.Range(0, 6000)]);
        Assert.Equal(0.25, few.InUnlabelled, 0.02);
        Assert.True(few.High - few.Low > 3 * (many.High - many.Low), $"{few} against {many}");
        Assert.Equal(few, ClassPrior.ByBestBin(scores, labels, blocks));
    }

    [Fact]
    public void Unknown_nodes_and_those_without_a_score_play_no_part()
    {
        var (scores, labels, blocks) = Mixture(1000, 5000, 0.2, distance: 3);
        var prior = ClassPrior.ByBestBin(scores, labels, blocks, draws: 10);
        var more = ClassPrior.ByBestBin([.. scores, 99, float.NaN], [.. labels, TargetLabels.Unknown, TargetLabels.Absent], [.. blocks, 0, 0], draws: 10);
        Assert.Equal(prior, more);
    }

    [Fact]
    public void What_cannot_be_estimated_is_refused()
    {
        Assert.Contains("found 0 and 2", Assert.Throws<InvalidDataException>(() => ClassPrior.ByBestBin([1, 2], [0, 0], [0, 0])).Message);
        Assert.Contains("found 2 scores, 1 labels and 2 blocks", Assert.Throws<ArgumentException>(() => ClassPrior.ByBestBin([1, 2], [0], [0, 0])).Message);
        Assert.Contains("found 2", Assert.Throws<ArgumentException>(() => ClassPrior.ByMeanScore([1, 2], [0, 1], [0, 0])).Message);
    }

    /// <summary>Labelled positives and unlabelled nodes of which a share is positive; scores normal about 0 for negatives and about a distance for positives.</summary>
    private static (float[] Scores, sbyte[] Labels, int[] Blocks) Mixture(int labelled, int unlabelled, double share, double distance)
    {
        var random = new Random(11);
        var labels = Enumerable.Range(0, labelled + unlabelled).Select(i => i < labelled ? TargetLabels.Present : TargetLabels.Absent).ToArray();
        float[] scores = [.. Enumerable.Range(0, labels.Length).Select(i => (float)(
            (i < labelled + share * unlabelled ? distance : 0) + Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        return (scores, labels, [.. Enumerable.Range(0, labels.Length).Select(i => i % 100)]);
    }
}
