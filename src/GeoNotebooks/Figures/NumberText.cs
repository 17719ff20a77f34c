using System.Globalization;

namespace GeoNotebooks.Figures;

/// <summary>Numbers as figures and pages write them: a point for the decimals, a true minus sign, powers of ten only where plain digits would not do.</summary>
internal static class NumberText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A multiple of a step, with the decimals that the step needs.</summary>
    public static string OfStep(double value, double step)
    {
        var largest = Math.Max(Math.Abs(value), step);
        if (largest >= 1e7 || step < 1e-5)
            return Minus(value == 0 ? "0" : value.ToString("0.###e+0", Culture));
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6);
        if (Math.Abs(value) < step / 2)
            value = 0;
        return Minus(value.ToString($"F{decimals}", Culture));
    }

    /// <summary>A value with so many significant digits, trailing zeros dropped.</summary>
    public static string Significant(double value, int digits = 4) => double.IsNaN(value) ? "no value" : Minus(Round(value, digits).ToString("R", Culture));

    /// <summary>A value rounded to so many significant digits.</summary>
    public static double Round(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        var decimals = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (decimals is >= 0 and <= 15)
            return Math.Round(value, decimals);
        var power = Math.Pow(10, -decimals);
        return decimals > 15 ? double.Parse(value.ToString($"E{digits - 1}", Culture), Culture) : Math.Round(value / power) * power;
    }

    private static string Minus(string text) => text.Replace('-', '\u2212');
}
