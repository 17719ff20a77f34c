using GeoNotebooks.Learning;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Learning;

public sealed class MaskedLossTests
{
    public static TheoryData<LossKind> Kinds => [.. Enum.GetValues<LossKind>()];

    // Logit 0 is probability 1/2: cross-entropy ln 2 for each known node, the present one taken twice.
    [Fact]
    public void Cross_entropy_and_Dice_equal_the_formula_by_hand()
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = (tensor(new float[] { 0, 0, 0, 50 }, [1, 1, 2, 2]), tensor(new float[] { 1, 0, 0, -1 }, [1, 1, 2, 2]));
        Assert.Equal(Math.Log(2) * 4 / 3, Of(logits, labels, new(LossKind.CrossEntropy, PositiveWeight: 2)), 1e-6);
        Assert.Equal(Math.Log(2) * 4 / 3, Of(logits, labels, new(LossKind.CrossEntropyAndDice, PositiveWeight: 2, DiceWeight: 0)), 1e-6);
        // Dice: overlap 1/2, sizes 3/2 and 1, one node's worth added to both parts.
        const double dice = 1 - (2 * 0.5 + 1) / (1.5 + 1 + 1);
        Assert.Equal(dice, Of(logits, labels, new(LossKind.Dice)), 1e-6);
        Assert.Equal(Math.Log(2) + dice, Of(logits, labels, new(LossKind.CrossEntropyAndDice, PositiveWeight: 1)), 1e-6);
    }

    // Logit ln 3 is probability 3/4: (1/4)^2 ln(4/3) where the target is, (3/4)^2 ln 4 where it is not.
    [Fact]
    public void Focal_equals_the_formula_by_hand()
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = (tensor(new[] { MathF.Log(3), MathF.Log(3), -50 }, [1, 1, 1, 3]), tensor(new float[] { 1, 0, -1 }, [1, 1, 1, 3]));
        Assert.Equal((3 * Math.Log(4.0 / 3) / 16 + 9 * Math.Log(4) / 16) / 2, Of(logits, labels, new(LossKind.Focal, PositiveWeight: 3)), 1e-6);
        Assert.Equal(
            Of(logits, labels, new(LossKind.CrossEntropy, PositiveWeight: 3)), Of(logits, labels, new(LossKind.Focal, PositiveWeight: 3, Focus: 0)), 1e-6);
    }

    [Fact]
    public void Tolerance_forgives_a_line_that_is_a_node_off_and_no_more()
    {
        using var scope = NewDisposeScope();
        var labels = zeros(1, 1, 9, 9);
        labels[.., .., .., 4] = 1f;
        var options = new LossOptions(LossKind.BoundaryTolerant, PositiveWeight: 1, ToleranceNodes: 1);
        var (exact, near, far) = (Loss(4), Loss(5), Loss(7));
        Assert.Equal(exact, near, 1e-6);
        Assert.True(exact < 0.01 && far > 1, $"{exact} and {far}");
        Assert.True(Of(Line(5), labels, options with { ToleranceNodes = 0 }) > 1);

        double Loss(int column) => Of(Line(column), labels, options);

        Tensor Line(int column)
        {
            var logits = full([1, 1, 9, 9], -8f);
            logits[.., .., .., column] = 8f;
            return logits;
        }
    }

    // A row of seven: the target in the middle, tolerance 1, so five nodes are judged: one by its best neighbour, four as absent.
    [Fact]
    public void Boundary_tolerant_equals_the_formula_by_hand()
    {
        using var scope = NewDisposeScope();
        var labels = tensor(new float[] { 0, 0, 0, 1, 0, 0, 0 }, [1, 1, 1, 7]);
        var logits = tensor(new float[] { 0, 0, 0, 0, MathF.Log(3), 0, 0 }, [1, 1, 1, 7]);
        var entropy = (2 * Math.Log(4.0 / 3) + 4 * Math.Log(2)) / 5;
        Assert.Equal(entropy, Of(logits, labels, new(LossKind.BoundaryTolerant, PositiveWeight: 2, DiceWeight: 0, ToleranceNodes: 1)), 1e-6);
        var (precision, recall) = ((0.5 + 0.5 + 0.75 + 1) / (6 * 0.5 + 0.75 + 1), (0.75 + 1) / 2);
        Assert.Equal(
            entropy + 3 * (1 - 2 * precision * recall / (precision + recall)),
            Of(logits, labels, new(LossKind.BoundaryTolerant, PositiveWeight: 2, DiceWeight: 3, ToleranceNodes: 1)), 1e-6);
    }

    // One positive with q = 3/4 and three unlabelled with 1/2; the risk of the negatives is an estimate that may fall below 0, and is cut there.
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.9)]
    public void Positive_unlabelled_risk_equals_the_formula_by_hand(double prior)
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = (tensor(new[] { MathF.Log(3), 0, 0, 0, 70 }, [1, 1, 1, 5]), tensor(new float[] { 1, 0, 0, 0, -1 }, [1, 1, 1, 5]));
        var negative = (Math.Log(4) + 3 * Math.Log(2)) / 4 - prior * Math.Log(4);
        Assert.Equal(prior < 0.5, negative > 0);
        Assert.Equal(prior * Math.Log(4.0 / 3) + Math.Max(0, negative), Of(logits, labels, new(LossKind.PositiveUnlabelled, ClassPrior: prior)), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradient_is_that_of_numeric_differences_and_zero_on_unknown_nodes(LossKind kind)
    {
        using var scope = NewDisposeScope();
        var options = new LossOptions(kind, PositiveWeight: 3, DiceWeight: 0.7, Focus: 1.5, ToleranceNodes: 1, ClassPrior: 0.3);
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 2 * 36).Select(_ => 4 * random.NextDouble() - 2)];
        double[] known = [.. Enumerable.Range(0, 2 * 36).Select(_ => random.Next(5) switch { 0 => 1.0, < 4 => 0.0, _ => -1.0 })];
        var logits = Shaped(values).requires_grad_();
        MaskedLoss.Of(logits, Shaped(known), options).backward();
        var gradient = logits.grad!.data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
            if (known[i] < 0)
                Assert.Equal(0, gradient[i]);
            else
                Assert.Equal((At(i, 1e-5) - At(i, -1e-5)) / 2e-5, gradient[i], 1e-7);
        Assert.Contains(gradient, value => Math.Abs(value) > 1e-3);
        Assert.Contains(-1.0, known);

        double At(int node, double by)
        {
            var moved = (double[])values.Clone();
            moved[node] += by;
            return MaskedLoss.Of(Shaped(moved), Shaped(known), options).item<double>();
        }

        static Tensor Shaped(double[] values) => tensor(values, [2, 1, 6, 6]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Extreme_logits_and_batches_without_a_known_node_stay_finite(LossKind kind)
    {
        using var scope = NewDisposeScope();
        var options = new LossOptions(kind, PositiveWeight: 2, ClassPrior: 0.3);
        var extreme = tensor(new float[] { 300, -300, 300, -300 }, [1, 1, 2, 2], requires_grad: true);
        var loss = MaskedLoss.Of(extreme, tensor(new float[] { 1, 1, 0, 0 }, [1, 1, 2, 2]), options);
        loss.backward();
        Assert.True(float.IsFinite(loss.item<float>()));
        Assert.All(extreme.grad!.data<float>().ToArray(), value => Assert.True(float.IsFinite(value)));

        var blank = tensor(new float[] { 1, 2, 3, 400 }, [1, 1, 2, 2], requires_grad: true);
        loss = MaskedLoss.Of(blank, full([1, 1, 2, 2], -1f), options);
        loss.backward();
        Assert.Equal(0, loss.item<float>(), 1e-6f);
        Assert.All(blank.grad!.data<float>().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Weight_of_a_present_node_follows_the_prevalence_unless_it_is_given()
    {
        Assert.Equal(3, new LossOptions().For(0.1).PositiveWeight!.Value, 1e-12);
        Assert.Equal(10, new LossOptions().For(0.001).PositiveWeight);
        Assert.Equal(1, new LossOptions().For(0.9).PositiveWeight);
        Assert.Equal(2, new LossOptions(PositiveWeight: 2).For(0.1).PositiveWeight);
        Assert.Equal(1, new LossOptions(LossKind.Focal).For(0.1).PositiveWeight);
    }

    [Fact]
    public void Options_out_of_range_are_refused_in_a_sentence()
    {
        Assert.Contains("between 0 and 1; found none", Assert.Throws<ArgumentException>(() => new LossOptions(LossKind.PositiveUnlabelled).Require()).Message);
        Assert.Contains("found -1, 1, 2 and 2", Assert.Throws<ArgumentException>(() => new LossOptions(PositiveWeight: -1).Require()).Message);
    }

    private static double Of(Tensor logits, Tensor labels, LossOptions options) => MaskedLoss.Of(logits, labels, options).item<float>();
}
