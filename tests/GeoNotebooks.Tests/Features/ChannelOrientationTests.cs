using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class ChannelOrientationTests
{
    private const int Size = 96;
    private static readonly GridGeometry Geometry = new(Size, Size, 0, 0, 200, 200, Crs.Local);

    public static TheoryData<string> Recipes => [.. ChannelRecipe.All.Where(recipe => recipe.Orientation == ChannelOrientation.Scalar).Select(recipe => recipe.Name)];

    /// <summary>What is called scalar must not care whether the ground is turned before the transform or after. The inducing field is upright, the one that a turn leaves as it is.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void Scalar_recipe_of_turned_ground_is_the_turned_recipe(string name)
    {
        var recipe = ChannelRecipe.Named(name);
        var unit = recipe.Column switch { "gravity_bouguer" => "mGal", "magnetic_anomaly" => "nT", _ => "m" };
        Assert.True(Mismatch(grid => recipe.Transform(grid, new(90, 0)), unit) < 0.01);
    }

    [Fact]
    public void Derivative_in_one_direction_is_no_scalar() => Assert.True(Mismatch(grid => Derivatives.Easting(grid), "mGal") > 0.5);

    [Fact]
    public void Orientations_are_known_by_name()
    {
        Assert.Equal(ChannelOrientation.NotReducedToPole, ChannelOrientation.Of("table: magnetic_anomaly"));
        Assert.Equal(ChannelOrientation.Scalar, ChannelOrientation.Of("table: magnetic_rtp"));
        Assert.Equal(ChannelOrientation.Scalar, ChannelOrientation.Of("a channel of one's own"));
    }

    /// <summary>Largest difference between transform of turned and turned transform away from the edges, in standard deviations of the transform.</summary>
    private static double Mismatch(Func<Grid, Grid> transform, string unit)
    {
        var random = new Random(4);
        var bodies = Enumerable.Range(0, 12).Select(_ => (Row: 20 + 56 * random.NextDouble(), Column: 20 + 56 * random.NextDouble(), Width: 3 + 5 * random.NextDouble(), Height: 40 * random.NextDouble() - 15)).ToList();
        var ground = new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => (float)bodies.Sum(body =>
            body.Height * Math.Exp(-(Math.Pow(i / Size - body.Row, 2) + Math.Pow(i % Size - body.Column, 2)) / (2 * body.Width * body.Width))))], "field", unit);
        var (before, after) = (transform(Turned(ground)), Turned(transform(ground)));
        var inner = Enumerable.Range(0, Geometry.Count).Where(i => i / Size is >= 24 and < 72 && i % Size is >= 24 and < 72).ToList();
        var mean = inner.Average(i => (double)after.Values[i]);
        var deviation = Math.Sqrt(inner.Average(i => Math.Pow(after.Values[i] - mean, 2)));
        return inner.Max(i => Math.Abs(before.Values[i] - (double)after.Values[i])) / deviation;
    }

    /// <summary>Mirrored about the diagonal: a turn by a quarter and a mirroring in one.</summary>
    private static Grid Turned(Grid grid) => grid with { Values = [.. Enumerable.Range(0, Geometry.Count).Select(i => grid.Values[i % Size * Size + i / Size])] };
}
