using System.Text;

namespace GeoNotebooks.Targets.Formats;

/// <summary>The encoding of a MapInfo table: as its character set says, or detected where that is "Neutral", unknown or not given.</summary>
internal static class MapInfoText
{
    public static (Encoding Encoding, string Report) EncodingOf(string? charset, IEnumerable<byte[]> values)
    {
        if (charset is not null && CyrillicText.Named(charset) is { } named)
            return (named, $"{named.WebName} (Charset {charset})");
        var detected = CyrillicText.Detect(values);
        return (detected, $"{detected.WebName} (detected)");
    }
}
