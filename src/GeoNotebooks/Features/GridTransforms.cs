using GeoNotebooks.Grids;
using static GeoNotebooks.Features.TransformParameter;

namespace GeoNotebooks.Features;

/// <summary>All transforms that can be asked for by name.</summary>
public static class GridTransforms
{
    private const string SameUnit = "the input's";
    private const string PerMetre = "the input's per metre";
    private const string PerMetreOrder = "the input's per metre, to the power of the order";
    private const string MilligalOrNone = "mGal; none where the input names none";
    private const string Blakely = "Blakely 1995, Potential Theory in Gravity and Magnetic Applications";

    /// <summary>Derivative toward the east.</summary>
    public static GridTransform DerivativeEasting { get; } = new("derivative-easting", "derivative toward the east", $"{Blakely}, section 12.2", FieldKind.Any, PerMetreOrder, [Order.Optional(1)])
    {
        Compute = (field, settings) => Derivatives.Easting(field, settings.Order!.Value),
    };

    /// <summary>Derivative toward the north.</summary>
    public static GridTransform DerivativeNorthing { get; } = new("derivative-northing", "derivative toward the north", $"{Blakely}, section 12.2", FieldKind.Any, PerMetreOrder, [Order.Optional(1)])
    {
        Compute = (field, settings) => Derivatives.Northing(field, settings.Order!.Value),
    };

    /// <summary>Derivative upward.</summary>
    public static GridTransform DerivativeUp { get; } = new(
        "derivative-up", "derivative upward: negative over the source of a positive anomaly", $"{Blakely}, section 12.2", FieldKind.Potential, PerMetreOrder, [Order.Optional(1)])
    {
        Compute = (field, settings) => Derivatives.Up(field, settings.Order!.Value),
    };

    /// <summary>The field at a greater height.</summary>
    public static GridTransform UpwardContinuation { get; } = new(
        "upward-continuation", "the field as it would be higher up", $"{Blakely}, equation 12.8", FieldKind.Potential, SameUnit, [Height.Required()])
    {
        Compute = (field, settings) => Continuation.Upward(field, settings.HeightMetres!.Value),
    };

    /// <summary>The field at a smaller height, damped.</summary>
    public static GridTransform DownwardContinuation { get; } = new(
        "downward-continuation", "the field as it would be lower down, above all sources still; damped", $"{Blakely}, section 12.1; Tikhonov and Arsenin 1977", FieldKind.Potential, SameUnit, [Height.Required()])
    {
        Compute = (field, settings) => Continuation.Downward(field, settings.HeightMetres!.Value),
        Advice = (field, settings) => Continuation.DownwardAdvice(field, settings.HeightMetres!.Value),
    };

    /// <summary>The anomaly as if field and magnetisation were vertical.</summary>
    public static GridTransform ReductionToThePole { get; } = new(
        "reduction-to-pole", "a magnetic anomaly as if field and magnetisation were vertical", $"{Blakely}, equation 12.31; MacLeod, Jones and Dai 1993", FieldKind.MagneticOrDerivative, SameUnit,
        [Inclination.Required(), Declination.Required(), MagnetisationInclination.Optional(), MagnetisationDeclination.Optional(), LeastInclination.Optional(10)])
    {
        // The filter is the same for an anomaly in any unit and for its derivatives; a grid without a unit keeps none.
        Compute = (field, settings) => ReductionToPole.Of(field with { Unit = "nT" }, SettingOf(settings), settings.LeastInclinationDegrees!.Value) with { Unit = field.Unit },
    };

    /// <summary>The gravity of sources as dense as they are magnetic.</summary>
    public static GridTransform PseudogravityOfAnomaly { get; } = new(
        "pseudogravity", "the gravity that the sources would have with so much density for each A/m", $"Baranov 1957; {Blakely}, equation 12.36", FieldKind.Magnetic, MilligalOrNone,
        [Inclination.Required(), Declination.Required(), MagnetisationInclination.Optional(), MagnetisationDeclination.Optional(), LeastInclination.Optional(10), DensityPerMagnetisation.Optional(100)])
    {
        // A grid without a unit is taken to be in nT; that its result is in mGal is then not for us to say.
        Compute = (field, settings) => Pseudogravity.Of(
            field with { Unit = FieldKinds.MagneticUnitOf(field) }, SettingOf(settings), settings.DensityPerMagnetisation!.Value, settings.LeastInclinationDegrees!.Value) is var made && FieldKinds.HasNoUnit(field)
                ? made with { Unit = field.Unit }
                : made,
    };

