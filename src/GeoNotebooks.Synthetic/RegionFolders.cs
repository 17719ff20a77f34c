using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Output;

namespace GeoNotebooks.Synthetic;

/// <summary>Where the packages of a region go: into a folder of the user's, or once into the cache. A package appears whole or not at all.</summary>
/// <param name="description">The region.</param>
/// <param name="sheets">Names of all its sheets.</param>
/// <param name="build">Makes the region of a seed in memory.</param>
internal sealed class RegionFolders(RegionDescription description, IReadOnlyList<string> sheets, Func<long, IProgress<RegionProgress>?, CancellationToken, RegionModel> build)
{
    public void Make(RegionOptions options, string folder, IProgress<RegionProgress>? progress, CancellationToken cancellation)
    {
        var indices = Indices(options.Sheets);
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{description.Name}-{Guid.NewGuid():N}.partial");
        try
        {
            Write(options.Seed, indices, beside, progress, cancellation);
            foreach (var part in new[] { description.Name, description.TruthName })
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

    public string OpenOrMake(RegionOptions options, string cacheFolder, IProgress<RegionProgress>? progress, CancellationToken cancellation)
    {
        var indices = Indices(options.Sheets);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(",", indices))))[..8];
        var place = Path.Combine(cacheFolder, string.Create(CultureInfo.InvariantCulture, $"{description.Name}-{description.Version}-{options.Seed}-{key}"));
        if (IsWhole(place))
            return place;
        Directory.CreateDirectory(cacheFolder);
        var beside = $"{place}.{Guid.NewGuid():N}.partial";
        try
        {
            Write(options.Seed, indices, beside, progress, cancellation);
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
        var model = build(seed, progress, cancellation);
        PackageWriter.WriteData(model, indices, Path.Combine(folder, description.Name), progress, cancellation);
        PackageWriter.WriteTruth(model, indices, Path.Combine(folder, description.TruthName));
    }

    private bool IsWhole(string place) =>
        File.Exists(Path.Combine(place, description.Name, DataPackage.FileName)) && File.Exists(Path.Combine(place, description.TruthName, DataPackage.FileName));

    /// <summary>Indices of the sheets in the region's own order, so that the order in which they are named changes nothing.</summary>
    private List<int> Indices(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new ArgumentException($"the {description.Style} region needs at least one sheet; none was named");
        foreach (var name in names)
            if (!sheets.Contains(name))
                throw new ArgumentException($"the {description.Style} region has the sheets {string.Join(", ", sheets)}; found '{name}'");
        return [.. Enumerable.Range(0, sheets.Count).Where(i => names.Contains(sheets[i]))];
    }
}
