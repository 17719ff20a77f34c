using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>Stands in until continuation has a file of its own.</summary>
internal static class Continuation
{
    public static Grid Upward(Grid field, double heightMetres) => PotentialField.UpwardContinuation(field, heightMetres);
}

/// <summary>Stands in until wavelength filters have a file of their own.</summary>
internal static class WavelengthFilter
{
    public static Grid GaussianHighPass(Grid field, double wavelengthMetres) => PotentialField.LocalAnomaly(field, wavelengthMetres);

    public static Grid GaussianLowPass(Grid field, double wavelengthMetres)
    {
        var local = PotentialField.LocalAnomaly(field, wavelengthMetres);
        return field with { Values = [.. field.Values.Zip(local.Values, (all, part) => all - part)] };
    }
}

/// <summary>Stands in until reduction to the pole has a file of its own.</summary>
internal static class ReductionToPole
{
    public static Grid Of(Grid anomaly, FieldSetting setting) =>
        PotentialField.ReductionToPole(anomaly, setting.InclinationDegrees, setting.DeclinationDegrees, setting.ConvergenceDegrees);
}
