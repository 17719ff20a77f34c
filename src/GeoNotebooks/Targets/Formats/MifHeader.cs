using System.Globalization;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>What a .mif says before its objects.</summary>
internal sealed record MifHeader
{
    /// <summary>More columns than MapInfo can hold.</summary>
    private const int MostColumns = 4096;

    /// <summary>Name of the character set; null where it is not given.</summary>
    public string? Charset { get; init; }

    /// <summary>What parts the fields of the .mid: a tab where nothing is said.</summary>
    public char Delimiter { get; init; } = '\t';

    public MapInfoCoordSys? CoordSys { get; init; }

    /// <summary>Factors of x and y, then what is added.</summary>
    public (double Fx, double Fy, double Dx, double Dy) Transform { get; init; } = (1, 1, 0, 0);

    public IReadOnlyList<MapInfoColumn> Columns { get; init; } = [];

    /// <summary>Reads as far as the line "Data".</summary>
    public static MifHeader Read(GridContent content, StreamReader reader)
    {
        var header = new MifHeader();
        while (true)
        {
            var line = reader.ReadLine()?.Trim() ?? throw content.Broken("expected a line \"Data\" behind the header; the file ends before");
            var space = line.IndexOfAny([' ', '\t']);
            var (keyword, rest) = space < 0 ? (line, "") : (line[..space], line[space..].Trim());
            switch (keyword.TrimStart('ï', '»', '¿').ToUpperInvariant())
            {
                case "DATA":
                    return header;
                case "CHARSET":
                    header = header with { Charset = rest.Trim('"') };
                    break;
                case "DELIMITER":
                    header = header with { Delimiter = rest.Trim('"') is [var delimiter] ? delimiter : rest.Contains("\t", StringComparison.Ordinal) || rest.Length <= 2 ? '\t' : throw content.Broken($"expected a delimiter of one character; found '{rest}'") };
                    break;
                case "COORDSYS":
                    header = header with { CoordSys = MapInfoCoordSys.Parse(rest) };
                    break;
                case "TRANSFORM":
                    header = header with { Transform = ReadTransform(content, rest) };
                    break;
                case "COLUMNS":
                    header = header with { Columns = ReadColumns(content, reader, rest) };
                    break;
            }
        }
    }

    private static (double Fx, double Fy, double Dx, double Dy) ReadTransform(GridContent content, string rest)
    {
        var numbers = rest.Split(',', StringSplitOptions.TrimEntries).Select(item => double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN).ToArray();
        if (numbers.Length != 4 || numbers.Any(double.IsNaN))
            throw content.Broken($"expected a transform of four numbers; found '{rest}'");
        // A factor of nought stands for none.
        return (numbers[0] == 0 ? 1 : numbers[0], numbers[1] == 0 ? 1 : numbers[1], numbers[2], numbers[3]);
    }

    private static List<MapInfoColumn> ReadColumns(GridContent content, StreamReader reader, string rest)
    {
        if (!int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostColumns)
            throw content.Broken($"expected a number of columns up to {MostColumns}; found '{rest}'");
        var columns = new List<MapInfoColumn>();
        for (var i = 0; i < count; i++)
        {
            var line = reader.ReadLine() ?? throw content.Broken($"expected {count} columns; the file ends after {i}");
            columns.Add(MapInfoColumn.Parse(line) ?? throw content.Broken($"column {i + 1}: expected a name and a type; found '{line}'"));
        }
        return columns;
    }
}
