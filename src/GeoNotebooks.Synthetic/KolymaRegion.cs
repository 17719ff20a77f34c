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

    /// <summary>
    /// Folder of the detail block: the sheet P-55-81 of 1:100 000, surveyed with lines 100 m and stations 200 m apart. It comes with the sheet P-55-XXIII that it is a part of. Its fields are those of the region and hold
    /// nothing finer than 200 m: it is there for models of another scale, not for finer geology.
    /// </summary>
    public const string DetailFolder = "kolyma-detail";

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
        Detail = new("P-55-81", "P-55-XXIII", new() { Field = KolymaBodies.PresentField, LineSpacing = 100, TieSpacing = 1_000, SampleSpacing = 25, StationSpacing = 200, GeochemistrySpacing = 200 }),
        Layers = (geology, fields, sheets) => new KolymaLayers((KolymaGeology)geology, fields, sheets),
    };

    internal static SyntheticRegion Region { get; } = new(
        Description, KolymaOptions.ManifestSeed, KolymaOptions.AllSheets, KolymaOptions.QuickSheets, (seed, progress, cancellation) => KolymaModel.Build(seed, progress, cancellation));

    /// <inheritdoc cref="SyntheticRegion.Make"/>
    /// <param name="options">Seed and sheets.</param>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    public static void Make(KolymaOptions options, string folder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default) =>
        Region.Make(options.Seed, options.Sheets, folder, progress, cancellation);

    /// <inheritdoc cref="SyntheticRegion.OpenOrMake"/>
    public static string OpenOrMake(
        IReadOnlyList<string>? sheets, string cacheFolder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default) =>
        Region.OpenOrMake(sheets, cacheFolder, progress, cancellation);
}
