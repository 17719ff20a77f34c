using System.Globalization;

namespace GeoNotebooks.Figures;

/// <summary>An opaque sRGB colour. A text such as "#1f77b4" converts to it by itself, so that layers read well in a notebook cell.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>Reads "#rrggbb".</summary>
    /// <exception cref="FormatException">The text is not a hash and six hexadecimal digits.</exception>
    public static Rgb Parse(string hex) =>
        hex is ['#', _, _, _, _, _, _] && int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : throw new FormatException($"a colour is written as '#rrggbb'; found '{hex}'");

    /// <summary>Reads "#rrggbb".</summary>
    public static implicit operator Rgb(string hex) => Parse(hex);

    /// <summary>"#rrggbb".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>CIE 1976 lightness L*, 0 for black and 100 for white (CIE 15:2004, D65 white).</summary>
    public double Lightness => ToLab().L;

    /// <summary>The colour in CIELAB (sRGB after IEC 61966-2-1, D65 white): the space in which palettes are interpolated.</summary>
    internal (double L, double A, double B) ToLab()
    {
        var (r, g, b) = (Linear(Red), Linear(Green), Linear(Blue));
        var x = Cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        var y = Cube(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        var z = Cube((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));

        static double Linear(byte channel)
        {
            var c = channel / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        static double Cube(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }

    /// <summary>The nearest colour of the sRGB gamut to a CIELAB colour.</summary>
    internal static Rgb FromLab(double lightness, double a, double b)
    {
        var fy = (lightness + 16) / 116;
        var (x, y, z) = (0.95047 * Inverse(fy + a / 500), Inverse(fy), 1.08883 * Inverse(fy - b / 200));
        return new(
            Channel(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
            Channel(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            Channel(0.0556434 * x - 0.2040259 * y + 1.0572252 * z));

        static double Inverse(double f) => f * f * f > 216.0 / 24389 ? f * f * f : (116 * f - 16) * 27 / 24389;

        static byte Channel(double linear)
        {
            var c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
            return (byte)Math.Clamp(Math.Round(c * 255), 0, 255);
        }
    }
}
