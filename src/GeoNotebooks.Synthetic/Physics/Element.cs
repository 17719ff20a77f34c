namespace GeoNotebooks.Synthetic.Physics;

/// <summary>A chemical element of the stream-sediment survey.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Median">Median content in ppm (averages of shales: Taylor and McLennan 1985; Kolyma slates run high in As, Au and Hg).</param>
/// <param name="Scatter">Standard deviation of the natural logarithm within a unit.</param>
/// <param name="Fault">Rise of the logarithm on a fault's halo.</param>
/// <param name="Contact">Rise at an intrusion's contact.</param>
/// <param name="Cluster">Rise at an ore cluster before erosion.</param>
internal sealed record Element(string Name, double Median, double Scatter, double Fault, double Contact, double Cluster)
{
    public static IReadOnlyList<Element> All { get; } =
    [
        new("gold", 0.004, 0.55, 0.60, 0.15, 1.8),
        new("silver", 0.08, 0.40, 0.10, 0.20, 0.6),
        new("arsenic", 18, 0.50, 0.90, 0.20, 1.6),
        new("antimony", 1.4, 0.45, 0.80, 0.05, 1.2),
        new("tungsten", 2.0, 0.50, 0.05, 0.70, 0.4),
        new("tin", 3.2, 0.50, 0.00, 0.65, 0.0),
        new("bismuth", 0.3, 0.45, 0.05, 0.70, 0.3),
        new("molybdenum", 1.3, 0.50, 0.05, 0.40, 0.0),
        new("copper", 36, 0.45, 0.05, 0.10, 0.1),
        new("lead", 19, 0.45, 0.10, 0.20, 0.3),
        new("zinc", 88, 0.40, 0.10, 0.10, 0.1),
        new("mercury", 0.05, 0.50, 1.00, 0.00, 0.5),
    ];
}
