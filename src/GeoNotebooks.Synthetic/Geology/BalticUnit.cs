namespace GeoNotebooks.Synthetic.Geology;

/// <summary>A rock of the shield with its properties. They are drawn up for this region within published ranges; none is a measurement.</summary>
/// <param name="Code">Code on the map.</param>
/// <param name="Name">Name on the map.</param>
/// <param name="Age">Age on the map.</param>
/// <param name="Density">Density in kg/m3.</param>
/// <param name="Susceptibility">Median susceptibility in SI.</param>
/// <param name="Foliation">How much the logarithm of susceptibility follows the foliation: magnetite in gneiss comes in bands.</param>
/// <param name="Potassium">Potassium in percent.</param>
/// <param name="Uranium">Uranium in ppm.</param>
/// <param name="Thorium">Thorium in ppm.</param>
/// <param name="Mafic">How much the till above it holds of what mafic rocks bring, 0 to 1.</param>
internal sealed record BalticUnit(
    string Code, string Name, string Age, double Density, double Susceptibility, double Foliation, double Potassium, double Uranium, double Thorium, double Mafic)
{
    public const byte Gneiss = 0;
    public const byte Paragneiss = 1;
    public const byte Metabasalt = 2;
    public const byte Ultramafic = 3;
    public const byte IronFormation = 4;
    public const byte FelsicSchist = 5;

    /// <summary>
    /// The Archaean of the Karelian craton, simplified. Ranges: gneiss 2.65-2.75 g/cm3, greenstones 2.80-3.00, iron formation 3.0-3.6; susceptibility of the gneiss bimodal
    /// about 2e-4 and 1e-2 SI, serpentinites 1e-2 to 1e-1, iron formation 1e-1 and more (Korhonen et al. 1997 and Airo and Saavuori 2013, petrophysical registers of Finland;
    /// Lehtonen et al. 2005, Precambrian Geology of Finland). Properties are those of a band with its neighbours, as a cell of 250 m mixes them.
    /// </summary>
    public static IReadOnlyList<BalticUnit> Column { get; } =
    [
        new("AR1tg", "Tonalite-trondhjemite gneiss", "Mesoarchaean", 2_680, 1.8e-3, 0.8, 1.5, 0.9, 6.0, 0),
        new("AR2pg", "Migmatized paragneiss", "Neoarchaean", 2_725, 1.0e-3, 0.6, 2.0, 1.6, 8.5, 0.1),
        new("AR2mv", "Metabasalt and amphibolite", "Neoarchaean", 2_930, 1.0e-3, 0.5, 0.7, 0.4, 2.0, 1),
        new("AR2um", "Komatiite and serpentinite", "Neoarchaean", 2_880, 3e-2, 0.4, 0.4, 0.3, 1.2, 0.9),
        new("AR2if", "Banded iron formation with schist", "Neoarchaean", 3_050, 9e-2, 0.4, 0.9, 0.6, 3.0, 0.6),
        new("AR2fv", "Felsic metavolcanic rock and schist", "Neoarchaean", 2_740, 4e-4, 0.5, 1.9, 1.3, 6.5, 0.3),
    ];
}
