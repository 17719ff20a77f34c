using System.Globalization;
using System.Text.RegularExpressions;

namespace GeoNotebooks.Surveys;

/// <summary>The parts of a sheet's name before they are a sheet: band, zone, what follows, and the hemisphere.</summary>
/// <param name="Band">Latin letter of the band.</param>
/// <param name="Zone">Number of the zone, 1 to 60.</param>
/// <param name="Rest">What follows in capitals without spaces, such as "XXII", "XXI,XXII", ",56" or nothing.</param>
/// <param name="IsSouthern">True where the name says so.</param>
/// <param name="IsRussian">True where the band is a Russian letter.</param>
internal sealed partial record SheetName(char Band, int Zone, string Rest, bool IsSouthern, bool IsRussian)
{
    /// <summary>Splits a name; null where it is none.</summary>
    public static SheetName? Split(string name)
    {
        if (name.Length > 64 || Whole().Match(name.Trim().ToUpperInvariant()) is not { Success: true } match)
            return null;
        var band = match.Groups["band"].Value[0];
        var zone = int.Parse(match.Groups["zone"].ValueSpan, CultureInfo.InvariantCulture);
        var southern = match.Groups["south"].Success || match.Groups["side"].Value == "S";
        if (SheetLetters.Latin(band) is not (>= 'A' and <= 'V' and var latin) || zone is < 1 or > 60 || match.Groups["south"].Success && match.Groups["side"].Success)
            return null;
        var rest = Dashes().Replace(Spaces().Replace(match.Groups["rest"].Value, ""), "-");
        return new(latin, zone, rest, southern, SheetLetters.IsRussian(band));
    }

    // "P-55-XXII", "p 55 xxii", "Р–55–XXII", "P-55", "P-55,56", "SA-32-I" and "A-32-I (Ю.П.)" for the south.
    [GeneratedRegex(@"^(?<side>[NS])?(?<band>\p{L})[\s\-‐‑‒–—]*(?<zone>\d{1,2})(?:(?<rest>\s*,\s*\d[^()]*)|[\s\-‐‑‒–—]+(?<rest>[^()]+?))?\s*(?<south>\(\s*(?:Ю\.?\s*П\.?|S)\s*\))?$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("[‐‑‒–—]")]
    private static partial Regex Dashes();
}
