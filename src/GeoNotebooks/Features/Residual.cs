using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>What is left of a field when its regional part is taken away.</summary>
public static class Residual
{
    /// <summary>The field less its polynomial <see cref="Trend"/>.</summary>
    /// <param name="field">The field, in any unit.</param>
    /// <param name="order">Order of the polynomial: 1, 2 or 3.</param>
    /// <param name="robust">True to keep strong anomalies from tilting the regional.</param>
    /// <returns>(row, column) on the nodes of the input, in its unit; NaN where the input is NaN.</returns>
    /// <inheritdoc cref="Trend.Of" path="/exception"/>
    public static Grid Of(Grid field, int order = 1, bool robust = false) => Less(field, Trend.Of(field, order, robust), $"residual of {field.Name}, trend of order {order} taken away");

    /// <summary>
    /// The field less itself continued upward, which keeps what comes from shallower than about half the height; what comes from deeper stays in the regional (Jacobsen 1987, Geophysics 52, 1138-1148:
    /// a field continued upward to 2 z is about that of the sources below z).
    /// </summary>
    /// <param name="field">A gravity or magnetic field on a level surface.</param>
    /// <param name="heightMetres">How high the regional is continued; above 0.</param>
    /// <returns>(row, column) on the nodes of the input, in its unit; NaN where the input is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height is not above 0.</exception>
    public static Grid OfHeight(Grid field, double heightMetres)
    {
        if (!(heightMetres > 0 && double.IsFinite(heightMetres)))
            throw new ArgumentOutOfRangeException(nameof(heightMetres), FormattableString.Invariant($"'{field.Name}': expected the height of a regional above 0 m; found {heightMetres} m"));
        return Less(field, Continuation.Upward(field, heightMetres), FormattableString.Invariant($"residual of {field.Name}, itself {heightMetres} m higher taken away"));
    }

    private static Grid Less(Grid field, Grid regional, string name)
    {
        var values = new float[field.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = field.Values[i] - regional.Values[i];
        return new(field.Geometry, values, name, field.Unit);
    }
}
