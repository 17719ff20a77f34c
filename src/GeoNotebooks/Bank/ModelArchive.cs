using System.IO.Compression;
using GeoNotebooks.Learning;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Bank;

/// <summary>A model as one zip: its two files and nothing else.</summary>
internal static class ModelArchive
{
    /// <summary>More than any network of ours weighs: a zip that unpacks to more is not a model.</summary>
    private const long MostBytes = 4L << 30;

    private static readonly string[] Files = [TargetModel.WeightsFileName, ModelCard.FileName];

    /// <summary>Packs a model's folder; the same model gives the same bytes.</summary>
    public static void Write(string folder, string path) => AtomicFile.Write(path, beside =>
    {
        using var zip = ZipFile.Open(beside, ZipArchiveMode.Create);
        foreach (var name in Files)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var into = entry.Open();
            using var from = File.OpenRead(Path.Combine(folder, name));
            from.CopyTo(into);
        }
    });

    /// <summary>Unpacks a zip into an empty folder.</summary>
    /// <exception cref="InvalidDataException">It is no zip, or holds other files than those of a model.</exception>
    public static void Read(string path, string folder)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path}: expected a model as a zip; there is no such file");
        try
        {
            using var zip = ZipFile.OpenRead(path);
            var names = zip.Entries.Select(entry => entry.FullName).ToList();
            // Names are held against a list and never joined to a path as they come: "../" cannot lead anywhere.
            if (names.Count != Files.Length || Files.Any(file => names.Count(name => name == file) != 1))
                throw new InvalidDataException($"{path}: expected a zip with {string.Join(" and ", Files)} and nothing else; found {(names.Count == 0 ? "nothing" : string.Join(", ", names.Take(5)))}");
            var left = MostBytes;
            foreach (var name in Files)
            {
                using var from = zip.GetEntry(name)!.Open();
                using var into = File.Create(Path.Combine(folder, name));
                var buffer = new byte[1 << 16];
                for (int read; (read = from.Read(buffer)) > 0;)
                {
                    if ((left -= read) < 0)
                        throw new InvalidDataException($"{path}: expected a model of less than {MostBytes >> 30} GiB; '{name}' unpacks to more");
                    into.Write(buffer.AsSpan(0, read));
                }
            }
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: expected a zip with a model; it is damaged: {exception.Message}", exception);
        }
    }
}
