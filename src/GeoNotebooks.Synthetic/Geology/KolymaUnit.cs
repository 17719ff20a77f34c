namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// A unit of the bedded rocks, oldest first. Contrasts are in within-unit standard deviations, so that the rule of the design can be read off:
/// the Atkan Formation differs from the units next to it by half a deviation at most, in every property.
/// </summary>
/// <param name="Code">Code on the map.</param>
/// <param name="Name">Name on the map.</param>
/// <param name="Age">Age on the map.</param>
/// <param name="Share">Share of the ground.</param>
/// <param name="Density">Contrast of density.</param>
/// <param name="Susceptibility">Contrast of the logarithm of susceptibility.</param>
/// <param name="Potassium">Contrast of potassium.</param>
/// <param name="Uranium">Contrast of uranium.</param>
/// <param name="Thorium">Contrast of thorium.</param>
/// <param name="Ash">Contrast of the logarithm of copper and zinc, which follow volcanic ash; that of the others but gold, which follow clay, has the other sign.</param>
internal sealed record KolymaUnit(
    string Code, string Name, string Age, double Share, double Density, double Susceptibility, double Potassium, double Uranium, double Thorium, double Ash)
{
    public const int Atkan = 1;

    /// <summary>
    /// The column of the Ayan-Yuryakh anticlinorium and the Inyali-Debin synclinorium, simplified (names and order after the State Geological Map,
    /// sheet P-55, and Goryachev and Pirajno 2014, Ore Geol. Rev. 59, 123). The contrasts are drawn up for this region; none is a measurement.
    /// </summary>
    public static IReadOnlyList<KolymaUnit> Column { get; } =
    [
        new("P2pn", "Pionersk Formation", "Middle Permian", 0.14, 0.05, 0.00, 0.10, 0.00, 0.05, -0.05),
        new("P2at", "Atkan Formation", "Upper Permian", 0.15, 0.50, 0.45, -0.40, -0.40, -0.44, 0.45),
        new("P2om", "Omchak Formation", "Upper Permian", 0.16, 0.00, -0.05, 0.08, 0.10, 0.05, -0.05),
        new("T1", "Nerucha Formation", "Lower Triassic", 0.16, -0.10, 0.00, 0.00, 0.05, -0.05, 0.00),
        new("T2-3", "Malyk-Siena beds", "Middle to Upper Triassic", 0.16, -0.20, -0.10, -0.10, 0.00, -0.10, 0.05),
        new("J1", "Taskan beds", "Lower Jurassic", 0.13, -0.30, -0.05, 0.10, 0.10, 0.10, 0.00),
        new("J2", "Debin beds", "Middle Jurassic", 0.10, -0.40, -0.10, 0.15, 0.10, 0.15, -0.05),
    ];
}
