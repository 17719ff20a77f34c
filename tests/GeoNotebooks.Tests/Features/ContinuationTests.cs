using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Downward continuation against prisms, and what levels are refused; upward continuation is in <see cref="SpectrumTests"/>.</summary>
public sealed class ContinuationTests(ITestOutputHelper output)
{
    private static readonly PrismModel Model = PrismModel.Compact.Trend;

    [Fact]
    public void Downward_continuation_is_the_field_nearer_the_prisms()
    {
        var found = Continuation.Downward(Model.Gravity(1000), 1000);
        var error = PrismModel.InnerError(found, Model.Gravity());
        output.WriteLine($"downward by two cells {error}");
        Assert.Equal("mGal", found.Unit);
        Assert.InRange(error, 0, 0.006);
        Assert.True(PrismModel.InnerError(Model.Gravity(1000), Model.Gravity()) > 10 * error);
    }

    [Fact]
    public void Noise_grows_by_the_greatest_gain_at_most()
    {
        var random = new Random(4);
        var noise = Model.Gravity().Map(_ => (float)(random.NextDouble() - 0.5));
        var deviation = GridStatistics.Of(noise).StandardDeviation;
        Assert.InRange(GridStatistics.Of(Continuation.Downward(noise, 5000, 5)).StandardDeviation, 0, 5 * deviation);
    }

    [Fact]
    public void Depths_beyond_two_cells_are_advised_against()
    {
        Assert.Null(Continuation.DownwardAdvice(Model.Gravity(), 1000));
        Assert.Contains("2500 m is 5 cells", Continuation.DownwardAdvice(Model.Gravity(), 2500));
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        Assert.Contains("height of 0 m or more; found -5 m", Assert.Throws<ArgumentOutOfRangeException>(() => Continuation.Upward(Model.Gravity(), -5)).Message);
        Assert.Contains("depth of 0 m or more; found NaN m", Assert.Throws<ArgumentOutOfRangeException>(() => Continuation.Downward(Model.Gravity(), double.NaN)).Message);
        Assert.Contains("gain above 1; found 1", Assert.Throws<ArgumentOutOfRangeException>(() => Continuation.Downward(Model.Gravity(), 5, 1)).Message);
    }
}
