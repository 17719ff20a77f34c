namespace GeoNotebooks.Synthetic;

/// <summary>What to make of the Kolyma-style region.</summary>
public sealed record KolymaOptions : RegionOptions
{
    /// <summary>The seed of the published region. It was fixed with the first version and is never changed to suit a result.</summary>
    public const long ManifestSeed = 20_251_122;

    /// <summary>Version of the generator. The same version and seed give the same bytes on one machine.</summary>
    public const string GeneratorVersion = "1.2.0";

    /// <summary>The fifteen sheets of the whole region, north-west first.</summary>
    public static IReadOnlyList<string> AllSheets { get; } =
    [
        "P-55-XIV", "P-55-XV", "P-55-XVI", "P-55-XVII", "P-55-XVIII",
        "P-55-XX", "P-55-XXI", "P-55-XXII", "P-55-XXIII", "P-55-XXIV",
        "P-55-XXVI", "P-55-XXVII", "P-55-XXVIII", "P-55-XXIX", "P-55-XXX",
    ];

    /// <summary>Three sheets with Omchak's in the middle, for the quick profile.</summary>
    public static IReadOnlyList<string> QuickSheets { get; } = ["P-55-XXI", "P-55-XXII", "P-55-XXIII"];

    /// <summary>The published seed, all sheets.</summary>
    public KolymaOptions()
        : base(ManifestSeed, AllSheets)
    {
    }
}