    /// <summary>What waves longer than the wavelength carry.</summary>
    public static GridTransform GaussianLowPass { get; } = new(
        "gaussian-lowpass", "long wavelengths: of a wave of the wavelength itself 61 % stays", "Geosoft 1999, MAGMAP", FieldKind.Any, SameUnit, [Wavelength.Required()])
    {
        Compute = (field, settings) => WavelengthFilter.GaussianLowPass(field, settings.WavelengthMetres!.Value),
    };

    /// <summary>What waves shorter than the wavelength carry.</summary>
    public static GridTransform GaussianHighPass { get; } = new(
        "gaussian-highpass", "short wavelengths: of a wave of the wavelength itself 39 % stays", "Geosoft 1999, MAGMAP", FieldKind.Any, SameUnit, [Wavelength.Required()])
    {
        Compute = (field, settings) => WavelengthFilter.GaussianHighPass(field, settings.WavelengthMetres!.Value),
    };

    /// <summary>What waves between two wavelengths carry.</summary>
    public static GridTransform BandPass { get; } = new(
        "band-pass", "wavelengths between two: the low pass of the shorter less that of the longer", $"{Blakely}, section 12.4", FieldKind.Any, SameUnit, [Wavelength.Required(), LongestWavelength.Required()])
    {
        Compute = (field, settings) => WavelengthFilter.BandPass(field, settings.WavelengthMetres!.Value, settings.LongestWavelengthMetres!.Value),
    };

    /// <summary>Amplitude of the horizontal gradient.</summary>
    public static GridTransform HorizontalGradient { get; } = new(
        "horizontal-gradient", "amplitude of the horizontal gradient: greatest over steep edges", "Cordell and Grauch 1985", FieldKind.Any, PerMetre, [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).HorizontalGradient(),
    };

    /// <summary>Amplitude of the analytic signal.</summary>
    public static GridTransform TotalGradient { get; } = new(
        "total-gradient", "amplitude of the total gradient (analytic signal)", "Nabighian 1972; Roest, Verhoef and Pilkington 1992, equation 3", FieldKind.Potential, PerMetre, [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).TotalGradient(),
    };

    /// <summary>Tilt angle.</summary>
    public static GridTransform Tilt { get; } = new(
        "tilt", "tilt angle: positive over a positive source, 0 over its edges", "Miller and Singh 1994", FieldKind.Potential, "deg", [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).Tilt(),
    };

    /// <summary>Amplitude of the tilt's horizontal gradient.</summary>
    public static GridTransform TiltHorizontalGradient { get; } = new(
        "tilt-horizontal-gradient", "amplitude of the horizontal gradient of the tilt: 57.3 over the depth in metres over a vertical contact", "Verduzco et al. 2004", FieldKind.Potential, "deg/m", [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).TiltHorizontalGradient(),
    };

    /// <summary>Theta map.</summary>
    public static GridTransform Theta { get; } = new(
        "theta", "theta map, the cosine of the analytic signal's angle from the level: 1 over edges", "Wijns, Perez and Kowalczyk 2005", FieldKind.Potential, "1", [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).Theta(),
    };

    /// <summary>Horizontal tilt angle.</summary>
    public static GridTransform Tdx { get; } = new("tdx", "horizontal tilt angle: 90 over edges", "Cooper and Cowan 2006", FieldKind.Potential, "deg", [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).Tdx(),
    };

    /// <summary>Tilt angle of the horizontal gradient.</summary>
    public static GridTransform Tahg { get; } = new(
        "tahg", "tilt angle of the horizontal gradient's amplitude: greatest along edges", "Ferreira et al. 2013, equation 5", FieldKind.Potential, "deg", [])
    {
        Compute = (field, _) => EdgeFilters.Of(field).Tahg(),
    };

    /// <summary>Shannon entropy in a window.</summary>
    public static GridTransform EntropyInWindow { get; } = new(
        "entropy", "Shannon entropy in a window, 16 bins between the 2nd and the 98th percentile", "Shannon 1948", FieldKind.Any, "bit", [Window.Optional(15)])
    {
        Compute = (field, settings) => Entropy.Of(field, settings.WindowCells!.Value),
    };

