using GeoNotebooks.Features;
using Xunit;

namespace GeoNotebooks.Tests.Features;

/// <summary>Directions of field, magnetisation and north, and pseudogravity, against prisms in closed form.</summary>
public sealed class ReductionToPoleTests(ITestOutputHelper output)
{
    private static readonly PrismModel Model = PrismModel.Compact;

    [Fact]
    public void Remanence_and_grid_convergence_are_heeded()
    {
        // True declinations are those of the grid plus its convergence.
        var anomaly = Model.Magnetic(60, -10, -30, 70);
        var setting = new FieldSetting(60, -10 + 2.5, 2.5) { Magnetisation = new(-30, 70 + 2.5) };
        Assert.InRange(PrismModel.InnerError(ReductionToPole.Of(anomaly, setting), Model.Magnetic(90, 0)), 0, 0.0056);
        Assert.True(PrismModel.InnerError(ReductionToPole.Of(anomaly, setting with { Magnetisation = null }), Model.Magnetic(90, 0)) > 1);
    }

    [Fact]
    public void Noise_near_the_magnetic_equator_is_held()
    {
        var random = new Random(3);
        var anomaly = Model.Magnetic(-1, 25);
        var noisy = anomaly.Map(value => value + 20 * (float)(random.NextDouble() - 0.5));
        double Error(double least) => PrismModel.InnerError(ReductionToPole.Of(noisy, new(-1, 25), least), Model.Magnetic(90, 0));
        var (twenty, byDefault, bare) = (Error(20), Error(10), Error(0.1));
        output.WriteLine($"least inclination 20 degrees {twenty}, default {byDefault}, none {bare}");
        Assert.True(twenty < 0.5 * bare && byDefault < bare);
        Assert.All(ReductionToPole.Of(anomaly, new(0, 25)).Values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Pseudogravity_is_the_gravity_of_the_same_bodies()
    {
        // Contrasts of 300 kg/m^3 stand for 3 A/m: 100 kg/m^3 for 1 A/m. The level is free.
        var found = Pseudogravity.Of(Model.Magnetic(-55, 25), new(-55, 25), 100);
        var truth = Model.Gravity();
        Assert.Equal("mGal", found.Unit);
        var level = found.Values.Zip(truth.Values, (a, b) => (double)a - b).Average();
        var error = PrismModel.InnerError(found.Map(value => (float)(value - level)), truth);
        output.WriteLine($"pseudogravity {error}");
        // It sums over space, so waves as long as the grid are uncertain.
        Assert.InRange(error, 0, 0.03);
        Assert.InRange(PrismModel.InnerError(Pseudogravity.Of(Model.Magnetic(-55, 25), new(-55, 25), 200).Map(value => value / 2), found), 0, 1e-5);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        var anomaly = Model.Magnetic(60, -10);
        Assert.Contains("reduction to the pole needs the inclination and declination of the field; found none", Assert.Throws<ArgumentException>(() => ReductionToPole.Of(anomaly, new(double.NaN, 5))).Message);
        Assert.Contains("of the magnetisation; found none", Assert.Throws<ArgumentException>(() => ReductionToPole.Of(anomaly, new(60, 5) { Magnetisation = new(double.NaN, 0) })).Message);
        Assert.Contains("found 95 and 5", Assert.Throws<ArgumentOutOfRangeException>(() => ReductionToPole.Of(anomaly, new(95, 5))).Message);
        Assert.Contains("above 0 and up to 90 degrees; found 0", Assert.Throws<ArgumentOutOfRangeException>(() => ReductionToPole.Of(anomaly, new(60, 5), 0)).Message);
        Assert.Contains("reduction to the pole needs a magnetic anomaly in nT; found a grid in 'mGal'", Assert.Throws<InvalidDataException>(() => ReductionToPole.Of(Model.Gravity(), new(60, 5))).Message);
        Assert.Contains("pseudogravity needs a magnetic anomaly in nT; found a grid in 'mGal'", Assert.Throws<InvalidDataException>(() => Pseudogravity.Of(Model.Gravity(), new(60, 5))).Message);
        Assert.Contains("found -1", Assert.Throws<ArgumentOutOfRangeException>(() => Pseudogravity.Of(anomaly, new(60, 5), -1)).Message);
    }
}
