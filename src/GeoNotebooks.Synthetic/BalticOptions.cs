namespace GeoNotebooks.Synthetic;

/// <summary>What to make of the Baltic-style region.</summary>
public sealed record BalticOptions : RegionOptions
{
    /// <summary>The seed of the published region. It was fixed with the first version and is never changed to suit a result.</summary>
    public const long ManifestSeed = 20_261_125;

    /// <summary>Version of the generator. The same version and seed give the same bytes on one machine.</summary>
    public const string GeneratorVersion = "1.0.0";

    /// <summary>The nine sheets of the whole region, north-west first.</summary>
    public static IReadOnlyList<string> AllSheets { get; } =
        ["P-36-II", "P-36-III", "P-36-IV", "P-36-VIII", "P-36-IX", "P-36-X", "P-36-XIV", "P-36-XV", "P-36-XVI"];

    /// <summary>The three sheets of the middle row, for the quick profile.</summary>
    public static IReadOnlyList<string> QuickSheets { get; } = ["P-36-VIII", "P-36-IX", "P-36-X"];

    /// <summary>The published seed, all sheets.</summary>
    public BalticOptions()
        : base(ManifestSeed, AllSheets)
    {
    }
}
