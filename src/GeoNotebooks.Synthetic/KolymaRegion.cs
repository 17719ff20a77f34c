using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Geology;
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
    public static InducingField InducingField { get; } = new(Physics.KolymaFields.FieldNanotesla, 74.0, -13.0, "2020-01-01", "IGRF-13");

    internal static RegionDescription Description { get; } = new()
    {
        Name = DataFolder,
        Style = "Kolyma-style",
        Details = "Generated survey sheets in the frame of the Ayan-Yuryakh anticlinorium, built from physics with a known truth. No value is a measurement.",
        TruthDetails = "all intrusions and faults, mapped or not; the Atkan Formation; bodies that look like targets; clusters with the sign they break",
        Version = KolymaOptions.GeneratorVersion,
        InducingField = InducingField,
        Design = new() { Field = KolymaBodies.PresentField },
        Layers = (geology, fields, sheets) => new KolymaLayers((KolymaGeology)geology, fields, sheets),
    };

    private static readonly RegionFolders Folders = new(Description, KolymaOptions.AllSheets, (seed, progress, cancellation) => KolymaModel.Build(seed, progress, cancellation));

    /// <summary>
    /// Makes the region and writes the packages <c>kolyma</c> and <c>kolyma-truth</c> below a folder; older ones there are replaced when the new ones are whole.
    /// The same options give the same bytes on one machine; a sheet's values do not depend on which other sheets are written.
    /// </summary>
    /// <param name="options">Seed and sheets.</param>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    /// <exception cref="ArgumentException">A sheet is not one of the region's, or none is named.</exception>
    public static void Make(KolymaOptions options, string folder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default) =>
        Folders.Make(options, folder, progress, cancellation);

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
        IReadOnlyList<string>? sheets, string cacheFolder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default) =>
        Folders.OpenOrMake(new KolymaOptions { Sheets = sheets ?? KolymaOptions.AllSheets }, cacheFolder, progress, cancellation);
}
