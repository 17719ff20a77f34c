using System.Buffers.Binary;
using System.Text;

namespace GeoNotebooks.Runs;

/// <summary>
/// The versions that a 64-bit little-endian ELF library needs of others (section .gnu.version_r; Drepper, ELF Symbol Versioning, and the
/// Linux Standard Base Core specification 5.0, section 10.7).
/// </summary>
internal static class ElfVersionNeeds
{
    private const int LoadSegment = 1, DynamicSegment = 2;
    private const long StringTable = 5, VersionNeed = 0x6ffffffe, VersionNeedCount = 0x6fffffff;
    private const ushort WeakFlag = 2;

    /// <summary>Marks the need of a version as weak in a library's bytes; false when the bytes are no such library or have no such need.</summary>
    public static bool Weaken(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf[..6].SequenceEqual<byte>([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            return false;
        var segments = Segments(elf);
        if (segments.FirstOrDefault(segment => segment.Type == DynamicSegment) is not { Size: > 0 } dynamic)
            return false;
        var entries = new Dictionary<long, long>();
        for (var at = dynamic.Offset; at < dynamic.Offset + dynamic.Size && Long(elf, at) != 0; at += 16)
            entries[Long(elf, at)] = Long(elf, at + 8);
        if (!entries.TryGetValue(VersionNeed, out var needs) || !entries.TryGetValue(VersionNeedCount, out var count) || !entries.TryGetValue(StringTable, out var strings))
            return false;
        var (need, names) = (FileOffset(segments, needs), FileOffset(segments, strings));
        var found = false;
        for (var i = 0; i < count; i++)
        {
            var auxiliary = need + Int(elf, need + 8);
            for (int k = 0, auxiliaries = Short(elf, need + 2); k < auxiliaries; k++)
            {
                if (Name(elf, names + Int(elf, auxiliary + 8)) == version)
                {
                    var flags = elf[(int)(auxiliary + 4)..];
                    BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
                    found = true;
                }
                auxiliary += Int(elf, auxiliary + 12);
            }
            need += Int(elf, need + 12);
        }
        return found;
    }

    private static List<(int Type, long Offset, long Address, long Size)> Segments(ReadOnlySpan<byte> elf)
    {
        var (table, size, count) = (Long(elf, 32), Short(elf, 54), Short(elf, 56));
        var segments = new List<(int, long, long, long)>();
        for (var i = 0; i < count; i++)
        {
            var at = table + i * size;
            segments.Add((Int(elf, at), Long(elf, at + 8), Long(elf, at + 16), Long(elf, at + 32)));
        }
        return segments;
    }

    private static long FileOffset(List<(int Type, long Offset, long Address, long Size)> segments, long address)
    {
        var segment = segments.First(segment => segment.Type == LoadSegment && address >= segment.Address && address < segment.Address + segment.Size);
        return segment.Offset + address - segment.Address;
    }

    private static string Name(ReadOnlySpan<byte> elf, long at)
    {
        var rest = elf[(int)at..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static long Long(ReadOnlySpan<byte> elf, long at) => BinaryPrimitives.ReadInt64LittleEndian(elf[(int)at..]);

    private static int Int(ReadOnlySpan<byte> elf, long at) => BinaryPrimitives.ReadInt32LittleEndian(elf[(int)at..]);

    private static int Short(ReadOnlySpan<byte> elf, long at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[(int)at..]);
}
