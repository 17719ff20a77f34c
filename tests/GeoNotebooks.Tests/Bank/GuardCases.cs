using GeoNotebooks.Bank;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using static GeoNotebooks.Bank.GuardCheck;
using static GeoNotebooks.Bank.GuardSeverity;

namespace GeoNotebooks.Tests.Bank;

/// <summary>How people use a model wrongly, and how they use it rightly. The table is older than the guard.</summary>
internal static class GuardCases
{
    private static readonly ModelCard Unreduced = GuardGround.Card with
    {
        Origins = [.. GuardGround.Card.Origins.Select(origin => origin.Channel == "magnetic_local" ? origin with { Steps = [GuardGround.Step("local-anomaly", ("wavelengthMetres", 15_000))] } : origin)],
    };

    /// <summary>What is done wrong, the ground that comes of it, what must be found, and how gravely at least.</summary>
    public static IReadOnlyList<(string What, ModelCard Card, Func<ModelGround, ModelGround> Change, GuardCheck Check, GuardSeverity AtLeast, string Words)> Misuses { get; } =
    [
        Case("a channel is missing", g => g with { Stack = g.Stack.Select("gravity_tilt", "magnetic_local", "potassium", "local_relief") }, Channel, Refusal, "arsenic"),
        Case("tilt in radians", g => g.With("gravity_tilt", grid => grid.Map(value => value * MathF.PI / 180) with { Name = grid.Name, Unit = "rad" }), Unit, Refusal, "in deg"),
        Case("magnetics in microtesla", g => g.With("magnetic_local", grid => grid with { Unit = "uT" }), Unit, Refusal, "in nT"),
        Case("potassium in ppm", g => g.With("potassium", grid => grid.Map(value => value * 10_000) with { Name = grid.Name, Unit = "ppm" }), Unit, Refusal, "in %"),
        Case("relief in feet", g => g.With("local_relief", grid => grid.Map(value => value / 0.3048f) with { Name = grid.Name, Unit = "ft" }), Unit, Refusal, "in m"),
        Case("relief in feet that calls itself metres, on a high plateau", g => g.With("local_relief", grid => Same(grid, value => value / 0.3048f)), Values, Warning, "local_relief"),
        Case("arsenic without the logarithm", g => g.With("arsenic", grid => Same(grid, value => MathF.Pow(10, value)), origin => origin with { Steps = [] }), Transform, Refusal, "decimal logarithm"),
        Case("arsenic by its natural logarithm", g => g.With("arsenic", grid => Same(grid, value => value * 2.302585f), origin => origin with { Steps = [GuardGround.Step("natural-logarithm")] }), Transform, Refusal, "natural logarithm"),
        Case("values of two channels exchanged", g => g.Swapped("potassium", "local_relief"), Values, Refusal, "potassium"),
        Case("two channels exchanged with all that is known of them", g => g.Swapped("gravity_tilt", "magnetic_local", origins: true), Transform, Refusal, "reduction to pole"),
        Case("potassium made from the thorium window", g => g.With("potassium", origin: origin => origin with { Column = "thorium" }), Quantity, Warning, "thorium"),
        Case("magnetics from a raster of 1 km, resampled to 200 m", g => g.With("magnetic_local", origin: origin => Raster(g, origin, 1000)), Points, Refusal, "points"),
        Case("arsenic from a raster of 5 km, resampled to 200 m", g => g.With("arsenic", origin: origin => Raster(g, origin, 5000)), Points, Refusal, "points"),
        Case("gravity from a map at 1:1 000 000, stations 8 km apart", g => g.Survey("primary/gravity", 1 / 16.0, 4), Points, Refusal, "stations"),
        Case("gravity stations 3.2 km apart", g => g.Survey("primary/gravity", 0.39, 1.6), Points, Warning, "stations"),
        Case("flight lines 2 km apart", g => g.Survey("primary/airborne", 0.25, 4), Points, Refusal, "lines"),
        Case("flight lines 2 km apart, sampled four times as often", g => g.Survey("primary/airborne", 1, 4), Spacing, Refusal, "2000 m"),
        Case("flight lines 900 m apart, sampled twice as often", g => g.Survey("primary/airborne", 1, 1.8), Spacing, Warning, "900 m"),
        Case("a detailed survey, lines 100 m apart, for the model of 1:200 000", g => g.Survey("primary/airborne", 5, 0.2), Points, Refusal, "another scale"),
        Case("profiles 500 m apart for the model of the detail block", g => g.On(GuardGround.Geometry with { CellWidth = 20, CellHeight = 20 }), Points, Refusal, "100", GuardGround.Detailed),
        Case("the cells of 200 m themselves for the model of the detail block", g => g, CellSize, Refusal, "20 m", GuardGround.Detailed),
        Case("nobody knows how many points were measured", g => g.Survey("primary/airborne", double.NaN, double.NaN), Points, Refusal, "not known"),
        Case("a channel of unknown origin", g => g with { Origins = [.. g.Origins.Where(origin => origin.Channel != "arsenic")] }, Card, Refusal, "arsenic"),
        Case("half of the ground without a flight line", g => g with { Density = new Dictionary<string, Grid> { ["primary/airborne"] = Half(40, 2) } }, Points, Warning, "masked"),
        Case("high pass at 30 km instead of 15", g => g.With("magnetic_local", origin: origin => origin with { Steps = [GuardGround.Step("reduction-to-pole"), GuardGround.Step("local-anomaly", ("wavelengthMetres", 30_000))] }), Transform, Refusal, "30000"),
        Case("high pass at 17 km instead of 15", g => g.With("magnetic_local", origin: origin => origin with { Steps = [GuardGround.Step("reduction-to-pole"), GuardGround.Step("local-anomaly", ("wavelengthMetres", 17_000))] }), Transform, Warning, "17000"),
        Case("tilt of a field continued upward first", g => g.With("gravity_tilt", origin: origin => origin with { Steps = [GuardGround.Step("upward-continuation", ("heightMetres", 1000)), GuardGround.Step("tilt")] }), Transform, Refusal, "upward continuation"),
        Case("steps in another order", g => g.With("magnetic_local", origin: origin => origin with { Steps = [.. origin.Steps.Reverse()] }), Transform, Refusal, "reduction to pole"),
        Case("not reduced to the pole, the model was", g => g.With("magnetic_local", origin: origin => origin with { Steps = [GuardGround.Step("local-anomaly", ("wavelengthMetres", 15_000))] }), Transform, Refusal, "reduction to pole"),
        Case("other inclination, neither reduced to the pole", g => Plain(g, 45, -13), Inclination, Refusal, "45", Unreduced),
        Case("a little other inclination, neither reduced to the pole", g => Plain(g, 61, -13), Inclination, Warning, "61", Unreduced),
        Case("other declination, neither reduced to the pole", g => Plain(g, 74, 90), Inclination, Warning, "90", Unreduced),
        Case("reduced to the pole near the magnetic equator", g => g.With("magnetic_local", origin: origin => origin with { InclinationDegrees = 8 }), Inclination, Warning, "8 degrees"),
        Case("cells of 100 m", g => g.On(GuardGround.Geometry with { CellWidth = 100, CellHeight = 100 }), CellSize, Refusal, "200 m"),
        Case("cells of 250 m", g => g.On(GuardGround.Geometry with { CellWidth = 250, CellHeight = 250 }), CellSize, Refusal, "200 m"),
        Case("cells of 200 x 150 m", g => g.On(GuardGround.Geometry with { CellHeight = 150 }), CellSize, Refusal, "200 x 150"),
        Case("longitudes and latitudes", g => g.On(new(96, 96, 147, 62, 0.0036, 0.0018, Crs.Wgs84)), Coordinates, Refusal, "degrees"),
        Case("degrees that call themselves metres", g => g.On(new(96, 96, 147, 62, 0.0018, 0.0018, Crs.Local)), CellSize, Refusal, "0.0018"),
        Case("Web Mercator, whose metres at 62 degrees are half a metre", g => g.On(GuardGround.Geometry with { Crs = Crs.FromEpsg(3857) }), Coordinates, Warning, "metre"),
        Case("a piece smaller than a tile", g => g.On(GuardGround.Geometry with { Rows = 40 }), Extent, Refusal, "64 x 64"),
        Case("no magnetics on two thirds of the ground", g => g.With("magnetic_local", grid => grid.Where([.. Enumerable.Range(0, grid.Values.Length).Select(node => node % 3 == 0)])), Gaps, Refusal, "67 %"),
        Case("no arsenic on a tenth of the ground", g => g.With("arsenic", grid => grid.Where([.. Enumerable.Range(0, grid.Values.Length).Select(node => node % 10 != 0)])), Gaps, Warning, "10 %"),
        Case("a channel that is the same everywhere", g => g.With("potassium", grid => Same(grid, _ => 1.9f)), Channel, Refusal, "everywhere"),
        Case("sheets that were not levelled: 120 nT too high", g => g.With("magnetic_local", grid => Same(grid, value => value + 120)), Values, Refusal, "magnetic_local"),
        Case("a colour raster, 0 to 255, for the field itself", g => g.With("magnetic_local", grid => Same(grid, value => Math.Clamp(128 + value, 0, 255))), Values, Refusal, "magnetic_local"),
        Case("nodata left in as -9999", g => g.With("potassium", grid => grid with { Values = [.. grid.Values.Select((value, node) => node % 8 == 0 ? -9999 : value)] }), Values, Refusal, "potassium"),
        Case("a model of generated ground on measured ground", g => g, Kind, Warning, "synthetic", GuardGround.Card with { Synthetic = true }),
    ];

