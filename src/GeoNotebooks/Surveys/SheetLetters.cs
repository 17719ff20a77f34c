namespace GeoNotebooks.Surveys;

/// <summary>Russian letters that stand for the Latin ones that they look like: names of sheets are typed with either.</summary>
internal static class SheetLetters
{
    private const string Russian = "АВЕІЈКМНОРСТУХЅ", Look = "ABEIJKMHOPCTVXS";

    /// <summary>The Latin letter that a capital looks like (У is typed for V in Roman figures), else the letter itself.</summary>
    public static char Latin(char capital) => Russian.IndexOf(capital, StringComparison.Ordinal) is >= 0 and var at ? Look[at] : capital;

    /// <summary>The Russian letter that looks like a Latin one, else the letter itself.</summary>
    public static char LookAlike(char capital) => capital != 'V' && Look.IndexOf(capital, StringComparison.Ordinal) is >= 0 and var at ? Russian[at] : capital;

    /// <summary>True for a letter of the Russian (or a sister) alphabet.</summary>
    public static bool IsRussian(char letter) => letter is >= '\u0400' and <= '\u04FF';
}
