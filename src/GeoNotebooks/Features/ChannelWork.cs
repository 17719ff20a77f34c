using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>A step that can be done.</summary>
/// <param name="What">What it is.</param>
/// <param name="Apply">From a grid, in the setting of its survey, to the next.</param>
public sealed record ChannelWork(ChannelStep What, Func<Grid, FieldSetting, Grid> Apply)
{
    /// <summary>Name of the logarithm, which the gridding takes of the points themselves (<see cref="ChannelRecipe.Logarithmic"/>).</summary>
    public const string Logarithm = "decimal-logarithm";

    /// <summary>Name of the reduction to the pole, which takes the inclination of the survey out of a channel.</summary>
    public const string Pole = "reduction-to-pole";

    /// <summary>First vertical derivative, in Eotvos for gravity.</summary>
    public static ChannelWork VerticalGradientUp { get; } = new(Step("vertical-gradient"), (grid, _) => VerticalGradient.Of(grid));

    /// <summary>Reduction to the pole.</summary>
    public static ChannelWork ToPole { get; } = new(Step(Pole), (grid, setting) => ReductionToPole.Of(grid, setting));

    /// <summary>Tilt angle.</summary>
    public static ChannelWork Tilt { get; } = new(Step("tilt"), (grid, _) => EdgeFilters.Of(grid).Tilt());

    /// <summary>Upward continuation.</summary>
    /// <param name="heightMetres">How far up.</param>
    public static ChannelWork Upward(double heightMetres) => new(Step("upward-continuation", ("heightMetres", heightMetres)), (grid, _) => Continuation.Upward(grid, heightMetres));

    /// <summary>The field less itself continued upward.</summary>
    /// <param name="heightMetres">How far up.</param>
    public static ChannelWork LessUpward(double heightMetres) => new(Step("residual", ("heightMetres", heightMetres)), (grid, _) => Residual.OfHeight(grid, heightMetres));

    /// <summary>Gaussian high pass of which half stays at the wavelength.</summary>
    /// <param name="wavelengthMetres">The wavelength.</param>
    public static ChannelWork HighPass(double wavelengthMetres) => new(Step("local-anomaly", ("wavelengthMetres", wavelengthMetres)), (grid, _) => LocalAnomaly.Of(grid, wavelengthMetres));

    /// <summary>Shannon entropy in a window, with bins that are the same on every ground.</summary>
    /// <param name="windowMetres">Side of the window.</param>
    /// <param name="bins">The bins.</param>
    public static ChannelWork EntropyIn(double windowMetres, EntropyBins bins) => new(
        Step("entropy", ("windowMetres", windowMetres), ("bins", bins.Count), ("low", bins.Low), ("high", bins.High)), (grid, _) => Entropy.InWindow(grid, windowMetres, bins));

    private static ChannelStep Step(string name, params (string Name, double Value)[] parameters) => new(name, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
}
