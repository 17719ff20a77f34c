using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class ChannelBuilderTests
{
    [Fact]
    public void Each_recipe_has_a_name_of_its_own_and_is_found_by_it()
    {
        Assert.Equal(ChannelRecipe.All.Count, ChannelRecipe.All.Select(recipe => recipe.Name).Distinct().Count());
        Assert.All(ChannelRecipe.All, recipe => Assert.Same(recipe, ChannelRecipe.Named(recipe.Name)));
        Assert.Contains("found 'no such'", Assert.Throws<ArgumentException>(() => ChannelRecipe.Named("no such")).Message);
    }

    /// <summary>Continued upward by h, a wave of length l keeps exp(-2 pi h / l) of its derivative: closed form, far from the edges.</summary>
    [Fact]
    public void Smooth_gravity_gradient_is_the_gradient_one_kilometre_higher()
    {
        const double Length = 8000;
        var geometry = new GridGeometry(200, 200, 0, 100_000, 500, 500, Crs.Local);
        var values = new float[geometry.Count];
        for (var node = 0; node < values.Length; node++)
            values[node] = (float)Math.Sin(2 * Math.PI * geometry.X(node % geometry.Columns) / Length);
        var field = new Grid(geometry, values, "gravity_bouguer", "mGal");
        var sharp = ChannelRecipe.GravityVerticalGradient.Transform(field, new(75, 0, 0));
        var smooth = ChannelRecipe.GravityVerticalGradientSmooth.Transform(field, new(75, 0, 0));
        var expected = Math.Exp(-2 * Math.PI * ChannelRecipe.SmoothGravityMetres / Length);
        for (var column = 60; column < 140; column++)
            Assert.Equal(expected * sharp[100, column], smooth[100, column], 0.02 * 1e4 * 2 * Math.PI / Length);
        Assert.Equal("E", smooth.Unit);
    }
}
