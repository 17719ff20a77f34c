using GeoNotebooks.Synthetic.Geology;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>How a property fades at the edge of a body and at the ends of a trace.</summary>
internal static class Taper
{
    /// <summary>1 along a trace, falling to 0 over its last kilometre and a half.</summary>
    public static double Ends(Fault fault, double along) => Math.Min(1, Math.Min(along, fault.Length - along) / 1_500);

    /// <summary>0 at the first place, 1 at the second, linear between.</summary>
    public static double Ramp(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);

    /// <summary>Share of a slab between a body's roof and its floor.</summary>
    public static double Overlap(double roof, double floor, double top, double bottom) =>
        Math.Max(0, Math.Min(floor, bottom) - Math.Max(roof, top)) / (bottom - top);
}
