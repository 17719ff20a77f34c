using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Output;

namespace GeoNotebooks.Synthetic;

/// <summary>A generated region, whatever its geology: its packages are made into a folder of the user's, or once into the cache, and appear whole or not at all.</summary>
public sealed class SyntheticRegion
{
    private readonly RegionDescription _description;
    private readonly Func<long, IProgress<RegionProgress>?, CancellationToken, RegionModel> _build;

    internal SyntheticRegion(
        RegionDescription description, long manifestSeed, IReadOnlyList<string> allSheets, IReadOnlyList<string> quickSheets,
        Func<long, IProgress<RegionProgress>?, CancellationToken, RegionModel> build)
    {
        (_description, _build) = (description, build);
        (ManifestSeed, AllSheets, QuickSheets) = (manifestSeed, allSheets, quickSheets);
    }

    /// <summary>All regions that can be made.</summary>
    public static IReadOnlyList<SyntheticRegion> All => [KolymaRegion.Region, BalticRegion.Region];

    /// <summary>Name of the data package and of its folder.</summary>
    public string Name => _description.Name;

    /// <summary>Name of the truth's package and of its folder.</summary>
    public string TruthName => _description.TruthName;

    /// <summary>The seed of the published region.</summary>
    public long ManifestSeed { get; }

    /// <summary>The sheets of the whole region, north-west first.</summary>
    public IReadOnlyList<string> AllSheets { get; }

    /// <summary>The sheets of the quick profile.</summary>
    public IReadOnlyList<string> QuickSheets { get; }

    /// <summary>
    /// Makes the region and writes its data package and its truth below a folder; older ones there are replaced when the new ones are whole.
    /// The same seed and sheets give the same bytes on one machine; a sheet's values do not depend on which other sheets are written.
    /// </summary>
    /// <param name="seed">Another seed gives another geology.</param>
    /// <param name="sheets">Names of the sheets, all among <see cref="AllSheets"/>.</param>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    /// <exception cref="ArgumentException">A sheet is not one of the region's, or none is named.</exception>
    public void Make(long seed, IReadOnlyList<string> sheets, string folder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var indices = Indices(sheets);
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{_description.Name}-{Guid.NewGuid():N}.partial");
        try
        {
            Write(seed, indices, beside, progress, cancellation);
            foreach (var part in Directory.GetDirectories(beside).Select(made => Path.GetFileName(made)))
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
    /// <param name="sheets">Names of the sheets; null for all.</param>
    /// <param name="cacheFolder">Folder of the cache.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>A folder with the data package and the truth in it.</returns>
    public string OpenOrMake(IReadOnlyList<string>? sheets, string cacheFolder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var indices = Indices(sheets ?? AllSheets);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(",", indices))))[..8];
        var place = Path.Combine(cacheFolder, string.Create(CultureInfo.InvariantCulture, $"{_description.Name}-{_description.Version}-{ManifestSeed}-{key}"));
        if (IsWhole(place))
            return place;
        Directory.CreateDirectory(cacheFolder);
        var beside = $"{place}.{Guid.NewGuid():N}.partial";
        try
        {
            Write(ManifestSeed, indices, beside, progress, cancellation);
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

    private void Write(long seed, IReadOnlyList<int> indices, string folder, IProgress<RegionProgress>? progress, CancellationToken cancellation)
    {
        var model = _build(seed, progress, cancellation);
        PackageWriter.WriteData(model, indices, Path.Combine(folder, _description.Name), progress, cancellation);
        PackageWriter.WriteTruth(model, indices, Path.Combine(folder, _description.TruthName));
        if (_description.Detail is { } block && indices.Any(sheet => AllSheets[sheet] == block.Within))
            PackageWriter.WriteDetail(model, Path.Combine(folder, _description.DetailName));
    }

    private bool IsWhole(string place) =>
        File.Exists(Path.Combine(place, _description.Name, DataPackage.FileName)) && File.Exists(Path.Combine(place, _description.TruthName, DataPackage.FileName));

    /// <summary>Indices of the sheets in the region's own order, so that the order in which they are named changes nothing.</summary>
    private List<int> Indices(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new ArgumentException($"the {_description.Style} region needs at least one sheet; none was named");
        foreach (var name in names)
            if (!AllSheets.Contains(name))
                throw new ArgumentException($"the {_description.Style} region has the sheets {string.Join(", ", AllSheets)}; found '{name}'");
        return [.. Enumerable.Range(0, AllSheets.Count).Where(i => names.Contains(AllSheets[i]))];
    }
}