    /// <summary>Standard deviation in a window.</summary>
    public static GridTransform DeviationInWindow { get; } = new(
        "local-deviation", "standard deviation in a window", "root of the mean squared departure from the window's mean", FieldKind.Any, SameUnit, [Window.Optional(15)])
    {
        Compute = (field, settings) => LocalDeviation.Of(field, settings.WindowCells!.Value),
    };

    /// <summary>Polynomial surface.</summary>
    public static GridTransform PolynomialTrend { get; } = new(
        "trend", "polynomial surface of order 1, 2 or 3 that fits best", "least squares", FieldKind.Any, SameUnit, [Order.Optional(1)])
    {
        Compute = (field, settings) => Trend.Of(field, settings.Order!.Value),
    };

    /// <summary>The field without its regional part.</summary>
    public static GridTransform WithoutRegional { get; } = new(
        "residual", "the field less its trend (of order 1, or as given), or less itself continued upward where a height is given", "least squares; Jacobsen 1987", FieldKind.Any, SameUnit,
        [Order.Optional(), Height.Optional()])
    {
        Compute = ResidualOf,
    };

    /// <summary>Gaussian high pass of which half stays at the wavelength, 15 km unless another is given, as in the channel recipes.</summary>
    public static GridTransform Local { get; } = new(
        "local-anomaly", "local anomaly: a Gaussian high pass that keeps half of a wave of the wavelength itself", $"{Blakely}, section 12.4", FieldKind.Any, SameUnit, [Wavelength.Optional(ChannelRecipe.LocalWavelengthMetres)])
    {
        Compute = (field, settings) => LocalAnomaly.Of(field, settings.WavelengthMetres!.Value),
    };

    /// <summary>Automatic gain control.</summary>
    public static GridTransform Gain { get; } = new(
        "gain-control", "automatic gain control: values over their root mean square in a window", "Rajagopalan 1987; Rajagopalan and Milligan 1994", FieldKind.Any, "1", [Window.Optional(31)])
    {
        Compute = (field, settings) => GainControl.Of(field, settings.WindowCells!.Value),
    };

    /// <summary>All transforms.</summary>
    public static IReadOnlyList<GridTransform> All { get; } =
    [
        DerivativeEasting, DerivativeNorthing, DerivativeUp, UpwardContinuation, DownwardContinuation, ReductionToThePole, PseudogravityOfAnomaly, GaussianLowPass, GaussianHighPass, BandPass,
        HorizontalGradient, TotalGradient, Tilt, TiltHorizontalGradient, Theta, Tdx, Tahg, EntropyInWindow, DeviationInWindow, PolynomialTrend, WithoutRegional, Local, Gain,
    ];

    /// <summary>The transform of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static GridTransform Named(string name) => All.FirstOrDefault(transform => transform.Name == name)
        ?? throw new ArgumentException($"expected one of the transforms {string.Join(", ", All.Select(transform => transform.Name))}; found '{name}'");

    private static Grid ResidualOf(Grid field, TransformSettings settings)
    {
        if (settings.HeightMetres is not { } height)
            return Residual.Of(field, settings.Order ?? 1);
        if (settings.Order is { } order)
            throw new ArgumentException(FormattableString.Invariant($"residual takes the order of a trend or the height of an upward-continued regional, not both; found order {order} and height {height} m"));
        FieldKind.Potential.Require(field, "residual with a height");
        return Residual.OfHeight(field, height);
    }

    private static FieldSetting SettingOf(TransformSettings settings)
    {
        var magnetisation = (settings.MagnetisationInclinationDegrees, settings.MagnetisationDeclinationDegrees) switch
        {
            ({ } inclination, { } declination) => new Direction(inclination, declination),
            (null, null) => (Direction?)null,
            _ => throw new ArgumentException("a magnetisation that does not follow the field needs both magnetisation-inclination and magnetisation-declination; found one of them"),
        };
        return new(settings.InclinationDegrees!.Value, settings.DeclinationDegrees!.Value, settings.ConvergenceDegrees) { Magnetisation = magnetisation };
    }
}
