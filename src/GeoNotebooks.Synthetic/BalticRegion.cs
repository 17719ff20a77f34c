using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Output;

namespace GeoNotebooks.Synthetic;

/// <summary>
/// The Baltic-style region, for transfer: nine generated sheets of 1:200 000 with known truth, about 34 000 km2, in Pulkovo 1942 / Gauss-Kruger zone 6. A Precambrian shield with steep
/// magnetic belts: other sources than in Kolyma under a field as steep. Faults are where magnetite is gone and belts are offset; granitoids are dense and magnetic, or light, or both.
/// </summary>
public static class BalticRegion
{
    /// <summary>Folder of the data package.</summary>
    public const string DataFolder = "baltic";

    /// <summary>Folder of the truth.</summary>
    public const string TruthFolder = "baltic-truth";

    /// <summary>The Earth's field at 63 N, 32.5 E.</summary>
    public static InducingField InducingField { get; } = new(Physics.BalticFields.FieldNanotesla, 75.8, 13.7, "2020-01-01", "IGRF-13");

    internal static RegionDescription Description { get; } = new()
    {
        Name = DataFolder,
        Style = "Baltic-style",
        Details = "Generated survey sheets in a frame of central Karelia: a Precambrian shield with greenstone belts, built from physics with a known truth. No value is a measurement.",
        TruthDetails = "all intrusions and faults, mapped or not; bodies and lineaments that look like targets",
        Version = BalticOptions.GeneratorVersion,
        InducingField = InducingField,
        // Across the belts. The contractor's bins are wide, since belts reach thousands of nanotesla.
        Design = new()
        {
            Field = BalticBodies.PresentField,
            LineSpacing = 400,
            AzimuthDegrees = 68,
            Medium = ("till", "till"),
            GravityEntropyLimit = 12,
            MagneticEntropyLimit = 400,
        },
        Layers = (geology, fields, sheets) => new BalticLayers((BalticGeology)geology, fields, sheets),
    };

    internal static SyntheticRegion Region { get; } = new(
        Description, BalticOptions.ManifestSeed, BalticOptions.AllSheets, BalticOptions.QuickSheets, (seed, progress, cancellation) => BalticModel.Build(seed, progress, cancellation));

    /// <inheritdoc cref="SyntheticRegion.Make"/>
    /// <param name="options">Seed and sheets.</param>
    /// <param name="folder">The folder; it is made when it is not there.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    public static void Make(BalticOptions options, string folder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default) =>
        Region.Make(options.Seed, options.Sheets, folder, progress, cancellation);

    /// <inheritdoc cref="SyntheticRegion.OpenOrMake"/>
    public static string OpenOrMake(
        IReadOnlyList<string>? sheets, string cacheFolder, IProgress<RegionProgress>? progress = null, CancellationToken cancellation = default) =>
        Region.OpenOrMake(sheets, cacheFolder, progress, cancellation);
}
