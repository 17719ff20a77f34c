using GeoNotebooks.Bank;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Tests.Bank;

/// <summary>A model of large faults at 1:200 000, the ground that it was made for, and ways to change that ground.</summary>
internal static class GuardGround
{
    public static readonly GridGeometry Geometry = new(96, 96, 25_500_000, 6_900_000, 200, 200, Crs.Pulkovo1942GaussKruger25);

    private static readonly (string Name, string Unit, string Survey, string Column, double Density, double Spacing, double Median, double Scale, ChannelStep[] Steps)[] Channels =
    [
        ("gravity_tilt", "deg", "primary/gravity", "gravity_bouguer", 0.25, 2000, 0, 35, [Step("tilt")]),
        ("magnetic_local", "nT", "primary/airborne", "magnetic_anomaly", 40, 500, -3, 25, [Step("reduction-to-pole"), Step("local-anomaly", ("wavelengthMetres", 15_000))]),
        ("potassium", "%", "primary/airborne", "potassium", 40, 500, 1.9, 0.4, []),
        ("arsenic", "log10 ppm", "primary/geochemistry", "arsenic", 0.35, 1690, 1.1, 0.25, [Step("decimal-logarithm")]),
        ("local_relief", "m", "primary/airborne", "elevation", 40, 500, 0, 90, [Step("local-anomaly", ("wavelengthMetres", 10_000))]),
    ];

    public static ModelCard Card { get; } = new(
        "faults", new([.. Channels.Select(channel => new ChannelScale(channel.Name, channel.Unit, channel.Median, channel.Scale))]), 200, new TileOptions(), new UNetOptions(), TrainingOptions.Full,
        300, 1_000_000, 0.1, [], 1, new Dictionary<string, string>())
    {
        Origins = [.. Channels.Select(Origin)],
        Ranges = [.. Ground().Stack.Channels.Select(channel => ChannelRange.Of(channel))],
        Crs = "EPSG:28425",
        Region = "Kolyma",
    };

    /// <summary>The model of the detail block: tiles of 1 x 1 km from lines 100 m apart, on cells of 20 m.</summary>
    public static ModelCard Detailed { get; } = Card with
    {
        CellSizeMetres = 20,
        Tiles = new TileOptions(Size: 48, Stride: 24),
        Origins = [.. Card.Origins.Select(origin => origin.Survey == "primary/airborne" ? origin with { PointsPerSquareKilometre = 1000, SpacingMetres = 100 } : origin with { PointsPerSquareKilometre = 25, SpacingMetres = 200 })],
    };

    public static ChannelStep Step(string name, params (string Name, double Value)[] parameters) => new(name, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));

    /// <summary>The ground that the card was written on, or another piece of it.</summary>
    public static ModelGround Ground(int seed = 1)
    {
        var random = new Random(seed);
        double Bell() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return new(
            new([.. Channels.Select(channel => new Grid(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(_ => (float)(channel.Median + channel.Scale * Bell()))], channel.Name, channel.Unit))]),
            [.. Channels.Select(Origin)]);
    }

    /// <summary>The same ground with one channel altered.</summary>
    public static ModelGround With(this ModelGround ground, string name, Func<Grid, Grid>? channel = null, Func<ChannelOrigin, ChannelOrigin>? origin = null) => ground with
    {
        Stack = new([.. ground.Stack.Channels.Select(one => one.Name == name && channel is not null ? channel(one) : one)]),
        Origins = [.. ground.Origins.Select(one => one.Channel == name && origin is not null ? origin(one) : one)],
    };

    /// <summary>The same with one survey altered.</summary>
    public static ModelGround Survey(this ModelGround ground, string survey, double density = 1, double spacing = 1) => ground with
    {
        Origins = [.. ground.Origins.Select(one => one.Survey == survey ? one with { PointsPerSquareKilometre = one.PointsPerSquareKilometre * density, SpacingMetres = one.SpacingMetres * spacing } : one)],
    };

    /// <summary>The same numbers on other nodes.</summary>
    public static ModelGround On(this ModelGround ground, GridGeometry geometry) => ground with
    {
        Stack = new([.. ground.Stack.Channels.Select(one => one with { Geometry = geometry, Values = one.Values[..geometry.Count] })]),
    };

    /// <summary>Two channels under each other's name and unit.</summary>
    public static ModelGround Swapped(this ModelGround ground, string first, string second, bool origins = false)
    {
        var (a, b) = (ground.Stack[first], ground.Stack[second]);
        var (one, two) = (ground.Origins.Single(origin => origin.Channel == first), ground.Origins.Single(origin => origin.Channel == second));
        var swapped = ground.With(first, grid => grid with { Values = b.Values }).With(second, grid => grid with { Values = a.Values });
        return origins ? swapped.With(first, origin: origin => two with { Channel = first, Unit = origin.Unit }).With(second, origin: origin => one with { Channel = second, Unit = origin.Unit }) : swapped;
    }

    private static ChannelOrigin Origin((string Name, string Unit, string Survey, string Column, double Density, double Spacing, double Median, double Scale, ChannelStep[] Steps) channel) =>
        new(channel.Name, channel.Unit, channel.Survey, channel.Column, channel.Steps, channel.Density, channel.Spacing)
        {
            InclinationDegrees = channel.Name.StartsWith("magnetic", StringComparison.Ordinal) ? 74 : null,
            DeclinationDegrees = channel.Name.StartsWith("magnetic", StringComparison.Ordinal) ? -13 : null,
        };
}
