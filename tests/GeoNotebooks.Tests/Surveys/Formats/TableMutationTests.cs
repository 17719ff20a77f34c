using System.Diagnostics;
using System.Globalization;
using System.Text;
using GeoNotebooks.Surveys.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Surveys.Formats;

/// <summary>
/// Broken tables, in memory: each ends in rows or in one sentence, soon, and takes no more memory than its size allows. Text is parsed on several threads, so
/// what the whole process allocates is counted, and nothing else runs beside.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class TableMutationTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("GEONB_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 2000;

    public static TheoryData<string> Kinds => ["csv", "windows1251", "utf16", "xyz", "gz", "xz", "zip"];

    [Theory, MemberData(nameof(Kinds))]
    public void Mutated_table_ends_in_rows_or_in_a_sentence(string kind)
    {
        var (original, random, refused) = (Original(kind), new Random(20), 0);
        for (var i = 0; i < Count; i++)
        {
            var bytes = Mutated(original, random);
            var (clock, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(precise: true));
            try
            {
                using var stream = new MemoryStream(bytes);
                using var inner = TableContainer.Open(stream, "mutated", null);
                var text = new TableText(inner, "mutated", ReferenceEquals(inner, stream) ? bytes.Length : (long)bytes.Length * ExpansionGuard.LargestRatio, new());
                var rows = 0L;
                text.Read(batch => rows += batch.RowCount, default);
                Assert.InRange(rows, 0, 100_000);
            }
            catch (InvalidDataException exception)
            {
                refused++;
                Assert.StartsWith("mutated: ", exception.Message);
                Assert.DoesNotContain('\n', exception.Message);
            }
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"mutation {i} took {clock.Elapsed.TotalSeconds:0.0} s");
            // The decoder's window, an xz file's own wish of up to 64 MiB (what xz -9 asks for), is beside the text.
            var allowed = kind == "xz" ? 70 << 20 : 1 << 20;
            var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            Assert.True(allocated < allowed + 10L * bytes.Length, $"mutation {i} took {allocated >> 10} KiB for {bytes.Length} bytes");
        }
        Assert.InRange(refused, Count / 10, Count);
    }

    private static byte[] Original(string kind)
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i * 100.5};{i};\"участок {i % 4}\";{(i % 9 == 0 ? "*" : $"-{i}.25e1")}\n")));
        var table = Encoding.UTF8.GetBytes("x;y;участок;поле\n" + rows);
        return kind switch
        {
            "windows1251" => TableDialect.DecoderOf(TableEncoding.Windows1251).GetBytes("x;y;участок;поле\n" + rows.Replace('.', ',')),
            "utf16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("x\ty\tучасток\tполе\n" + rows.Replace(';', '\t'))],
            "xyz" => Encoding.UTF8.GetBytes("/ x y site field\nLine 10\n//Flight 3\n" + rows.Replace(" ", "", StringComparison.Ordinal).Replace(';', ' ')),
            "gz" or "xz" or "zip" => SurveyImportTests.Pack(table, $".{kind}"),
            _ => table,
        };
    }

    private static byte[] Mutated(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var edits = random.Next(1, 5); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4: bytes[at] = "\";,.\n\r\0 -/\xFF"u8[random.Next(11)]; break;
                default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. bytes];
    }
}
