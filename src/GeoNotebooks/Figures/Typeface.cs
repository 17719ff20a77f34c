using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>
/// The one typeface of all figures, DejaVu Sans, from the assembly itself: text looks the same on every machine, Cyrillic and Greek
/// included, and no system font or fontconfig takes part.
/// </summary>
internal static class Typeface
{
    /// <summary>The family's name for ScottPlot: not that of a system font, so that only <see cref="Resolver"/> answers to it.</summary>
    public const string Family = "GeoNotebooks DejaVu Sans";

    private static readonly Lock Gate = new();
    private static bool _registered;

    public static SKTypeface Regular { get; } = Load("DejaVuSans.ttf");

    public static SKTypeface Bold { get; } = Load("DejaVuSans-Bold.ttf");

    /// <summary>Makes ScottPlot know the family; repeated calls do nothing.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
                return;
            ScottPlot.Fonts.FontResolvers.Insert(0, new Resolver());
            _registered = true;
        }
    }

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream($"GeoNotebooks.Figures.Fonts.{file}")
            ?? throw new InvalidOperationException($"the font {file} is missing from the assembly's resources");
        return SKTypeface.FromStream(stream);
    }

    private sealed class Resolver : ScottPlot.IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, ScottPlot.FontWeight weight, ScottPlot.FontSlant slant, ScottPlot.FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= ScottPlot.FontWeight.SemiBold, slant != ScottPlot.FontSlant.Upright);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            fontName != Family ? null : bold ? Bold : Regular;
    }
}
