using System.Globalization;
using System.Text;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>What the text of a .tab says: the character set, the file of the attributes and the columns.</summary>
/// <param name="Charset">Name of the character set; null where it is not given.</param>
/// <param name="DataFile">The name of the .dat where it is given; null for the one of the same stem.</param>
/// <param name="Columns">The columns in the order of the .dat.</param>
internal sealed record TabDefinition(string? Charset, string? DataFile, IReadOnlyList<MapInfoColumn> Columns)
{
    private const int LongestFile = 1 << 20;

    public static TabDefinition Read(GridContent content)
    {
        if (content.Length > LongestFile)
            throw content.Broken($"expected a .tab of at most {LongestFile} bytes; found {content.Length}");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        var lines = new Queue<string>(Encoding.Latin1.GetString(bytes).Split('\n').Select(line => line.Trim()));
        string? charset = null, file = null, type = null;
        while (lines.TryDequeue(out var line))
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            switch (words is [var first, ..] ? first.ToUpperInvariant() : "")
            {
                case "!CHARSET" when words.Length > 1:
                    charset = words[1];
                    break;
                case "FILE":
                    file = line[4..].Trim().Trim('"');
                    if (file.IndexOfAny(['/', '\\', ':']) >= 0)
                        throw content.Broken($"expected a file of the same folder; found '{file}', which is not followed");
                    break;
                case "TYPE":
                    type = words.ElementAtOrDefault(1) ?? "";
                    if (!type.Equals("NATIVE", StringComparison.OrdinalIgnoreCase))
                        throw content.Broken($"expected a table of type NATIVE; found '{type}'");
                    if (Array.FindIndex(words, word => word.Equals("Charset", StringComparison.OrdinalIgnoreCase)) is > 0 and var at && at + 1 < words.Length)
                        charset = words[at + 1].Trim('"');
                    break;
                case "FIELDS":
                    if (type is null)
                        throw content.Broken("expected \"Type NATIVE\" before the fields; it is not there");
                    return new(charset, file, Fields(content, lines, words.ElementAtOrDefault(1) ?? ""));
            }
        }
        throw content.Broken("expected a table with its fields; found none (a view, a raster or a seamless table is not read)");
    }

    private static List<MapInfoColumn> Fields(GridContent content, Queue<string> lines, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw content.Broken($"expected a number of fields; found '{text}'");
        var columns = new List<MapInfoColumn>();
        for (var i = 0; i < count; i++)
            columns.Add(lines.TryDequeue(out var line) && MapInfoColumn.Parse(line) is { } column ? column : throw content.Broken($"expected {count} fields; found {i}"));
        return columns;
    }
}
