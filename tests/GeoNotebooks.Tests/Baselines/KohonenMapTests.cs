using GeoNotebooks.Baselines;
using GeoNotebooks.Targets;
using Xunit;
using static GeoNotebooks.Tests.Baselines.BaselineGround;

namespace GeoNotebooks.Tests.Baselines;

public sealed class KohonenMapTests
{
    /// <summary>Four clusters about the corners of a square, far apart; the target is one pair of opposite corners, which no single feature shows.</summary>
    private static (PixelFeatures Features, TargetLabels Labels) Clusters()
    {
        var features = PixelFeatures.Of(StackOf(
            [.. First.Select((value, node) => 0.3f * value + (node % 2 == 0 ? 4 : -4))], [.. Second.Select((value, node) => 0.3f * value + (node / 2 % 2 == 0 ? 4 : -4))]), []);
        return (features, LabelsOf(node => node % 2 == node / 2 % 2));
    }

    [Theory]
    [InlineData(KohonenLattice.Hexagonal)]
    [InlineData(KohonenLattice.Rectangular)]
    public void Clusters_that_lie_apart_are_told_apart(KohonenLattice lattice)
    {
        var (features, labels) = Clusters();
        var found = KohonenMap.Train(features, labels, new() { Rows = 6, Columns = 6, Lattice = lattice, Shrinkage = 0 });
        var scores = found.Predict(features, Everywhere);
        Assert.All(scores.Index(), pair => Assert.True(labels.Values[pair.Index] == TargetLabels.Present ? pair.Item > 0.9 : pair.Item < 0.1, $"node {pair.Index}: {pair.Item}"));
        Assert.Equal(Geometry.Count, found.Counts.Sum());
    }

    [Fact]
    public void The_quantisation_error_falls_and_ends_near_that_of_as_many_means()
    {
        var map = KohonenMap.Train(Pixels, Labels, new() { Rows = 8, Columns = 8, Passes = 25 });
        var errors = map.QuantisationErrors;
        Assert.Equal(26, errors.Count);
        // The first pass gathers the units in the middle; from there they spread.
        Assert.All(errors.Skip(1).Zip(errors.Skip(2)), pair => Assert.True(pair.Second <= pair.First + 1e-3, $"{pair.First} to {pair.Second}"));
        // Lloyd's algorithm from the same number of nodes, by hand: what can be had without a lattice.
        Assert.InRange(errors[^1], 0.95 * Lloyd(64), 1.25 * Lloyd(64));
    }

    [Fact]
    public void Neighbours_on_the_lattice_resemble_each_other()
    {
        // One feature that counts and one line of units: their shares of a target at high values must rise or fall along it.
        var line = KohonenMap.Train(PixelFeatures.Of(Stack.Select("first"), []), LabelsOf(node => First[node] > 0), new() { Rows = 1, Columns = 9, Passes = 30, Shrinkage = 0 });
        var rising = line.Shares[0] < line.Shares[^1] ? line.Shares : line.Shares.Reverse();
        Assert.Equal(rising.Order(), rising);
        Assert.Equal(1, rising.Last(), 1e-6);
    }

    [Fact]
    public void Hexagons_have_six_neighbours_at_one_step()
    {
        var distances = new KohonenOptions { Rows = 5, Columns = 5 }.SquaredDistances();
        Assert.Equal(6, Enumerable.Range(0, 25).Count(unit => Math.Abs(distances[12, unit] - 1) < 1e-9));
        var square = new KohonenOptions { Rows = 5, Columns = 5, Lattice = KohonenLattice.Rectangular }.SquaredDistances();
        Assert.Equal(4, Enumerable.Range(0, 25).Count(unit => Math.Abs(square[12, unit] - 1) < 1e-9));
    }

    [Fact]
    public void More_units_than_nodes_and_no_pass_are_no_trouble_or_said()
    {
        var few = Labels.Where([.. Enumerable.Range(0, Geometry.Count).Select(node => node < 30)]);
        Assert.All(KohonenMap.Train(Pixels, few, new()).Predict(Pixels, Everywhere), score => Assert.InRange(score, 0, 1));
        Assert.Contains("found 12, 14, 0,", Assert.Throws<ArgumentException>(() => KohonenMap.Train(Pixels, Labels, new() { Passes = 0 })).Message);
    }

    private static double Lloyd(int count)
    {
        var nodes = Enumerable.Range(0, Geometry.Count).Select(node => (X: (double)First[node], Y: (double)Second[node])).ToArray();
        var means = nodes[..count];
        var error = 0.0;
        for (var pass = 0; pass < 25; pass++)
        {
            var nearest = Array.ConvertAll(nodes, node => means.MinBy(mean => (mean.X - node.X) * (mean.X - node.X) + (mean.Y - node.Y) * (mean.Y - node.Y)));
            error = nodes.Zip(nearest, (node, mean) => Math.Sqrt((mean.X - node.X) * (mean.X - node.X) + (mean.Y - node.Y) * (mean.Y - node.Y))).Average();
            means = [.. nodes.Zip(nearest).GroupBy(pair => pair.Second, pair => pair.First).Select(group => (group.Average(node => node.X), group.Average(node => node.Y)))];
        }
        // Both features have a deviation of about 1, so that distances are those of the standardised ones.
        return error;
    }
}
