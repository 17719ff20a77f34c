using System.Buffers.Binary;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// Holds the shape of a GeoPackage against its own length before a library reads it, since libraries allocate by the counts in it. Layout: OGC 12-128r18,
/// section 2.1.3 (header), and OGC 06-103r4, section 8 (well-known binary).
/// </summary>
internal static class WellKnownBinary
{
    private const int DeepestNesting = 32;
    private static readonly int[] EnvelopeNumbers = [0, 4, 6, 6, 8];

    /// <summary>What is wrong with a shape, or null where its counts fit its length and its coordinates are finite.</summary>
    public static string? Fault(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P')
            return "it does not begin with \"GP\"";
        var envelope = blob[3] >> 1 & 7;
        if (envelope >= EnvelopeNumbers.Length)
            return $"its envelope is of kind {envelope}";
        if ((blob[3] & 0x20) != 0)
            return "it is of an extended kind";
        var empty = (blob[3] & 0x10) != 0;
        var at = 8 + 8 * EnvelopeNumbers[envelope];
        return at > blob.Length ? "it ends within its header" : Geometry(blob, ref at, 0, empty);
    }

    private static string? Geometry(ReadOnlySpan<byte> blob, ref int at, int depth, bool empty)
    {
        if (depth > DeepestNesting)
            return $"it nests over {DeepestNesting} deep";
        if (at + 5 > blob.Length || blob[at] > 1)
            return $"its part at {at} has no header";
        var little = blob[at] == 1;
        var code = Unsigned(blob, at + 1, little);
        at += 5;
        // Heights and measures are told by thousands (ISO) or by the highest bits (EWKB), which a GeoPackage must not have.
        if (code > 3007)
            return $"its part at {at - 5} is of kind {code}";
        var numbers = (code / 1000) switch { 0 => 2, 3 => 4, _ => 3 };
        switch (code % 1000)
        {
            case 1:
                return Points(blob, ref at, 1, numbers, little, empty);
            case 2:
                return Counted(blob, ref at, little, 8 * numbers, out var points) ?? Points(blob, ref at, points, numbers, little, false);
            case 3:
                if (Counted(blob, ref at, little, 4, out var rings) is { } fault)
                    return fault;
                for (var i = 0; i < rings; i++)
                    if ((Counted(blob, ref at, little, 8 * numbers, out var corners) ?? Points(blob, ref at, corners, numbers, little, false)) is { } ring)
                        return ring;
                return null;
            case >= 4 and <= 7:
                if (Counted(blob, ref at, little, 5, out var parts) is { } wrong)
                    return wrong;
                for (var i = 0; i < parts; i++)
                    if (Geometry(blob, ref at, depth + 1, empty) is { } inner)
                        return inner;
                return null;
            default:
                return $"its part at {at - 5} is of kind {code}";
        }
    }

    private static string? Counted(ReadOnlySpan<byte> blob, ref int at, bool little, int least, out int count)
    {
        count = 0;
        if (at + 4 > blob.Length)
            return "it ends before a count";
        var counted = Unsigned(blob, at, little);
        at += 4;
        if (counted * (long)least > blob.Length - at)
            return $"it counts {counted} parts where {blob.Length - at} bytes are left";
        count = (int)counted;
        return null;
    }

    private static string? Points(ReadOnlySpan<byte> blob, ref int at, int count, int numbers, bool little, bool empty)
    {
        if (at + (long)count * numbers * 8 > blob.Length)
            return "it ends within its coordinates";
        for (var i = 0; i < count; i++, at += 8 * numbers)
            for (var axis = 0; axis < 2; axis++)
            {
                var bytes = blob[(at + 8 * axis)..];
                var value = little ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
                // An empty point is written as NaN.
                if (!double.IsFinite(value) && !(empty && double.IsNaN(value)))
                    return FormattableString.Invariant($"a coordinate of it is {value}");
            }
        return null;
    }

    private static uint Unsigned(ReadOnlySpan<byte> blob, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(blob[at..]) : BinaryPrimitives.ReadUInt32BigEndian(blob[at..]);
}
