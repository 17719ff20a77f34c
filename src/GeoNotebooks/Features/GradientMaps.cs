using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GeoNotebooks.Features;

/// <summary>The two maps of a gradient that are asked for most, eight nodes at a time. Squares are taken in double precision, so that no unit is too small or too large for them.</summary>
internal static class GradientMaps
{
    private const int Lanes = 8;

    /// <summary>Length of the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Length(ReadOnlySpan<float> east, ReadOnlySpan<float> north, ReadOnlySpan<float> up, Span<float> length)
    {
        var at = 0;
        for (; at <= length.Length - Lanes; at += Lanes)
            Length(Vector256.Create(east[at..]), Vector256.Create(north[at..]), Vector256.Create(up[at..])).CopyTo(length[at..]);
        for (; at < length.Length; at++)
            length[at] = Length(Vector256.Create(east[at]), Vector256.Create(north[at]), Vector256.Create(up[at]))[0];
    }

    /// <summary>Angle of the gradient's downward part above the level, degrees; 0 where neither part exceeds the least gradient that is more than rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tilt(ReadOnlySpan<float> east, ReadOnlySpan<float> north, ReadOnlySpan<float> up, float least, Span<float> tilt)
    {
        var at = 0;
        for (; at <= tilt.Length - Lanes; at += Lanes)
            Tilt(Vector256.Create(east[at..]), Vector256.Create(north[at..]), Vector256.Create(up[at..]), least).CopyTo(tilt[at..]);
        for (; at < tilt.Length; at++)
            tilt[at] = Tilt(Vector256.Create(east[at]), Vector256.Create(north[at]), Vector256.Create(up[at]), least)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Length(Vector256<float> a, Vector256<float> b, Vector256<float> c)
    {
        var (a1, a2) = Vector256.Widen(a);
        var (b1, b2) = Vector256.Widen(b);
        var (c1, c2) = Vector256.Widen(c);
        return Vector256.Narrow(Vector256.Sqrt(a1 * a1 + b1 * b1 + c1 * c1), Vector256.Sqrt(a2 * a2 + b2 * b2 + c2 * c2));
    }

    /// <summary>The arc tangent is that of Moshier's Cephes library (atanf, 1989): within 2e-7 of the angle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Tilt(Vector256<float> east, Vector256<float> north, Vector256<float> up, float least)
    {
        var level = Length(east, north, Vector256<float>.Zero);
        var steep = Vector256.Abs(up);
        var (less, more) = (Vector256.Min(steep, level), Vector256.Max(steep, level));
        // Tangents above tan(22.5 degrees) are counted from 45 degrees.
        var far = Vector256.GreaterThan(less, more * 0.41421356f);
        var over = Vector256.ConditionalSelect(far, less - more, less);
        var under = Vector256.ConditionalSelect(far, less + more, more);
        var x = over / Vector256.ConditionalSelect(Vector256.Equals(under, Vector256<float>.Zero), Vector256<float>.One, under);
        var z = x * x;
        var series = (((8.05374449538e-2f * z - Vector256.Create(1.38776856032e-1f)) * z + Vector256.Create(1.99777106478e-1f)) * z - Vector256.Create(3.33329491539e-1f)) * z * x + x;
        var angle = (series + Vector256.ConditionalSelect(far, Vector256.Create(MathF.PI / 4), Vector256<float>.Zero)) * (180 / MathF.PI);
        var tilt = Vector256.ConditionalSelect(Vector256.GreaterThan(steep, level), Vector256.Create(90f) - angle, angle);
        tilt = Vector256.ConditionalSelect(Vector256.GreaterThan(up, Vector256<float>.Zero), -tilt, tilt);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(more, Vector256.Create(least)), Vector256<float>.Zero, tilt);
    }
}
