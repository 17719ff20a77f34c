using System.Globalization;
using System.Net;
using System.Text;

namespace GeoNotebooks.Reports;

/// <summary>Builds a page: what is not markup of ours goes through an escape, numbers and dates are written one way everywhere.</summary>
internal sealed class PageText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private readonly StringBuilder _html = new();

    /// <summary>Markup of our own, as it is.</summary>
    public PageText Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    public PageText Text(string text) => Raw(WebUtility.HtmlEncode(text));

    public PageText Element(string name, string text, string? cssClass = null) =>
        Raw(cssClass is null ? $"<{name}>" : $"<{name} class=\"{cssClass}\">").Text(text).Raw($"</{name}>");

    /// <summary>A link to a file of the run folder.</summary>
    public PageText Link(string path, string text) => Raw("<a href=\"").Raw(Url(path)).Raw("\">").Text(text).Raw("</a>");

    /// <summary>A row of a table; a cell that begins with a tab holds a number.</summary>
    public PageText Row(params IEnumerable<string> cells)
    {
        Raw("<tr>");
        foreach (var cell in cells)
            Element("td", cell.TrimStart('\t'), cell.StartsWith('\t') ? "number" : null);
        return Raw("</tr>\n");
    }

    public PageText HeadRow(params IEnumerable<string> cells)
    {
        Raw("<thead><tr>");
        foreach (var cell in cells)
            Raw(cell.StartsWith('\t') ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">").Text(cell.TrimStart('\t')).Raw("</th>");
        return Raw("</tr></thead>\n");
    }

    /// <summary>A relative path as an address: each part is escaped, so that no name of a file can be a scheme or leave the attribute.</summary>
    public static string Url(string path) =>
        WebUtility.HtmlEncode(string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));

    public static string Moment(string iso) =>
        DateTimeOffset.TryParse(iso, Culture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", Culture)
            : iso;

    public static string Duration(double seconds) => seconds switch
    {
        < 10 => string.Create(Culture, $"{seconds:0.0} s"),
        < 90 => string.Create(Culture, $"{seconds:0} s"),
        < 3600 => string.Create(Culture, $"{Math.Floor(seconds / 60):0} min {Math.Floor(seconds % 60):0} s"),
        _ => string.Create(Culture, $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):0} min"),
    };

    public static string Bytes(double bytes) => bytes switch
    {
        <= 0 => "",
        < 1e3 => string.Create(Culture, $"{bytes:0} B"),
        < 1e6 => string.Create(Culture, $"{bytes / 1e3:0} kB"),
        < 1e9 => string.Create(Culture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(Culture, $"{bytes / 1e9:0.0} GB"),
    };

    /// <summary>Shares and scores with three decimals, counts whole, anything else with four digits.</summary>
    public static string Number(double? value) => value switch
    {
        null => "",
        double.NaN => "not defined",
        { } number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => number.ToString("0", Culture),
        { } number when Math.Abs(number) < 10 => number.ToString("0.000", Culture),
        { } number => number.ToString("G4", Culture),
    };

    public static string Whole(double number) => number == 0 ? "" : number.ToString("#,0", Culture).Replace(',', '\u202f');

    public override string ToString() => _html.ToString();
}