    /// <summary>Uses that are right, ten of them at the edge of what is.</summary>
    public static IReadOnlyList<(string What, Func<ModelGround, ModelGround> Change)> RightUses { get; } =
    [
        ("the ground it was trained on", g => g),
        ("another piece of the region", _ => GuardGround.Ground(2)),
        ("more channels than it needs", g => g with { Stack = g.Stack.And(new([g.Stack["potassium"] with { Name = "uranium", Unit = "ppm" }])) }),
        ("channels in another order", g => g with { Stack = g.Stack.Select("local_relief", "arsenic", "potassium", "magnetic_local", "gravity_tilt") }),
        ("origins in another order", g => g with { Origins = [.. g.Origins.Reverse()] }),
        ("a survey of another name", g => g with { Origins = [.. g.Origins.Select(origin => origin with { Survey = "aero-2021/" + origin.Survey })] }),
        ("the next zone", g => g.On(GuardGround.Geometry with { Crs = Crs.FromEpsg(28426), West = 26_500_000 })),
        ("another field, reduced to the pole", g => g.With("magnetic_local", origin: origin => origin with { InclinationDegrees = 62, DeclinationDegrees = 20 })),
        ("a hundredth of the ground without arsenic", g => g.With("arsenic", grid => grid.Where([.. Enumerable.Range(0, grid.Values.Length).Select(node => node % 100 != 0)]))),
        ("a level half a scale off", g => g.With("potassium", grid => Same(grid, value => value + 0.2f))),
        ("edge: lines 400 m apart", g => g.Survey("primary/airborne", 1.25, 0.8)),
        ("edge: lines 690 m apart", g => g.Survey("primary/airborne", 0.725, 1.38)),
        ("edge: lines 345 m apart", g => g.Survey("primary/airborne", 1.45, 0.69)),
        ("edge: gravity stations 2.35 km apart", g => g.Survey("primary/gravity", 0.725, 1.175)),
        ("edge: gravity stations 1.65 km apart", g => g.Survey("primary/gravity", 1.47, 0.825)),
        ("edge: samples 2 km apart", g => g.Survey("primary/geochemistry", 0.71, 1.18)),
        ("edge: a wavelength one hundredth off", g => g.With("magnetic_local", origin: origin => origin with { Steps = [GuardGround.Step("reduction-to-pole"), GuardGround.Step("local-anomaly", ("wavelengthMetres", 15_120))] })),
        ("edge: a cell off by a rounding", g => g.On(GuardGround.Geometry with { CellWidth = 200.00001, CellHeight = 200.00001 })),
        ("edge: a livelier field, half as much again", g => g.With("magnetic_local", grid => Same(grid, value => value * 1.5f))),
        ("edge: a level nine tenths of a scale off", g => g.With("arsenic", grid => Same(grid, value => value + 0.22f))),
    ];

