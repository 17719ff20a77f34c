using System.Globalization;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Synthetic;

namespace GeoNotebooks.Benchmarks;

/// <summary>Fifteen synthetic sheets of the manifest's seed and of those after it, each with the run folder that its networks are kept in.</summary>
internal static class FullRegions
{
    /// <summary>Options --seeds N (1) and --first N (0) say which; a region that the folder lacks is made. Each is opened when it is looked at, and is then the one that GEONB_RUN names.</summary>
    /// <param name="folder">One folder a seed, with the region and its run.</param>
    /// <param name="args">The benchmark's arguments.</param>
    /// <param name="purpose">What the truth is opened for.</param>
    public static IEnumerable<(long Seed, RegionStudy Study, DataPackage Truth)> Of(string folder, string[] args, string purpose)
    {
        foreach (var seed in Enumerable.Range(args.Whole("--first", 0), args.Whole("--seeds", 1)).Select(i => KolymaOptions.ManifestSeed + i))
        {
            var region = Path.Combine(folder, seed.ToString(CultureInfo.InvariantCulture));
            if (!Directory.Exists(Path.Combine(region, KolymaRegion.DataFolder)))
                KolymaRegion.Make(new() { Seed = seed }, region);
            Environment.SetEnvironmentVariable("GEONB_RUN", Path.Combine(region, "run"));
            yield return (
                seed, RegionStudy.Open(Runs.Run.Open(), DataPackage.Open(Path.Combine(region, KolymaRegion.DataFolder)), KolymaOptions.AllSheets), DataPackage.Open(Path.Combine(region, KolymaRegion.TruthFolder), purpose));
        }
    }
}
