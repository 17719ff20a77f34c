using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Output;

namespace GeoNotebooks.Synthetic;

/// <summary>
/// The Kolyma-style region: fifteen generated sheets of 1:200 000 with known truth, about 59 000 km2, in Pulkovo 1942 / Gauss-Kruger zone 25.
/// It is built from physics: geology first, then fields by forward modelling, then surveys with their errors, then a geological map that lacks a quarter of the intrusions and faults.
/// </summary>
public static class KolymaRegion
{
    /// <summary>Folder of the data package.</summary>
    public const string DataFolder = "kolyma";

    /// <summary>Folder of the truth.</summary>
    public const string TruthFolder = "kolyma-truth";

    /// <summary>The Earth's field at Omchak.</summary>
    public static InducingField InducingField { get; } = new(Physics.FieldBuilder.FieldNanotesla, 74.0, -13.0, "2020-01-01", "IGRF-13");

    /// <summary>
    /// Makes the region and writes the packages <c>kolyma</c> and <c>kolyma-truth</c> below a folder; older ones there are replaced when the new ones are whole.
    /// The same options give the same bytes on one machine; a sheet's values do not depend on which other sheets are written.
    /// </summary>
    /// <param name="options">Seed and sheets.</param>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    /// <exception cref="ArgumentException">A sheet is not one of the region's, or none is named.</exception>
    public static void Make(KolymaOptions options, string folder, IProgress<KolymaProgress>? progress = null, CancellationToken cancellation = default)
    {
        var sheets = Indices(options.Sheets);
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".kolyma-{Guid.NewGuid():N}.partial");
        try
        {
            Write(options, sheets, beside, progress, cancellation);
            foreach (var part in new[] { DataFolder, TruthFolder })
            {
                var place = Path.Combine(folder, part);
                if (Directory.Exists(place))
                    Directory.Delete(place, recursive: true);
                Directory.Move(Path.Combine(beside, part), place);
            }
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        progress?.Report(new("done", 1));
    }

    /// <summary>
    /// The folder that holds the packages for the published seed and some sheets; they are made there once and then opened from the cache. The cache's key is seed, sheets and the
    /// generator's version; a whole folder appears at once, also when two processes make it at the same time.
    /// </summary>
    /// <param name="sheets">Names of the sheets; null for all fifteen.</param>
    /// <param name="cacheFolder">Folder of the cache.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>A folder with <c>kolyma</c> and <c>kolyma-truth</c> in it.</returns>
    public static string OpenOrMake(
        IReadOnlyList<string>? sheets, string cacheFolder, IProgress<KolymaProgress>? progress = null, CancellationToken cancellation = default)
    {
        var options = new KolymaOptions { Sheets = sheets ?? KolymaOptions.AllSheets };
        var indices = Indices(options.Sheets);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(",", indices))))[..8];
        var place = Path.Combine(cacheFolder, string.Create(CultureInfo.InvariantCulture, $"kolyma-{KolymaOptions.GeneratorVersion}-{options.Seed}-{key}"));
        if (IsWhole(place))
            return place;
        Directory.CreateDirectory(cacheFolder);
        var beside = $"{place}.{Guid.NewGuid():N}.partial";
        try
        {
            Write(options, indices, beside, progress, cancellation);
            try
            {
                Directory.Move(beside, place);
            }
            catch (IOException) when (IsWhole(place))
            {
                // Another process was faster; what it made has the same bytes.
            }
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        progress?.Report(new("done", 1));
        return place;
    }

    private static void Write(KolymaOptions options, IReadOnlyList<int> sheets, string folder, IProgress<KolymaProgress>? progress, CancellationToken cancellation)
    {
        var model = KolymaModel.Build(options.Seed, progress, cancellation);
        PackageWriter.WriteData(model, sheets, Path.Combine(folder, DataFolder), progress, cancellation);
        PackageWriter.WriteTruth(model, sheets, Path.Combine(folder, TruthFolder));
    }

    private static bool IsWhole(string place) =>
        File.Exists(Path.Combine(place, DataFolder, DataPackage.FileName)) && File.Exists(Path.Combine(place, TruthFolder, DataPackage.FileName));

    /// <summary>Indices of the sheets in the region's own order, so that the order in which they are named changes nothing.</summary>
    private static List<int> Indices(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new ArgumentException("the Kolyma-style region needs at least one sheet; none was named");
        foreach (var name in names)
            if (!KolymaOptions.AllSheets.Contains(name))
                throw new ArgumentException($"the Kolyma-style region has the sheets {string.Join(", ", KolymaOptions.AllSheets)}; found '{name}'");
        return [.. Enumerable.Range(0, KolymaOptions.AllSheets.Count).Where(i => names.Contains(KolymaOptions.AllSheets[i]))];
    }
}
