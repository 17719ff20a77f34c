using GeoNotebooks.Prospects;
using Xunit;

namespace GeoNotebooks.Tests.Prospects;

public sealed class CombinationTests
{
    // By hand, signs 0.5 and 0.8. Equal weights: product 0.4, its root; sum of the rest (1 - 0.5 * 0.2) = 0.9. Weights 3 to 1: powers 1.5 and 0.5.
    [Theory]
    [InlineData(CombinationKind.GeometricMean, 1, 1, 0.63245553)]
    [InlineData(CombinationKind.GeometricMean, 3, 1, 0.56234133)]
    [InlineData(CombinationKind.Product, 1, 1, 0.4)]
    [InlineData(CombinationKind.Product, 3, 1, 0.31622777)]
    [InlineData(CombinationKind.Gamma, 1, 1, 0.6)]
    [InlineData(CombinationKind.WeightedSum, 1, 1, 0.65)]
    [InlineData(CombinationKind.WeightedSum, 3, 1, 0.575)]
    [InlineData(CombinationKind.Agreement, 3, 1, 0.25)]
    public void Score_is_that_of_the_formula(CombinationKind kind, double first, double second, double expected) =>
        Assert.Equal(expected, new Combination(kind, Gamma: 0.5, Level: 0.6).Of([[0.5f], [0.8f]], [first, second])[0], 1e-6);

    [Fact]
    public void Gamma_goes_from_the_product_to_the_sum()
    {
        float[][] signs = [[0.2f, 0.9f], [0.7f, 0.4f], [0.5f, 0.5f]];
        double[] weights = [1, 1, 1];
        Assert.Equal(new Combination(CombinationKind.Product).Of(signs, weights), new Combination(CombinationKind.Gamma, Gamma: 0).Of(signs, weights));
        Assert.Equal(1 - 0.8 * 0.3 * 0.5, new Combination(CombinationKind.Gamma, Gamma: 1).Of(signs, weights)[0], 1e-6);
    }

    [Theory]
    [InlineData(CombinationKind.GeometricMean)]
    [InlineData(CombinationKind.Product)]
    [InlineData(CombinationKind.Gamma)]
    [InlineData(CombinationKind.WeightedSum)]
    [InlineData(CombinationKind.Agreement)]
    public void Scores_keep_within_the_signs_scale_and_blanks_stay(CombinationKind kind)
    {
        var score = new Combination(kind).Of([[0, 1, float.NaN, 1, 0], [0, 1, 0.5f, float.NaN, 1]], [1, 2]);
        Assert.Equal(0, score[0], 1e-5);
        Assert.Equal(1, score[1], 1e-5);
        Assert.True(float.IsNaN(score[2]) && float.IsNaN(score[3]));
        Assert.InRange(score[4], 0, 1);
    }

    [Fact]
    public void A_sign_of_weight_zero_counts_for_nothing()
    {
        foreach (var kind in Enum.GetValues<CombinationKind>())
        {
            var combination = new Combination(kind) { Weights = [new(1, -2), new(3, -1)] };
            Assert.Equal(combination.Of([[0.3f]], [1])[0], combination.Of([[0.3f], [0.9f]], [2, 0])[0], 1e-6);
        }
    }

    [Fact]
    public void Weights_of_evidence_add_up_to_the_log_odds()
    {
        var combination = new Combination(CombinationKind.WeightsOfEvidence) { Weights = [new(2, -1), new(0.5, -0.25)], PriorLogOdds = -3 };
        // -3 + (0.4 * 2 - 0.6 * 1) + (1 * 0.5 - 0 * 0.25) = -2.3
        Assert.Equal(1 / (1 + Math.Exp(2.3)), combination.Of([[0.4f], [1]], [1, 1])[0], 1e-6);
        Assert.True(float.IsNaN(combination.Of([[0.4f], [float.NaN]], [1, 1])[0]));
        Assert.Contains("for each of 3 signs", Assert.Throws<ArgumentException>(() => combination.Require(3)).Message, StringComparison.Ordinal);
    }
}
