namespace GeoNotebooks.Figures;

/// <summary>
/// Where the data of a figure come from. It is drawn on every figure; made-up data carry a badge that says so, since a picture
/// travels further than its caption.
/// </summary>
/// <param name="Text">The source in one line: package, publication, licence.</param>
/// <param name="Synthetic">True when any of the data are generated.</param>
public sealed record FigureSource(string Text, bool Synthetic)
{
    /// <summary>A source of measured data.</summary>
    public static FigureSource Measured(string text) => new(text, false);

    /// <summary>A source of generated data.</summary>
    public static FigureSource Generated(string text) => new(text, true);

    /// <summary>The line under a figure.</summary>
    internal string Line => Synthetic ? $"Synthetic data. {Text}" : $"Source: {Text}";
}
