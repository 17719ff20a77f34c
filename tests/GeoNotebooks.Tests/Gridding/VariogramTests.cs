using GeoNotebooks.Gridding;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

public sealed class VariogramTests
{
    [Fact]
    public void Shapes_have_their_closed_forms()
    {
        Assert.Equal(0, new Variogram(VariogramShape.Spherical, 2, 10, 1000).At(0));
        Assert.Equal(2 + 10 * (1.5 * 0.4 - 0.5 * 0.064), new Variogram(VariogramShape.Spherical, 2, 10, 1000).At(400), 1e-12);
        Assert.Equal(12, new Variogram(VariogramShape.Spherical, 2, 10, 1000).At(1500), 1e-12);
        Assert.Equal(2 + 10 * (1 - Math.Exp(-1.2)), new Variogram(VariogramShape.Exponential, 2, 10, 1000).At(400), 1e-12);
        Assert.Equal(2 + 10 * (1 - Math.Exp(-0.48)), new Variogram(VariogramShape.Gaussian, 2, 10, 1000).At(400), 1e-12);
    }

    [Fact]
    public void Measured_variogram_is_half_the_mean_squared_difference()
    {
        // Four points on an uneven rectangle: two pairs 300 m apart, two 400 m, two 500 m.
        var points = Scatter.At([0, 300, 0, 300], [0, 0, 400, 400], (_, _) => 0) with { Values = [1, 2, 4, 8] };
        var measured = ExperimentalVariogram.Of(points, classes: 40, maximumMetres: 600);
        Assert.Equal([300.0, 400.0, 500.0], measured.Metres.Select(metres => Math.Round(metres, 6)));
        Assert.Equal([2L, 2L, 2L], measured.Pairs);
        double[] expected = [(1 + 16) / 4.0, (9 + 36) / 4.0, (49 + 4) / 4.0];
        Assert.Equal(expected, measured.Values);
    }

    [Theory]
    [InlineData(VariogramShape.Spherical)]
    [InlineData(VariogramShape.Exponential)]
    [InlineData(VariogramShape.Gaussian)]
    public void Fit_finds_the_model_that_made_an_exact_variogram(VariogramShape shape)
    {
        var truth = new Variogram(shape, 1.5, 8, 4200);
        double[] metres = [.. Enumerable.Range(1, 24).Select(k => 400.0 * k)];
        var exact = new ExperimentalVariogram(metres, [.. metres.Select(truth.At)], [.. metres.Select((_, k) => 50L + 13 * k)]);
        var best = VariogramFit.Best(exact, VariogramShape.Spherical, VariogramShape.Exponential, VariogramShape.Gaussian);
        Assert.Equal(shape, best.Shape);
        Assert.Equal(truth.Nugget, best.Nugget, 0.01);
        Assert.Equal(truth.PartialSill, best.PartialSill, 0.01);
        Assert.Equal(truth.RangeMetres, best.RangeMetres, 5.0);
    }

    /// <summary>Gaussian fields of a known spherical model by Cholesky factors of their covariances; the mean of the fits over ten fields.</summary>
    [Fact]
    public void Fit_finds_the_parameters_of_simulated_fields()
    {
        var truth = new Variogram(VariogramShape.Spherical, 1, 9, 4000);
        var place = Scatter.Of(500, (_, _) => 0, seed: 3);
        var covariance = Matrix<double>.Build.Dense(500, 500, (i, j) => truth.Sill - truth.At(Math.Sqrt(Math.Pow(place.X[i] - place.X[j], 2) + Math.Pow(place.Y[i] - place.Y[j], 2))));
        var factor = covariance.Cholesky().Factor;
        var random = new Random(8);
        var fits = Enumerable.Range(0, 10).Select(_ =>
        {
            var field = factor * Vector<double>.Build.Dense(500, _ => Normal.Sample(random, 0, 1));
            return VariogramFit.Fit(ExperimentalVariogram.Of(place with { Values = [.. field.Select(value => (float)value)] }), VariogramShape.Spherical).Model;
        }).ToArray();
        Assert.InRange(fits.Average(fit => fit.Nugget), 0.6, 1.4);
        Assert.InRange(fits.Average(fit => fit.Sill), 8, 12);
        Assert.InRange(fits.Average(fit => fit.RangeMetres), 3300, 4700);
    }

    [Fact]
    public void Many_points_have_the_variogram_of_all()
    {
        // Above 5000 points a sample stands for them: the shortest class must not suffer.
        var points = Scatter.Of(9000, Scatter.Hills);
        var measured = ExperimentalVariogram.Of(points, maximumMetres: 3000);
        var (sum, pairs, upTo) = (0.0, 0L, measured.Metres[0] * 1.6);
        for (var i = 0; i < points.Count; i++)
            for (var j = i + 1; j < points.Count; j++)
                if (Math.Abs(points.X[i] - points.X[j]) < upTo && Math.Sqrt(Math.Pow(points.X[i] - points.X[j], 2) + Math.Pow(points.Y[i] - points.Y[j], 2)) < upTo)
                    (sum, pairs) = (sum + Math.Pow(points.Values[i] - points.Values[j], 2) / 2, pairs + 1);
        Assert.InRange(measured.Values[0] / (sum / pairs), 0.6, 1.2);
        Assert.True(measured.Pairs[0] > 1000);
        Assert.True(measured.Metres.Zip(measured.Metres.Skip(1), (a, b) => b > a).All(x => x));
    }
}
