namespace GeoNotebooks.Figures;

/// <summary>
/// Colours for numbers: perceptually even and readable with any kind of colour vision. A palette is a few control points from its published
/// definition, evenly spaced and joined in CIELAB, where equal steps look equal.
/// </summary>
/// <remarks>
/// Sources: viridis, magma and inferno, N. Smith and S. van der Walt, "A better default colormap for matplotlib", SciPy 2015 (CC0);
/// cividis, J. Nunez, C. Anderton and R. Renslow, PLoS ONE 13(7), 2018; yellow-orange-red and red-white-blue, C. Brewer, ColorBrewer 2.0
/// (classes of 9 and 11, both marked safe for colour-blind readers).
/// </remarks>
public sealed record Palette
{
    private const int Steps = 256;
    private readonly Rgb[] _table;

    /// <summary>A palette through evenly spaced control points.</summary>
    /// <param name="name">The palette's name.</param>
    /// <param name="centredOnZero">True for a diverging palette, whose middle colour stands for zero.</param>
    /// <param name="controlPoints">Two colours or more, from the lowest value to the highest.</param>
    public Palette(string name, bool centredOnZero, params IReadOnlyList<Rgb> controlPoints)
    {
        if (controlPoints.Count < 2)
            throw new ArgumentException($"palette '{name}': two control points or more are needed; found {controlPoints.Count}");
        (Name, CentredOnZero) = (name, centredOnZero);
        _table = [.. Enumerable.Range(0, Steps).Select(i => Between(controlPoints, i / (Steps - 1.0)))];
    }

    /// <summary>The palette's name.</summary>
    public string Name { get; }

    /// <summary>True for a diverging palette: a grid drawn with it gets a range symmetric about zero unless told otherwise.</summary>
    public bool CentredOnZero { get; }

    /// <summary>Dark violet over green to yellow: the default for a measured field.</summary>
    public static Palette Viridis { get; } = new("viridis", false,
        "#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6dcd59", "#b4de2c", "#fde725");

    /// <summary>Black over violet and rose to pale yellow.</summary>
    public static Palette Magma { get; } = new("magma", false,
        "#000004", "#180f3e", "#451077", "#721f81", "#9f2f7f", "#cd4071", "#f1605d", "#fd9567", "#fec98d", "#fcfdbf");

    /// <summary>Black over red and orange to pale yellow.</summary>
    public static Palette Inferno { get; } = new("inferno", false,
        "#000004", "#1b0c42", "#4b0c6b", "#781c6d", "#a52c60", "#cf4446", "#ed6925", "#fb9a06", "#f7d03c", "#fcffa4");

    /// <summary>Dark blue to yellow, made to look the same with red-green colour blindness.</summary>
    public static Palette Cividis { get; } = new("cividis", false,
        "#00204d", "#00336f", "#39486b", "#575c6d", "#707173", "#8a8779", "#a69d75", "#c4b56c", "#e4cf5b", "#ffea46");

    /// <summary>Blue for negative, white for zero, red for positive: anomalies and derivatives.</summary>
    public static Palette BlueWhiteRed { get; } = new("blue-white-red", true,
        "#053061", "#2166ac", "#4393c3", "#92c5de", "#d1e5f0", "#f7f7f7", "#fddbc7", "#f4a582", "#d6604d", "#b2182b", "#67001f");

    /// <summary>Pale yellow to dark red: probability and prospectivity, dark where it is high.</summary>
    public static Palette Probability { get; } = new("probability", false,
        "#ffffcc", "#ffeda0", "#fed976", "#feb24c", "#fd8d3c", "#fc4e2a", "#e31a1c", "#bd0026", "#800026");

    /// <summary>Dark to light grey: relief and shading.</summary>
    public static Palette Greys { get; } = new("greys", false, "#1a1a1a", "#f5f5f5");

    /// <summary>The colour at a position along the palette: 0 for the lowest value, 1 for the highest; beyond them the end colours.</summary>
    public Rgb At(double position) => _table[(int)Math.Clamp(Math.Round(position * (Steps - 1)), 0, Steps - 1)];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Rgb Between(IReadOnlyList<Rgb> points, double position)
    {
        var at = position * (points.Count - 1);
        var left = Math.Min((int)at, points.Count - 2);
        var share = at - left;
        var (p, q) = (points[left].ToLab(), points[left + 1].ToLab());
        return Rgb.FromLab(p.L + (q.L - p.L) * share, p.A + (q.A - p.A) * share, p.B + (q.B - p.B) * share);
    }
}