    private static (string, ModelCard, Func<ModelGround, ModelGround>, GuardCheck, GuardSeverity, string) Case(
        string what, Func<ModelGround, ModelGround> change, GuardCheck check, GuardSeverity atLeast, string words, ModelCard? card = null) => (what, card ?? GuardGround.Card, change, check, atLeast, words);

    private static Grid Same(Grid grid, Func<float, float> change) => grid with { Values = Array.ConvertAll(grid.Values, value => change(value)) };

    private static ChannelOrigin Raster(ModelGround ground, ChannelOrigin origin, double cell) => ChannelOrigin.OfRaster(ground.Stack[origin.Channel], cell, [.. origin.Steps]) with
    {
        Column = origin.Column,
        InclinationDegrees = origin.InclinationDegrees,
        DeclinationDegrees = origin.DeclinationDegrees,
    };

    private static ModelGround Plain(ModelGround ground, double inclination, double declination) => ground.With("magnetic_local", origin: origin => origin with
    {
        Steps = [GuardGround.Step("local-anomaly", ("wavelengthMetres", 15_000))],
        InclinationDegrees = inclination,
        DeclinationDegrees = declination,
    });

    private static Grid Half(float west, float east) => new(
        GuardGround.Geometry, [.. Enumerable.Range(0, GuardGround.Geometry.Count).Select(node => node % GuardGround.Geometry.Columns < 48 ? west : east)], "density", "1/km2");
}
