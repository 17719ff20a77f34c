using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>
/// Damaged copies of a file, each by its number, and what is asked of a reader of them: a grid or an <see cref="InvalidDataException"/>, within 2 s,
/// with at most 1 MB and ten times the declared size allocated. 2,000 a reader; the environment variable GEONB_MUTATIONS asks for more.
/// </summary>
internal static class MutatedFile
{
    private const long Slack = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly double[] OddNumbers =
    [
        0, -0.0, 1, -1, 2, 255, 256, 32767, -32768, 65535, int.MaxValue, int.MinValue, uint.MaxValue, 46341, 1 << 30, long.MaxValue, long.MinValue,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, float.MaxValue, 1e-300, -1e30, 1e30,
    ];

    private static readonly string[] OddWords = ["0", "-1", "1", "2147483647", "-2147483648", "4294967296", "99999999999999999999", "1e308", "-1e308", "1e-308", "nan", "inf", "1,5", "x", "", "-", "1e", "\0", "65536"];

    public static int Count => int.TryParse(Environment.GetEnvironmentVariable("GEONB_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 2_000;

    /// <summary>Reads every damaged copy and fails on the first that ends in anything else than a grid or one clear sentence.</summary>
    /// <param name="original">A whole file, which the reader must be able to read.</param>
    /// <param name="read">The reader; it must work on the thread that calls it, or its allocation is not seen.</param>
    /// <param name="mostExpansion">How many bytes a byte of the file may declare: 1 for plain files, up to 200 for compressed ones.</param>
    public static void EndsWell(byte[] original, Func<byte[], Grid> read, int mostExpansion = 1)
    {
        read(original);
        for (var number = 0; number < Count; number++)
        {
            var bytes = Make(original, number);
            var complaint = Complaint(bytes, read, mostExpansion);
            // A machine that others use too may stall: only a copy that is slow again is.
            if (complaint is { Slow: true })
                complaint = Complaint(bytes, read, mostExpansion);
            if (complaint is { } found)
                Assert.Fail($"mutation {number} of {original.Length} bytes: {found.Sentence}");
        }
    }

    /// <summary>Damaged copies of a grid file in memory, read by a format.</summary>
    public static void EndsWell(IGridFormat format, byte[] original, IReadOnlyDictionary<string, byte[]>? companions = null, int mostExpansion = 1) => EndsWell(
        original,
        bytes =>
        {
            using var content = GridContent.OfBytes("mutated", bytes, companions);
            return format.Read(content);
        },
        mostExpansion);

    /// <summary>The damaged copy of this number: always the same one.</summary>
    public static byte[] Make(byte[] original, int number)
    {
        var random = new Random(number);
        var bytes = (byte[])original.Clone();
        for (var changes = random.Next(4) == 0 ? 3 : 1; changes > 0 && bytes.Length > 0; changes--)
            bytes = random.Next(7) switch
            {
                0 => Flipped(bytes, random),
                1 => bytes[..random.Next(bytes.Length)],
                2 => Inserted(bytes, random),
                3 => Removed(bytes, random),
                4 => WithOddWord(bytes, random),
                _ => WithOddNumber(bytes, random),
            };
        return bytes;
    }

    private static (string Sentence, bool Slow)? Complaint(byte[] bytes, Func<byte[], Grid> read, int mostExpansion)
    {
        var declared = (long)bytes.Length * mostExpansion;
        var outcome = "";
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            var grid = read(bytes);
            (outcome, declared) = ($"a grid of {grid.Rows} x {grid.Columns}", Math.Max(declared, 4L * grid.Values.Length));
        }
        catch (InvalidDataException exception)
        {
            if (string.IsNullOrWhiteSpace(exception.Message) || exception.Message.Contains('\n', StringComparison.Ordinal))
                return ($"expected one sentence; found '{exception.Message}'", false);
            outcome = $"'{exception.Message}'";
        }
        catch (Exception exception)
        {
            return ($"expected a grid or an InvalidDataException; found {exception}", false);
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return clock.Elapsed > Limit ? ($"took {clock.Elapsed} to end in {outcome}", true)
            : allocated > Slack + 10 * declared ? ($"allocated {allocated} bytes to end in {outcome}", false)
            : null;
    }

    /// <summary>A place in the file; half of them in its head, where the sizes are.</summary>
    private static int At(byte[] bytes, Random random) => random.Next(2) == 0 ? random.Next(Math.Min(bytes.Length, 256)) : random.Next(bytes.Length);

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 9); i > 0; i--)
            bytes[At(bytes, random)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] Inserted(byte[] bytes, Random random)
    {
        var noise = new byte[random.Next(1, 65)];
        random.NextBytes(noise);
        var at = At(bytes, random);
        return [.. bytes[..at], .. noise, .. bytes[at..]];
    }

    private static byte[] Removed(byte[] bytes, Random random)
    {
        var from = At(bytes, random);
        return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + random.Next(1, 65))..]];
    }

    /// <summary>A run of characters that may stand in a number gives way to one that a number should not be.</summary>
    private static byte[] WithOddWord(byte[] bytes, Random random)
    {
        var from = At(bytes, random);
        while (from < bytes.Length && !IsOfNumber(bytes[from]))
            from++;
        var to = from;
        while (from > 0 && IsOfNumber(bytes[from - 1]))
            from--;
        while (to < bytes.Length && IsOfNumber(bytes[to]))
            to++;
        return [.. bytes[..from], .. Encoding.ASCII.GetBytes(OddWords[random.Next(OddWords.Length)]), .. bytes[to..]];

        static bool IsOfNumber(byte character) => character is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E';
    }

    /// <summary>Two, four or eight bytes, mostly on a multiple of two, give way to an integer or a float of either byte order.</summary>
    private static byte[] WithOddNumber(byte[] bytes, Random random)
    {
        var number = OddNumbers[random.Next(OddNumbers.Length)];
        var patch = new byte[8];
        var length = 8;
        switch (random.Next(5))
        {
            case 0:
                BinaryPrimitives.WriteDoubleLittleEndian(patch, number);
                break;
            case 1:
                BinaryPrimitives.WriteInt64LittleEndian(patch, double.IsNaN(number) ? -9999 : (long)number);
                break;
            case 2:
                BinaryPrimitives.WriteSingleLittleEndian(patch, (float)number);
                length = 4;
                break;
            case 3:
                BinaryPrimitives.WriteInt32LittleEndian(patch, double.IsNaN(number) ? -9999 : unchecked((int)(long)number));
                length = 4;
                break;
            default:
                BinaryPrimitives.WriteInt16LittleEndian(patch, double.IsNaN(number) ? (short)-9999 : unchecked((short)(long)number));
                length = 2;
                break;
        }
        var part = patch.AsSpan(0, length);
        if (random.Next(4) == 0)
            part.Reverse();
        var at = At(bytes, random);
        if (random.Next(4) != 0)
            at &= ~1;
        part[..Math.Min(length, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
