using System.Globalization;
using System.IO.Compression;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Opens what a table is wrapped in, recognised by its first bytes: nothing, gzip, xz, or a zip with one table.</summary>
internal static class TableContainer
{
    private const int LargestDictionary = 64 << 20;

    /// <summary>The table's own bytes; disposing them closes the file.</summary>
    /// <param name="file">The file from its beginning; it can seek.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <param name="uncompressedBytes">Size of the content where a manifest gives it.</param>
    /// <exception cref="InvalidDataException">A broken container, or one that does not hold one table.</exception>
    public static Stream Open(Stream file, string name, long? uncompressedBytes)
    {
        Span<byte> head = stackalloc byte[64];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..count];
        file.Position = 0;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return new ExpansionGuard(new WholeGzip(file), name, file.Length, uncompressedBytes);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
        {
            RequireModestDictionary(head, name);
            return new ExpansionGuard(new WholeXz(file, name), name, file.Length, uncompressedBytes);
        }
        return head.StartsWith("PK\u0003\u0004"u8) ? OpenZip(file, name, uncompressedBytes) : file;
    }

    /// <summary>Name of the table within, by which a format may be known: without ".gz" and the like.</summary>
    public static string InnerName(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".gz" or ".xz" or ".zip" ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);

    private static ExpansionGuard OpenZip(Stream file, string name, long? uncompressedBytes)
    {
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var tables = archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
            if (tables.Count != 1)
                throw new InvalidDataException($"{name}: expected a zip with one table; found {tables.Count.ToString(CultureInfo.InvariantCulture)} files");
            return new(tables[0].Open(), name, Math.Max(1, tables[0].CompressedLength), uncompressedBytes);
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name}: expected a zip with one table; it is cut off or damaged", exception);
        }
    }

    /// <summary>
    /// The decoder takes at once as much memory as the first block's header asks for. Layout: "The .xz file format" 1.2.1, sections 3.1 and 5.3.1:
    /// after 12 bytes of stream header the block's size, flags, two optional sizes, then filter 0x21, one byte of properties, the dictionary's size.
    /// </summary>
    private static void RequireModestDictionary(ReadOnlySpan<byte> head, string name)
    {
        if (head.Length < 18 || head[12] == 0)
            return;
        var at = 14;
        for (var optional = (head[13] >> 6 & 1) + (head[13] >> 7 & 1); optional > 0; optional--)
        {
            while (at < head.Length && head[at] >= 0x80)
                at++;
            at++;
        }
        if (at + 2 >= head.Length || head[at] != 0x21 || head[at + 1] != 1)
            return;
        var bits = head[at + 2];
        var size = bits >= 40 ? uint.MaxValue : (2L | (bits & 1)) << (bits / 2 + 11);
        if (size > LargestDictionary)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name}: expected an xz dictionary of at most {LargestDictionary >> 20} MiB; found {size >> 20} MiB"));
    }
}
