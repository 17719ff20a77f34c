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
/// <param name="Transform">From the grid of the column to the channel.</param>
/// <param name="Logarithmic">True where the decimal logarithm of the column is levelled and gridded: contents are log-normal, and a laboratory's bias is a factor.</param>
public sealed record ChannelRecipe(
    string Name, string Survey, string Column, string Description, Func<Grid, FieldSetting, Grid> Transform, bool Logarithmic = false)
{
    /// <summary>Wavelength that parts local from regional magnetic anomalies.</summary>
    public const double LocalWavelengthMetres = 15_000;

    /// <summary>Wavelength that parts valleys and hills from ranges.</summary>
    public const double ReliefWavelengthMetres = 10_000;

    /// <summary>Side of the entropy window.</summary>
    public const double EntropyWindowMetres = 3000;

    private static readonly EntropyBins EntropyBins = new(-60, 60, 16);

    /// <summary>First vertical derivative of the Bouguer anomaly: light granite shows as a low, edges as a change of sign.</summary>
    public static ChannelRecipe GravityVerticalGradient { get; } = new(
        "gravity_vertical_gradient", "primary/gravity", "gravity_bouguer", "first vertical derivative of the Bouguer anomaly, E",
        (grid, _) => VerticalGradient.Of(grid));

    /// <summary>Tilt angle of the Bouguer anomaly: edges of bodies whatever their depth.</summary>
    public static ChannelRecipe GravityTilt { get; } = new(
        "gravity_tilt", "primary/gravity", "gravity_bouguer", "tilt angle of the Bouguer anomaly, degrees",
        (grid, _) => EdgeFilters.Of(grid).Tilt());

    /// <summary>Local magnetic anomaly: reduced to the pole, long wavelengths taken away.</summary>
    public static ChannelRecipe MagneticLocal { get; } = new(
        "magnetic_local", "primary/airborne", "magnetic_anomaly", "magnetic anomaly reduced to the pole, Gaussian high pass at 15 km, nT",
        (grid, setting) => Local(grid, setting));

    /// <summary>Shannon entropy of the local magnetic anomaly: motley ground, such as broken hornfels rings.</summary>
    public static ChannelRecipe MagneticEntropy { get; } = new(
        "magnetic_entropy", "primary/airborne", "magnetic_anomaly", "Shannon entropy of the local magnetic anomaly in 3 x 3 km, 16 bins from -60 to 60 nT, bit",
        (grid, setting) => Entropy.InWindow(Local(grid, setting), EntropyWindowMetres, EntropyBins));

    /// <summary>Tilt angle of the magnetic anomaly reduced to the pole: lineaments.</summary>
    public static ChannelRecipe MagneticTilt { get; } = new(
        "magnetic_tilt", "primary/airborne", "magnetic_anomaly", "tilt angle of the magnetic anomaly reduced to the pole, degrees",
        (grid, setting) => EdgeFilters.Of(ReductionToPole.Of(grid, setting)).Tilt());

    /// <summary>Potassium at the surface.</summary>
    public static ChannelRecipe Potassium { get; } = AsGridded("potassium", "potassium from the airborne spectrometer, %");

    /// <summary>Uranium at the surface.</summary>
    public static ChannelRecipe Uranium { get; } = AsGridded("uranium", "equivalent uranium from the airborne spectrometer, ppm");

    /// <summary>Thorium at the surface.</summary>
    public static ChannelRecipe Thorium { get; } = AsGridded("thorium", "equivalent thorium from the airborne spectrometer, ppm");

    /// <summary>Copper in stream sediments: volcanic ash among the beds.</summary>
    public static ChannelRecipe Copper { get; } = Content("copper");

    /// <summary>Zinc in stream sediments: volcanic ash among the beds.</summary>
    public static ChannelRecipe Zinc { get; } = Content("zinc");

    /// <summary>Arsenic in stream sediments: fluids along faults.</summary>
    public static ChannelRecipe Arsenic { get; } = Content("arsenic");

    /// <summary>Tungsten in stream sediments: contacts of granite.</summary>
    public static ChannelRecipe Tungsten { get; } = Content("tungsten");

    /// <summary>Local relief: valleys along faults, granite that stands above its surroundings.</summary>
    public static ChannelRecipe LocalRelief { get; } = new(
        "local_relief", "primary/airborne", "elevation", "height of the ground, Gaussian high pass at 10 km, m",
        (grid, _) => LocalAnomaly.Of(grid, ReliefWavelengthMetres));

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<ChannelRecipe> All { get; } =
        [GravityVerticalGradient, GravityTilt, MagneticLocal, MagneticEntropy, MagneticTilt, Potassium, Uranium, Thorium, Copper, Zinc, Arsenic, Tungsten, LocalRelief];

    /// <summary>The recipe of a channel.</summary>
    /// <exception cref="ArgumentException">There is no such channel.</exception>
    public static ChannelRecipe Named(string name) => All.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw new ArgumentException($"expected one of the channels {string.Join(", ", All.Select(recipe => recipe.Name))}; found '{name}'");

    private static ChannelRecipe AsGridded(string column, string description) => new(column, "primary/airborne", column, description, (grid, _) => grid);

    private static ChannelRecipe Content(string element) =>
        new(element, "primary/geochemistry", element, $"decimal logarithm of {element} in stream sediments, ppm before", (grid, _) => grid, Logarithmic: true);

    private static Grid Local(Grid grid, FieldSetting setting) => LocalAnomaly.Of(ReductionToPole.Of(grid, setting));
}
