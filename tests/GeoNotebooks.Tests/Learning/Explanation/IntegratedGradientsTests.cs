using GeoNotebooks.Learning.Explanation;
using Xunit;
using static TorchSharp.torch;

namespace GeoNotebooks.Tests.Learning.Explanation;

[Collection(TrainingCollection.Name)]
public sealed class IntegratedGradientsTests(OneTellingChannel ground) : IClassFixture<OneTellingChannel>
{
    // The attributions of a weighted sum are its terms, whatever the steps; those of a square are the square, since its gradient is linear and the midpoint rule exact.
    [Fact]
    public void Sums_and_squares_have_closed_forms()
    {
        using var scope = NewDisposeScope();
        var input = tensor([2f, -3, 0.5f, 4]).reshape(1, 2, 1, 2);
        var factors = tensor([1f, 10]).reshape(1, 2, 1, 1);
        var weights = tensor([0.25f, 0.75f]).reshape(1, 1, 1, 2);
        var linear = IntegratedGradients.Along(x => (x * factors).sum(1, keepdim: true) + 7, input, weights, 1);
        Assert.Equal([0.25f * 2, 0.75f * -3, 0.25f * 10 * 0.5f, 0.75f * 10 * 4], linear.flatten().data<float>().ToArray());
        var square = IntegratedGradients.Along(x => (x * x).sum(1, keepdim: true), input, weights, 4);
        Assert.Equal([0.25f * 4, 0.75f * 9, 0.25f * 0.25f, 0.75f * 16], square.flatten().data<float>().ToArray().Select(value => MathF.Round(value, 5)));
    }

    // A cubic's gradient is not linear: the midpoint rule with n steps misses x^3 by x^3 / (4 n^2).
    [Fact]
    public void More_steps_come_nearer_as_the_midpoint_rule_does()
    {
        using var scope = NewDisposeScope();
        var (input, weights) = (tensor([2f]).reshape(1, 1, 1, 1), ones(1, 1, 1, 1));
        foreach (var steps in (int[])[1, 4, 8])
            Assert.Equal(8 * (1 - 1 / (4.0 * steps * steps)), IntegratedGradients.Along(x => x * x * x, input, weights, steps).item<float>(), 1e-4);
    }

    [Fact]
    public void Attributions_of_a_network_add_up_and_name_the_telling_channel()
    {
        // Where the network is surest that there is none.
        var nodes = ExplainedNodes.MostProbable(ground.Model.Predict(ground.Stack, threads: 1).Map(value => 1 - value), 40, ground.Fold.Test);
        var found = IntegratedGradients.Of(ground.Model, ground.Stack, nodes);
        Assert.Equal(40, found.Nodes);
        Assert.True(found.Logit < found.MedianLogit - 1, $"{found.Logit} and {found.MedianLogit}");
        Assert.InRange(found.CompletenessError, 0, 0.02);
        var table = found.Table();
        Assert.Equal(OneTellingChannel.Telling, table["channel"][0]);
        Assert.True((double)table["share"][0] > 0.5, $"{table["share"][0]}");
        Assert.Equal(found.Sum, Enumerable.Range(0, 3).Sum(row => (double)table["adds, logit"][row]), 1e-3);
        Assert.Equal(ground.Stack.Names, found.Map.Names);
        // The same of the nodes where it is surest that there is one, and of no ground that no window of theirs reaches.
        found = IntegratedGradients.Of(ground.Model, ground.Stack, ground.Surest);
        Assert.True(found.Logit > found.MedianLogit && Math.Abs(found.Sum - (found.Logit - found.MedianLogit)) < 0.05, $"{found.Logit}, {found.MedianLogit}, {found.Sum}");
        Assert.Equal(OneTellingChannel.Telling, found.Table()["channel"][0]);
        Assert.True(float.IsNaN(found.Map["noise"][0, 0]));
        Assert.All(Enumerable.Range(0, ground.Surest.Length).Where(node => ground.Surest[node]), node => Assert.False(float.IsNaN(found.Map["noise"].Values[node])));
    }

    [Fact]
    public void A_corner_counts_the_mirrored_ground_where_it_comes_from()
    {
        var corner = new bool[ground.Surest.Length];
        corner[^1] = true;
        // One node alone is no mean over many: its path has kinks, which the midpoint rule resolves with more steps.
        var found = IntegratedGradients.Of(ground.Model, ground.Stack, corner, steps: 256);
        Assert.InRange(found.CompletenessError, 0, 0.02);
        Assert.InRange(found.Map["noise"].Values.Count(value => !float.IsNaN(value)), 1, 32 * 32 - 1);
    }

    [Fact]
    public void The_network_is_left_as_it_was()
    {
        var before = ground.Model.Predict(ground.Stack, threads: 1).Values;
        var gradients = Gradients();
        ground.Model.Network.train();
        IntegratedGradients.Of(ground.Model, ground.Stack, ground.Surest, steps: 1);
        Assert.True(ground.Model.Network.training);
        Assert.Equal(gradients, Gradients());
        Assert.Equal(before, ground.Model.Predict(ground.Stack, threads: 1).Values);

        float[] Gradients() => [.. ground.Model.Network.parameters().Select(parameter => parameter.grad is { } gradient ? gradient.abs().sum().item<float>() : float.NaN)];
    }

    [Fact]
    public void Wrong_input_is_said_in_one_sentence()
    {
        Assert.Contains("at least one step; found 0", Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(ground.Model, ground.Stack, ground.Surest, 0)).Message);
        Assert.Contains("among 0 chosen ones", Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(ground.Model, ground.Stack, new bool[96 * 96])).Message);
        Assert.Contains("found 5", Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(ground.Model, ground.Stack, new bool[5])).Message);
        Assert.Throws<OperationCanceledException>(() => IntegratedGradients.Of(ground.Model, ground.Stack, ground.Surest, cancellation: new CancellationToken(true)));
    }

    [Fact]
    public void Surest_nodes_are_those_of_highest_probability_in_the_zone()
    {
        var map = ground.Model.Predict(ground.Stack, threads: 1);
        var chosen = ground.Surest;
        Assert.Equal(40, chosen.Count(flag => flag));
        var least = Enumerable.Range(0, chosen.Length).Where(node => chosen[node]).Min(node => map.Values[node]);
        Assert.All(Enumerable.Range(0, chosen.Length).Where(node => !chosen[node] && ground.Fold.Test[node]), node => Assert.True(map.Values[node] <= least));
        Assert.All(Enumerable.Range(0, chosen.Length).Where(node => chosen[node]), node => Assert.True(ground.Fold.Test[node]));
        Assert.Contains("no value on any node", Assert.Throws<ArgumentException>(() => ExplainedNodes.MostProbable(map, 5, new bool[chosen.Length])).Message);
        Assert.Throws<ArgumentException>(() => ExplainedNodes.MostProbable(map, 0));
    }
}
