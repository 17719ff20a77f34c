using GeoNotebooks.Features;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>The accuracy that issue 5 asks of transforms, against prisms in closed form.</summary>
public sealed class SpectrumTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, PrismModel> Models = new()
    {
        ["compact"] = PrismModel.Compact,
        ["slabs"] = PrismModel.Slabs,
        ["compact, trend"] = PrismModel.Compact.Trend,
        ["slabs, trend"] = PrismModel.Slabs.Trend,
        ["compact, trend, cut in half"] = PrismModel.Compact.Trend.CutHalf,
        ["slabs, trend, cut in half"] = PrismModel.Slabs.Trend.CutHalf,
        ["slabs, trend, slab cut"] = PrismModel.Slabs.Trend.CutSlab,
        ["slabs, trend, slab cut at a third"] = PrismModel.Slabs.Trend.CutThird,
        ["slabs, trend, corner cut"] = PrismModel.Slabs.Trend.CutCorner,
    };

    [Theory]
    [InlineData("compact", 0.0023, 0.0037)]
    [InlineData("slabs", 0.0023, 0.0037)]
    [InlineData("compact, trend", 0.0023, 0.0037)]
    [InlineData("slabs, trend", 0.0023, 0.0037)]
    [InlineData("compact, trend, cut in half", 0.01, 0.01)]
    [InlineData("slabs, trend, cut in half", 0.01, 0.01)]
    [InlineData("slabs, trend, slab cut", 0.01, 0.01)]
    [InlineData("slabs, trend, slab cut at a third", 0.01, 0.01)]
    // Four fifths of a slab unseen: nothing within the grid tells how far it reaches.
    [InlineData("slabs, trend, corner cut", 0.015, 0.04)]
    public void Transforms_of_gravity_are_those_of_the_prisms(string name, double upward, double up)
    {
        var model = Models[name];
        using var spectrum = new Spectrum(model.Gravity());
        var errors = (
            Upward: PrismModel.InnerError(Continuation.Upward(spectrum, 2000), model.Gravity(2000)),
            Up: PrismModel.InnerError(Derivatives.Up(spectrum), model.Up()),
            East: PrismModel.InnerError(Derivatives.Easting(spectrum), model.East()),
            North: PrismModel.InnerError(Derivatives.Northing(spectrum), model.North()));
        output.WriteLine($"{name}: {errors}");
        Assert.InRange(errors.Upward, 0, upward);
        Assert.InRange(errors.Up, 0, up);
        Assert.InRange(errors.East, 0, 0.006);
        Assert.InRange(errors.North, 0, 0.006);
    }

    [Theory]
    [InlineData("compact", -55, 25, 0.0056)]
    [InlineData("slabs", -55, 25, 0.0056)]
    [InlineData("compact", -12, 25, 0.031)]
    [InlineData("slabs", -12, 25, 0.031)]
    [InlineData("compact", 73.9, -13.3, 0.0056)]
    public void Reduction_to_the_pole_is_the_anomaly_of_a_vertical_field(string name, double inclination, double azimuth, double error)
    {
        var found = ReductionToPole.Of(Models[name].Magnetic(inclination, azimuth), new(inclination, azimuth, 0));
        var measured = PrismModel.InnerError(found, Models[name].Magnetic(90, 0));
        output.WriteLine($"{name} {inclination}: {measured}");
        Assert.InRange(measured, 0, error);
    }
}
