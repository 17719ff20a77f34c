using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// How a channel comes from primary points: which survey's column is gridded, and what is done to the grid. All parameters, entropy bins too, are part of
/// the recipe, so that a channel means the same on every ground.
/// </summary>
/// <param name="Name">The channel's name, as networks and cards know it.</param>
/// <param name="Survey">Folder of the primary table within a package.</param>
/// <param name="Column">Column that is gridded.</param>
/// <param name="Description">What is done, with all parameters, for the card and for people.</param>
/// <param name="Work">The transforms, one after the other, from the grid of the column to the channel; none where the grid itself is the channel.</param>
/// <param name="Logarithmic">True where the decimal logarithm of the column is levelled and gridded: contents are log-normal, and a laboratory's bias is a factor.</param>
/// <param name="ByLines">True where flight lines are despiked and levelled by tie lines first, if the table has them: a magnetometer's errors go with the line (diurnal variation, heading), a spectrometer's with the count.</param>
public sealed record ChannelRecipe(
    string Name, string Survey, string Column, string Description, IReadOnlyList<ChannelWork> Work, bool Logarithmic = false, bool ByLines = false)
{
    /// <summary>Wavelength that parts local from regional magnetic anomalies.</summary>
    public const double LocalWavelengthMetres = 15_000;

    /// <summary>Wavelength that parts valleys and hills from ranges.</summary>
    public const double ReliefWavelengthMetres = 10_000;

    /// <summary>Height of the smooth gravity channels: half of the distance between gravity stations at 1:200 000.</summary>
    public const double SmoothGravityMetres = 1000;

    /// <summary>Height of the gravity regional: what comes from deeper than about half of it (Jacobsen 1987).</summary>
    public const double RegionalGravityMetres = 20_000;

    /// <summary>Side of the entropy window.</summary>
    public const double EntropyWindowMetres = 3000;

    private static readonly EntropyBins EntropyBins = new(-60, 60, 16);

    /// <summary>How the channel goes with turned ground. All recipes here are scalar: gravity and contents have no direction, each magnetic one is reduced to the pole first.</summary>
    public ChannelOrientation Orientation { get; init; } = ChannelOrientation.Scalar;

    /// <summary>First vertical derivative of the Bouguer anomaly: light granite shows as a low, edges as a change of sign.</summary>
    public static ChannelRecipe GravityVerticalGradient { get; } = new(
        "gravity_vertical_gradient", "primary/gravity", "gravity_bouguer", "first vertical derivative of the Bouguer anomaly, E",
        [ChannelWork.VerticalGradientUp]);

    /// <summary>The vertical derivative one kilometre higher: at heights below the distance of the stations a derivative shows the stations, not the rocks.</summary>
    public static ChannelRecipe GravityVerticalGradientSmooth { get; } = new(
        "gravity_vertical_gradient_smooth", "primary/gravity", "gravity_bouguer", "first vertical derivative of the Bouguer anomaly continued upward by 1 km, E",
        [ChannelWork.Upward(SmoothGravityMetres), ChannelWork.VerticalGradientUp]);

    /// <summary>The Bouguer anomaly less its regional: bodies of the upper crust without the trend of deep ones.</summary>
    public static ChannelRecipe GravityResidual { get; } = new(
        "gravity_residual", "primary/gravity", "gravity_bouguer", "Bouguer anomaly less itself continued upward by 20 km, mGal",
        [ChannelWork.LessUpward(RegionalGravityMetres)]);

    /// <summary>Tilt angle of the Bouguer anomaly: edges of bodies whatever their depth.</summary>
    public static ChannelRecipe GravityTilt { get; } = new(
        "gravity_tilt", "primary/gravity", "gravity_bouguer", "tilt angle of the Bouguer anomaly, degrees",
        [ChannelWork.Tilt]);

    /// <summary>Local magnetic anomaly: reduced to the pole, long wavelengths taken away.</summary>
    public static ChannelRecipe MagneticLocal { get; } = new(
        "magnetic_local", "primary/airborne", "magnetic_anomaly", "magnetic anomaly reduced to the pole, Gaussian high pass at 15 km, nT",
        [ChannelWork.ToPole, ChannelWork.HighPass(LocalWavelengthMetres)], ByLines: true);

    /// <summary>Shannon entropy of the local magnetic anomaly: motley ground, such as broken hornfels rings.</summary>
    public static ChannelRecipe MagneticEntropy { get; } = new(
        "magnetic_entropy", "primary/airborne", "magnetic_anomaly", "Shannon entropy of the local magnetic anomaly in 3 x 3 km, 16 bins from -60 to 60 nT, bit",
        [ChannelWork.ToPole, ChannelWork.HighPass(LocalWavelengthMetres), ChannelWork.EntropyIn(EntropyWindowMetres, EntropyBins)], ByLines: true);

    /// <summary>Tilt angle of the magnetic anomaly reduced to the pole: lineaments.</summary>
    public static ChannelRecipe MagneticTilt { get; } = new(
        "magnetic_tilt", "primary/airborne", "magnetic_anomaly", "tilt angle of the magnetic anomaly reduced to the pole, degrees",
        [ChannelWork.ToPole, ChannelWork.Tilt], ByLines: true);

    /// <summary>Potassium at the surface.</summary>
    public static ChannelRecipe Potassium { get; } = AsGridded("potassium", "potassium from the airborne spectrometer, %");

    /// <summary>Uranium at the surface.</summary>
    public static ChannelRecipe Uranium { get; } = AsGridded("uranium", "equivalent uranium from the airborne spectrometer, ppm");

    /// <summary>Thorium at the surface.</summary>
    public static ChannelRecipe Thorium { get; } = AsGridded("thorium", "equivalent thorium from the airborne spectrometer, ppm");

    /// <summary>Dose rate: potassium, uranium and thorium in one figure, quieter than each.</summary>
    public static ChannelRecipe DoseRate { get; } = AsGridded("dose_rate", "dose rate in the air from the airborne spectrometer, nGy/h");

    /// <summary>Copper in stream sediments: volcanic ash among the beds.</summary>
    public static ChannelRecipe Copper { get; } = Content("copper");

    /// <summary>Zinc in stream sediments: volcanic ash among the beds.</summary>
    public static ChannelRecipe Zinc { get; } = Content("zinc");

    /// <summary>Arsenic in stream sediments: fluids along faults.</summary>
    public static ChannelRecipe Arsenic { get; } = Content("arsenic");

    /// <summary>Tungsten in stream sediments: contacts of granite.</summary>
    public static ChannelRecipe Tungsten { get; } = Content("tungsten");

    /// <summary>Gold in stream sediments: the ore itself, and a few grains rule a sample.</summary>
    public static ChannelRecipe Gold { get; } = Content("gold");

    /// <summary>Silver in stream sediments: ore veins and what surrounds them.</summary>
    public static ChannelRecipe Silver { get; } = Content("silver");

    /// <summary>Antimony in stream sediments: fluids that rose far, above and beside ore.</summary>
    public static ChannelRecipe Antimony { get; } = Content("antimony");

    /// <summary>Tin in stream sediments: granite and its contacts.</summary>
    public static ChannelRecipe Tin { get; } = Content("tin");

    /// <summary>Bismuth in stream sediments: fluids close to granite.</summary>
    public static ChannelRecipe Bismuth { get; } = Content("bismuth");

    /// <summary>Molybdenum in stream sediments: granite, and beds rich in carbon.</summary>
    public static ChannelRecipe Molybdenum { get; } = Content("molybdenum");

    /// <summary>Lead in stream sediments: ore veins, potassium feldspar.</summary>
    public static ChannelRecipe Lead { get; } = Content("lead");

    /// <summary>Mercury in stream sediments: the most mobile of all, along faults and in clay.</summary>
    public static ChannelRecipe Mercury { get; } = Content("mercury");

    /// <summary>Local relief: valleys along faults, granite that stands above its surroundings.</summary>
    public static ChannelRecipe LocalRelief { get; } = new(
        "local_relief", "primary/airborne", "elevation", "height of the ground, Gaussian high pass at 10 km, m",
        [ChannelWork.HighPass(ReliefWavelengthMetres)]);

    /// <summary>All that is done to the column, for a card: the logarithm first, where the points themselves are taken to it.</summary>
    public IReadOnlyList<ChannelStep> Steps => [.. Work.Select(work => work.What).Prepend(new(ChannelWork.Logarithm, new Dictionary<string, double>())).Skip(Logarithmic ? 0 : 1)];

    /// <summary>From the grid of the column to the channel.</summary>
    /// <param name="grid">The column on its nodes.</param>
    /// <param name="setting">Directions of the magnetic survey.</param>
    public Grid Transform(Grid grid, FieldSetting setting) => Work.Aggregate(grid, (made, work) => work.Apply(made, setting));

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<ChannelRecipe> All { get; } =
    [
        GravityVerticalGradient, GravityVerticalGradientSmooth, GravityResidual, GravityTilt, MagneticLocal, MagneticEntropy, MagneticTilt, Potassium, Uranium, Thorium, DoseRate,
        Gold, Silver, Arsenic, Antimony, Tungsten, Tin, Bismuth, Molybdenum, Copper, Lead, Zinc, Mercury, LocalRelief,
    ];

    /// <summary>The recipe of a channel.</summary>
    /// <exception cref="ArgumentException">There is no such channel.</exception>
    public static ChannelRecipe Named(string name) => All.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw new ArgumentException($"expected one of the channels {string.Join(", ", All.Select(recipe => recipe.Name))}; found '{name}'");

    private static ChannelRecipe AsGridded(string column, string description) => new(column, "primary/airborne", column, description, []);

    private static ChannelRecipe Content(string element) =>
        new(element, "primary/geochemistry", element, $"decimal logarithm of {element} in stream sediments, ppm before", [], Logarithmic: true);
}
