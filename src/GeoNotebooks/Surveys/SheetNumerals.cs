using System.Globalization;

namespace GeoNotebooks.Surveys;

/// <summary>How the sheets within one of 1:1 000 000 are numbered: row after row from the north-west, in letters, Roman or Arabic figures by series.</summary>
internal static class SheetNumerals
{
    private const string Russian = "АБВГ", Latin = "ABCD";

    private static readonly string[] Roman =
    [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII",
        "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX", "XXXI", "XXXII", "XXXIII", "XXXIV", "XXXV", "XXXVI",
    ];

    /// <summary>The number of a sheet, 1 in the north-west, in the figures of its series.</summary>
    public static string Text(SheetSeries series, int number, bool latin) => series switch
    {
        SheetSeries.OneTo500000 => (latin ? Latin : Russian)[number - 1].ToString(),
        SheetSeries.OneTo200000 => Roman[number - 1],
        SheetSeries.OneTo100000 => number.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Series and number of a sheet from its figures, in capitals; null where they are none.</summary>
    /// <param name="figures">The figures, in Russian or Latin letters.</param>
    /// <param name="russianName">True where another part of the name is in Russian letters: then a Latin B may be either letter, and is not taken.</param>
    public static (SheetSeries Series, int Number)? Read(string figures, bool russianName)
    {
        if (figures.Length is 0 or > 8)
            return null;
        if (figures.All(char.IsAsciiDigit))
            return figures.Length <= 3 && int.Parse(figures, CultureInfo.InvariantCulture) is >= 1 and <= 144 and var number ? (SheetSeries.OneTo100000, number) : null;
        if (figures.Length == 1 && !(russianName && figures == "B"))
        {
            // C and D have no Russian double among the four letters, A is the first of either alphabet.
            var letter = Russian.IndexOf(figures[0], StringComparison.Ordinal) is >= 0 and var russian ? russian
                : Latin.IndexOf(SheetLetters.Latin(figures[0]), StringComparison.Ordinal);
            if (letter >= 0)
                return (SheetSeries.OneTo500000, letter + 1);
        }
        var roman = Array.IndexOf(Roman, string.Concat(figures.Select(SheetLetters.Latin)));
        return roman >= 0 ? (SheetSeries.OneTo200000, roman + 1) : null;
    }
}
