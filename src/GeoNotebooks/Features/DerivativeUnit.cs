using System.Globalization;

namespace GeoNotebooks.Features;

/// <summary>The unit of a derivative along a length in metres: <c>mGal</c> becomes <c>mGal/m</c>, <c>nT/m</c> becomes <c>nT/m^2</c>.</summary>
internal static class DerivativeUnit
{
    public static string Of(string unit, int order)
    {
        var slash = unit.LastIndexOf("/m", StringComparison.Ordinal);
        var power = slash < 0 ? "" : unit[(slash + 2)..];
        var before = slash < 0 ? 0
            : power.Length == 0 ? 1
            : power[0] == '^' && int.TryParse(power.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var written) ? written
            : 0;
        var (of, total) = (before == 0 ? unit : unit[..slash], before + order);
        return total == 1 ? $"{of}/m" : FormattableString.Invariant($"{of}/m^{total}");
    }
}
