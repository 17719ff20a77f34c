using System.Globalization;
using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Surveys;

/// <summary>
/// A sheet as it was printed. Meridians converge, so between 60 and 76 degrees two sheets side by side were printed as one, and beyond 76 degrees four, but three of
/// 1:200 000 (KB Panorama, "Topographic map nomenclature": bands A to O single, P to S doubled, T on in fours; threes by the textbooks of topography). The name is that of the westernmost, then the figures of the others:
/// "P-47,48", "P-55-XXI,XXII", "T-45-А,Б,46-А,Б". Series and field sheets go by single names (<see cref="Sheet"/>) as often.
/// </summary>
/// <param name="First">The westernmost of the sheets.</param>
/// <param name="Count">How many there are: 1 to 4.</param>
public sealed record PublishedSheet(Sheet First, int Count)
{
    /// <summary>The printed sheet that holds a sheet.</summary>
    public static PublishedSheet Holding(Sheet sheet)
    {
        var count = sheet.Band switch
        {
            < 'P' => 1,
            < 'T' => 2,
            _ => sheet.Series == SheetSeries.OneTo200000 ? 3 : 4,
        };
        return new(sheet.Neighbour(0, -(sheet.ColumnOfGlobe % count))!, count);
    }

    /// <summary>Reads the name of a printed sheet; the name of a single sheet gives the printed one that holds it.</summary>
    /// <exception cref="ArgumentException">The text names no sheet, or sheets that were not printed as one.</exception>
    public static PublishedSheet Parse(string name)
    {
        if (SheetName.Split(name) is not { } parts)
            return Holding(Sheet.Parse(name));
        var sheets = Named(parts) ?? throw new ArgumentException($"expected the name of a printed sheet, such as P-55-XXI,XXII; found '{name}'");
        var printed = Holding(sheets[0]);
        return sheets.Count == 1 || sheets.SequenceEqual(printed.Sheets)
            ? printed
            : throw new ArgumentException($"expected the sheets that were printed as one, {printed.Name}; found '{name}'");
    }

    /// <summary>The sheets that it holds, from west to east.</summary>
    public IReadOnlyList<Sheet> Sheets => [.. Enumerable.Range(0, Count).Select(i => First.Neighbour(0, i)!)];

    /// <summary>The name, such as "P-55-XXI,XXII".</summary>
    public string Name => Joined(sheet => sheet.Name, latin: false);

    /// <summary>The name in Latin letters and figures alone.</summary>
    public string LatinName => Joined(sheet => sheet.LatinName, latin: true);

    /// <summary>Longitudes (x) and latitudes (y) of the edges in degrees on Pulkovo 1942.</summary>
    public Envelope Extent => new(First.West, Sheets[^1].East, First.South, First.North);

    /// <summary>The printed sheets that touch it, across 60 and 76 degrees too.</summary>
    public IReadOnlyList<PublishedSheet> Neighbours() =>
        [.. Sheets.SelectMany(sheet => sheet.Neighbours()).Select(Holding).Distinct().Where(other => other != this)];

    /// <summary>The outline, as of <see cref="Sheet.Outline"/>.</summary>
    public Polygon Outline(Crs crs) => SheetOutline.Of(Extent, crs);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private string Joined(Func<Sheet, string> name, bool latin)
    {
        // The bracket of the south stands at the end.
        var whole = name(First);
        var bracket = whole.IndexOf(" (", StringComparison.Ordinal) is >= 0 and var at ? whole[at..] : "";
        var text = whole[..^bracket.Length];
        var zone = First.Zone;
        foreach (var sheet in Sheets.Skip(1))
        {
            var figures = SheetNumerals.Text(sheet.Series, sheet.Number, latin);
            text += sheet.Zone == zone ? $",{figures}" : FormattableString.Invariant($",{sheet.Zone}{(figures.Length > 0 ? "-" : "")}{figures}");
            zone = sheet.Zone;
        }
        return text + bracket;
    }

    /// <summary>The sheets of a name in order; null where a part is none, or of another series than the first.</summary>
    private static List<Sheet>? Named(SheetName name)
    {
        var sheets = new List<Sheet>();
        var million = name.Rest.Length == 0 || name.Rest.StartsWith(',');
        foreach (var part in name.Rest.Split(',').Take(5))
        {
            // "48" of "P-47,48", or "46-А" of "T-45-А,Б,46-А,Б": a zone of its own.
            var dash = million ? part.Length : part.IndexOf('-', StringComparison.Ordinal);
            if (dash > 0)
            {
                if (!int.TryParse(part.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var zone) || zone is < 1 or > 60)
                    return null;
                name = name with { Zone = zone };
            }
            var figures = million ? "" : part[(dash + 1)..];
            if (figures.Length == 0 && !million || Sheet.Of(name, figures) is not { } sheet || sheets.Count > 0 && sheet.Series != sheets[0].Series)
                return null;
            sheets.Add(sheet);
        }
        return sheets;
    }
}
