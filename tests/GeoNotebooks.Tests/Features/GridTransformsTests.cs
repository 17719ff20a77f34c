using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class GridTransformsTests
{
    private static readonly GridGeometry Geometry = new(61, 83, 500_000, 6_900_000, 250, 250, Crs.Local);

    /// <summary>Two unequal poles of opposite sign with a hole between them.</summary>
    private static readonly Grid Anomaly = new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => i == 30 * 83 + 40 ? float.NaN
        : (float)(Pole(506_000, 6_895_500, 1200, 4e8, i) + Pole(515_000, 6_890_000, 1800, -9e8, i)))], "anomaly", "nT");

    private static readonly TransformSettings Settings = new()
    {
        HeightMetres = 500,
        InclinationDegrees = 70,
        DeclinationDegrees = -10,
        MagnetisationInclinationDegrees = 70,
        MagnetisationDeclinationDegrees = -10,
        LeastInclinationDegrees = 10,
        DensityPerMagnetisation = 100,
        WavelengthMetres = 4000,
        LongestWavelengthMetres = 9000,
        WindowCells = 7,
        Order = 1,
    };

    private static double Pole(double x, double y, double depth, double strength, int node) =>
        strength * depth * Math.Pow(Math.Pow(x - Geometry.X(node % 83), 2) + Math.Pow(y - Geometry.Y(node / 83), 2) + depth * depth, -1.5);

    /// <summary>The settings that a transform takes, out of all.</summary>
    private static TransformSettings Fitting(GridTransform transform)
    {
        var settings = new TransformSettings();
        foreach (var use in transform.Uses.Take(transform == GridTransforms.WithoutRegional ? 1 : int.MaxValue))
            settings = use.Parameter.Write(settings, use.Parameter.Read(Settings)!.Value);
        return settings;
    }

    [Fact]
    public void Names_are_those_of_the_command_line() => Assert.Subset(
        GridTransforms.All.Select(transform => transform.Name).ToHashSet(),
        new HashSet<string>([
            "derivative-easting", "derivative-northing", "derivative-up", "upward-continuation", "reduction-to-pole", "pseudogravity", "gaussian-lowpass", "gaussian-highpass", "horizontal-gradient",
            "total-gradient", "tilt", "tilt-horizontal-gradient", "theta", "tdx", "tahg", "entropy", "local-deviation", "trend", "residual", "local-anomaly", "gain-control"]));

    [Fact]
    public void Each_gives_a_grid_on_the_same_nodes_with_the_unit_that_it_promises_and_the_same_holes()
    {
        foreach (var transform in GridTransforms.All)
        {
            var result = transform.Apply(Anomaly, Fitting(transform));
            Assert.Equal(Geometry, result.Geometry);
            Assert.True(result.Values.Select(float.IsNaN).SequenceEqual(Anomaly.Values.Select(float.IsNaN)), transform.Name);
            Assert.Equal((transform.Name, transform.ResultUnit switch
            {
                "the input's" => "nT",
                "the input's per metre" or "the input's per metre, to the power of the order" => "nT/m",
                "mGal; none where the input names none" => "mGal",
                var unit => unit,
            }), (transform.Name, result.Unit));
            Assert.NotEmpty(transform.Title);
            Assert.NotEmpty(transform.Source);
        }
    }

    // Each name does what it says: against the function that is tested on closed forms.
    [Fact]
    public void Names_lead_to_their_functions()
    {
        var edges = EdgeFilters.Of(Anomaly);
        foreach (var (name, expected) in new[]
        {
            ("derivative-easting", Derivatives.Easting(Anomaly)), ("derivative-northing", Derivatives.Northing(Anomaly)), ("derivative-up", Derivatives.Up(Anomaly)),
            ("upward-continuation", Continuation.Upward(Anomaly, 500)), ("gaussian-lowpass", WavelengthFilter.GaussianLowPass(Anomaly, 4000)), ("gaussian-highpass", WavelengthFilter.GaussianHighPass(Anomaly, 4000)),
            ("horizontal-gradient", edges.HorizontalGradient()), ("total-gradient", edges.TotalGradient()), ("tilt", edges.Tilt()), ("tilt-horizontal-gradient", edges.TiltHorizontalGradient()),
            ("theta", edges.Theta()), ("tdx", edges.Tdx()), ("tahg", edges.Tahg()), ("entropy", Entropy.Of(Anomaly, 7)), ("local-deviation", LocalDeviation.Of(Anomaly, 7)), ("trend", Trend.Of(Anomaly)),
            ("downward-continuation", Continuation.Downward(Anomaly, 500)), ("band-pass", WavelengthFilter.BandPass(Anomaly, 4000, 9000)),
            ("reduction-to-pole", ReductionToPole.Of(Anomaly, new(70, -10))), ("pseudogravity", Pseudogravity.Of(Anomaly, new(70, -10))),
            ("residual", Residual.Of(Anomaly)), ("local-anomaly", LocalAnomaly.Of(Anomaly, 4000)), ("gain-control", GainControl.Of(Anomaly, 7)),
        })
            Assert.Equal(expected.Values, GridTransforms.Named(name).Apply(Anomaly, Fitting(GridTransforms.Named(name))).Values);
        Assert.Equal(Residual.OfHeight(Anomaly, 700).Values, GridTransforms.Named("residual").Apply(Anomaly, new() { HeightMetres = 700 }).Values);
        Assert.Equal(Derivatives.Easting(Anomaly, 2).Values, GridTransforms.Named("derivative-easting").Apply(Anomaly, new() { Order = 2 }).Values);
    }

    [Fact]
    public void Convergence_turns_the_declination()
    {
        var turned = GridTransforms.ReductionToThePole.Apply(Anomaly, new() { InclinationDegrees = 70, DeclinationDegrees = -10, ConvergenceDegrees = 2 });
        var straight = GridTransforms.ReductionToThePole.Apply(Anomaly, new() { InclinationDegrees = 70, DeclinationDegrees = -12 });
        for (var node = 0; node < Geometry.Count; node++)
            Assert.Equal(straight.Values[node], turned.Values[node], 0.01f);
    }

    // Remanence: declinations of field and magnetisation both turn with the map.
    [Fact]
    public void Magnetisation_and_its_density_are_heeded()
    {
        var settings = new TransformSettings { InclinationDegrees = 60, DeclinationDegrees = 5, ConvergenceDegrees = 2, MagnetisationInclinationDegrees = -30, MagnetisationDeclinationDegrees = 140, LeastInclinationDegrees = 25 };
        var setting = new FieldSetting(60, 5, 2) { Magnetisation = new(-30, 140) };
        Assert.Equal(ReductionToPole.Of(Anomaly, setting, 25).Values, GridTransforms.ReductionToThePole.Apply(Anomaly, settings).Values);
        Assert.Equal(Pseudogravity.Of(Anomaly, setting, 250, 25).Values, GridTransforms.PseudogravityOfAnomaly.Apply(Anomaly, settings with { DensityPerMagnetisation = 250 }).Values);
        Assert.Contains("needs both magnetisation-inclination and magnetisation-declination; found one", Assert.Throws<ArgumentException>(
            () => GridTransforms.ReductionToThePole.Apply(Anomaly, settings with { MagnetisationDeclinationDegrees = null })).Message);
    }

    // What a grid without a unit becomes has no unit that we could vouch for; the numbers are those of nT.
    [Theory]
    [InlineData("reduction-to-pole", "1", "1")]
    [InlineData("reduction-to-pole", "nT/m", "nT/m")]
    [InlineData("pseudogravity", "1", "1")]
    [InlineData("pseudogravity", "gamma", "mGal")]
    public void Units_of_magnetic_transforms_follow_the_input(string name, string unit, string expected)
    {
        var transform = GridTransforms.Named(name);
        var made = transform.Apply(Anomaly with { Unit = unit }, Fitting(transform));
        Assert.Equal(expected, made.Unit);
        Assert.Equal(transform.Apply(Anomaly, Fitting(transform)).Values, made.Values);
    }

    [Fact]
    public void Deep_downward_continuation_comes_with_a_warning()
    {
        Assert.Null(GridTransforms.DownwardContinuation.Advice(Anomaly, new() { HeightMetres = 250 }));
        Assert.Contains("downward continuation by 2000 m is 8 cells", GridTransforms.DownwardContinuation.Advice(Anomaly, new() { HeightMetres = 2000 }));
        Assert.Null(GridTransforms.UpwardContinuation.Advice(Anomaly, new() { HeightMetres = 2000 }));
    }

    [Fact]
    public void Defaults_are_filled_in()
    {
        Assert.Equal(15, GridTransforms.EntropyInWindow.Complete(new()).WindowCells);
        Assert.Equal(1, GridTransforms.PolynomialTrend.Complete(new()).Order);
        Assert.Equal(15_000, GridTransforms.Local.Complete(new()).WavelengthMetres);
        Assert.Equal(9, GridTransforms.EntropyInWindow.Complete(new() { WindowCells = 9 }).WindowCells);
    }

    [Fact]
    public void Parameters_that_are_missing_or_out_of_place_are_refused()
    {
        string Sentence(GridTransform transform, TransformSettings settings) => Assert.Throws<ArgumentException>(() => transform.Apply(Anomaly, settings)).Message;
        Assert.Contains("reduction-to-pole needs the inclination (inclination of the inducing field, positive downward; degrees); it is not given", Sentence(GridTransforms.ReductionToThePole, new() { DeclinationDegrees = 3 }));
        Assert.Contains("needs the declination", Sentence(GridTransforms.ReductionToThePole, new() { InclinationDegrees = 70 }));
        Assert.Contains("upward-continuation needs the height", Sentence(GridTransforms.UpwardContinuation, new()));
        Assert.Contains("tilt takes no height; found height 100", Sentence(GridTransforms.Tilt, new() { HeightMetres = 100 }));
        Assert.Contains("entropy takes no order, but [window = 15 (cells)]; found order 2", Sentence(GridTransforms.EntropyInWindow, new() { Order = 2 }));
        Assert.Contains("not both; found order 2 and height 500 m", Sentence(GridTransforms.WithoutRegional, new() { Order = 2, HeightMetres = 500 }));
        Assert.Contains("expected a number as height; found NaN", Sentence(GridTransforms.UpwardContinuation, new() { HeightMetres = double.NaN }));
        Assert.Contains("found 'tile'", Assert.Throws<ArgumentException>(() => GridTransforms.Named("tile")).Message);
    }

    [Theory]
    [InlineData("reduction-to-pole", "mGal", "expects a magnetic anomaly in nT, or a derivative of one in nT/m; found values in mGal")]
    [InlineData("reduction-to-pole", "mGal/m", "found values in mGal/m")]
    [InlineData("tilt", "ppm", "expects a gravity or magnetic field (mGal, E, nT, or one of them per metre); found values in ppm")]
    [InlineData("derivative-up", "m", "found values in m")]
    [InlineData("pseudogravity", "nT/m", "expects a magnetic anomaly in nT; found values in nT/m")]
    [InlineData("upward-continuation", "%", "found values in %")]
    public void Units_that_do_not_fit_are_refused(string name, string unit, string sentence) => Assert.Contains(
        sentence, Assert.Throws<InvalidDataException>(() => GridTransforms.Named(name).Apply(Anomaly with { Unit = unit }, Fitting(GridTransforms.Named(name)))).Message);

    [Theory]
    [InlineData("reduction-to-pole", "1")]
    [InlineData("reduction-to-pole", "")]
    [InlineData("reduction-to-pole", "gamma")]
    [InlineData("reduction-to-pole", "нТл")]
    [InlineData("reduction-to-pole", "nT/m")]
    [InlineData("pseudogravity", "1")]
    [InlineData("tilt", "mGal/m^2")]
    [InlineData("tilt", "E")]
    [InlineData("tilt", "нТл")]
    [InlineData("derivative-easting", "ppm")]
    public void Units_that_fit_or_say_nothing_are_accepted(string name, string unit) =>
        Assert.Equal(Geometry, GridTransforms.Named(name).Apply(Anomaly with { Unit = unit }, Fitting(GridTransforms.Named(name))).Geometry);

    [Fact]
    public void Degrees_and_blank_grids_are_refused_by_all()
    {
        foreach (var transform in GridTransforms.All)
        {
            Assert.Contains("in degrees of WGS 84 (EPSG:4326): project it first", Assert.Throws<InvalidDataException>(
                () => transform.Apply(Anomaly with { Geometry = Geometry with { Crs = Crs.Wgs84 } }, Fitting(transform))).Message);
            Assert.Contains("'anomaly': expected a grid with values; every node is blank", Assert.Throws<InvalidDataException>(() => transform.Apply(Anomaly.Map(_ => float.NaN), Fitting(transform))).Message);
        }
    }
}
