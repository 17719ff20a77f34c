using System.Text.RegularExpressions;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>
/// The survey line that a row of a Geosoft XYZ file belongs to. Headers ("Line 10", "Tie 20", "Random 0") and the comments "//Flight" and "//Date" hold for
/// all rows that follow, until the next of their kind (Geosoft, Oasis montaj help, "Geosoft xyz file format").
/// </summary>
/// <param name="Line">What follows the word: "10", "20.1"; null while the header before it holds.</param>
/// <param name="Type">"line", "tie", "random", "base", "test", "trend" or "special".</param>
/// <param name="Flight">Number of the flight.</param>
/// <param name="Date">Date of the flight, as written.</param>
internal sealed partial record SurveyLine(string? Line, string? Type, string? Flight, string? Date)
{
    /// <summary>The columns that such a file gains.</summary>
    public static readonly IReadOnlyList<string> Columns = ["line", "line_type", "flight", "date"];

    public string? this[int column] => column switch { 0 => Line, 1 => Type, 2 => Flight, _ => Date };

    /// <summary>This one, and what it leaves open from the one before.</summary>
    public SurveyLine After(SurveyLine before) => new(Line ?? before.Line, Type ?? before.Type, Flight ?? before.Flight, Date ?? before.Date);

    /// <summary>This one with what a line of the file changes; null when it is no header.</summary>
    public SurveyLine? Read(string text)
    {
        if (Header().Match(text) is { Success: true } header)
            return this with { Line = header.Groups[2].Value, Type = header.Groups[1].Value.ToLowerInvariant() };
        if (Remark().Match(text) is not { Success: true } remark)
            return null;
        var value = remark.Groups[2].Value;
        return remark.Groups[1].Value.Equals("flight", StringComparison.OrdinalIgnoreCase) ? this with { Flight = value } : this with { Date = value };
    }

    public static bool IsHeader(string text) => Header().IsMatch(text);

    [GeneratedRegex(@"^\s*(line|tie|random|base|test|trend|special)[ \t]+(\S{0,30}\d\S{0,30})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex(@"^\s*//\s*(flight|date)[ \t]+(\S{1,60})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Remark();
}
