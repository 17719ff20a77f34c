using System.Globalization;

namespace GeoNotebooks.Features;

/// <summary>What a person sets for a transform; null stands for what is not set.</summary>
public sealed record TransformSettings
{
    /// <summary>Height by which a field is continued, m.</summary>
    public double? HeightMetres { get; init; }

    /// <summary>Inclination of the inducing field, degrees, positive downward.</summary>
    public double? InclinationDegrees { get; init; }

    /// <summary>Declination of the inducing field from true north, degrees, positive eastward.</summary>
    public double? DeclinationDegrees { get; init; }

    /// <summary>Inclination of the magnetisation where remanence turns it from the field, degrees, positive downward.</summary>
    public double? MagnetisationInclinationDegrees { get; init; }

    /// <summary>Declination of the magnetisation where remanence turns it from the field, degrees from true north, positive eastward.</summary>
    public double? MagnetisationDeclinationDegrees { get; init; }

    /// <summary>The inclination whose amplitudes shallower directions get, degrees.</summary>
    public double? LeastInclinationDegrees { get; init; }

    /// <summary>Ratio of density to magnetisation, kg/m^3 for 1 A/m.</summary>
    public double? DensityPerMagnetisation { get; init; }

    /// <summary>Wavelength at which a filter cuts, m.</summary>
    public double? WavelengthMetres { get; init; }

    /// <summary>The longer of two wavelengths at which a band pass cuts, m.</summary>
    public double? LongestWavelengthMetres { get; init; }

    /// <summary>Side of a moving window, cells.</summary>
    public int? WindowCells { get; init; }

    /// <summary>Order of a derivative or of a polynomial.</summary>
    public int? Order { get; init; }

    /// <summary>Grid convergence: the angle of grid north from true north at the middle of the grid, degrees, positive eastward; 0 on a local plane. No transform asks for it, those that take a declination heed it.</summary>
    public double ConvergenceDegrees { get; init; }
}

/// <summary>One of the <see cref="TransformSettings"/>, as transforms ask for it.</summary>
/// <param name="Name">A word, such as "height".</param>
/// <param name="Unit">Its unit; empty for a pure number.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record TransformParameter(string Name, string Unit, string Meaning)
{
    /// <summary>Height, m.</summary>
    public static TransformParameter Height { get; } = new("height", "m", "how far the field is continued")
    {
        Read = settings => settings.HeightMetres,
        Write = (settings, value) => settings with { HeightMetres = value },
    };

    /// <summary>Inclination, degrees.</summary>
    public static TransformParameter Inclination { get; } = new("inclination", "degrees", "inclination of the inducing field, positive downward")
    {
        Read = settings => settings.InclinationDegrees,
        Write = (settings, value) => settings with { InclinationDegrees = value },
    };

    /// <summary>Declination, degrees.</summary>
    public static TransformParameter Declination { get; } = new("declination", "degrees", "declination of the inducing field from true north, positive eastward; grid convergence is subtracted")
    {
        Read = settings => settings.DeclinationDegrees,
        Write = (settings, value) => settings with { DeclinationDegrees = value },
    };

    /// <summary>Inclination of the magnetisation, degrees.</summary>
    public static TransformParameter MagnetisationInclination { get; } = new("magnetisation-inclination", "degrees", "inclination of a magnetisation that remanence turns from the field, positive downward")
    {
        Read = settings => settings.MagnetisationInclinationDegrees,
        Write = (settings, value) => settings with { MagnetisationInclinationDegrees = value },
    };

    /// <summary>Declination of the magnetisation, degrees.</summary>
    public static TransformParameter MagnetisationDeclination { get; } = new("magnetisation-declination", "degrees", "declination of a magnetisation that remanence turns from the field, from true north, positive eastward")
    {
        Read = settings => settings.MagnetisationDeclinationDegrees,
        Write = (settings, value) => settings with { MagnetisationDeclinationDegrees = value },
    };

    /// <summary>Least inclination, degrees.</summary>
    public static TransformParameter LeastInclination { get; } = new("least-inclination", "degrees", "inclination whose amplitudes shallower directions get, so that noise near the magnetic equator is not raised without bound")
    {
        Read = settings => settings.LeastInclinationDegrees,
        Write = (settings, value) => settings with { LeastInclinationDegrees = value },
    };

    /// <summary>Density for each unit of magnetisation.</summary>
    public static TransformParameter DensityPerMagnetisation { get; } = new("density-ratio", "kg/m^3 for 1 A/m", "density of the sources over their magnetisation")
    {
        Read = settings => settings.DensityPerMagnetisation,
        Write = (settings, value) => settings with { DensityPerMagnetisation = value },
    };

    /// <summary>Wavelength, m.</summary>
    public static TransformParameter Wavelength { get; } = new("wavelength", "m", "wavelength that parts short waves from long ones")
    {
        Read = settings => settings.WavelengthMetres,
        Write = (settings, value) => settings with { WavelengthMetres = value },
    };

    /// <summary>Longest wavelength, m.</summary>
    public static TransformParameter LongestWavelength { get; } = new("longest-wavelength", "m", "the longer of the two wavelengths between which waves stay")
    {
        Read = settings => settings.LongestWavelengthMetres,
        Write = (settings, value) => settings with { LongestWavelengthMetres = value },
    };

    /// <summary>Window, cells.</summary>
    public static TransformParameter Window { get; } = new("window", "cells", "side of the moving window, an odd number")
    {
        Read = settings => settings.WindowCells,
        Write = (settings, value) => settings with { WindowCells = (int)value },
    };

    /// <summary>Order.</summary>
    public static TransformParameter Order { get; } = new("order", "", "order of the derivative or of the polynomial")
    {
        Read = settings => settings.Order,
        Write = (settings, value) => settings with { Order = (int)value },
    };

    /// <summary>All parameters.</summary>
    public static IReadOnlyList<TransformParameter> All { get; } =
        [Height, Inclination, Declination, MagnetisationInclination, MagnetisationDeclination, LeastInclination, DensityPerMagnetisation, Wavelength, LongestWavelength, Window, Order];

    /// <summary>Takes it from settings; null where it is not set.</summary>
    public required Func<TransformSettings, double?> Read { get; init; }

    /// <summary>Sets it.</summary>
    public required Func<TransformSettings, double, TransformSettings> Write { get; init; }

    /// <summary>This parameter, to be given.</summary>
    public TransformUse Required() => new(this, true, null);

    /// <summary>This parameter, which may be given.</summary>
    /// <param name="otherwise">Its value where it is not; null where there is none.</param>
    public TransformUse Optional(double? otherwise = null) => new(this, false, otherwise);
}

/// <summary>How a transform uses a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="IsRequired">True where the transform makes no sense without it.</param>
/// <param name="Otherwise">Its value where it is not given; null where there is none.</param>
public sealed record TransformUse(TransformParameter Parameter, bool IsRequired, double? Otherwise)
{
    /// <summary>"height (m)", "[window = 15 (cells)]".</summary>
    public override string ToString()
    {
        var unit = Parameter.Unit.Length == 0 ? "" : $" ({Parameter.Unit})";
        var value = Otherwise is { } otherwise ? string.Create(CultureInfo.InvariantCulture, $" = {otherwise}") : "";
        return IsRequired ? $"{Parameter.Name}{unit}" : $"[{Parameter.Name}{value}{unit}]";
    }
}
