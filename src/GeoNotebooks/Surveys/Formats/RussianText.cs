namespace GeoNotebooks.Surveys.Formats;

/// <summary>
/// How plausible a text is as Russian: by the frequencies of its letters, and by capitals that stand where capitals stand. Bytes read in the wrong one of the
/// encodings that Russian files come in turn into rare letters, signs and capitals within words.
/// </summary>
internal static class RussianText
{
    private const double Sign = 2e-4;
    private const double Nonsense = 1e-6;

    /// <summary>Code page 1251 and KOI8-R show each other's small letters as capitals, which are the rarer ones.</summary>
    private const double Capital = -0.3;

    /// <summary>"пРИВЕТ" is a capitalised word in the wrong one of them.</summary>
    private static readonly double CapitalAfterSmall = Math.Log(0.01);

    /// <summary>Frequencies of Russian letters in percent (Lyashevskaya and Sharov, 2009, Frequency dictionary of modern Russian).</summary>
    private static readonly Dictionary<char, double> Percent = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё".Zip<char, double>(
        [
            10.97, 8.45, 8.01, 7.35, 6.70, 6.26, 5.47, 4.73, 4.54, 4.40, 3.49, 3.21, 2.98, 2.81, 2.62, 2.01, 1.90,
            1.74, 1.70, 1.65, 1.59, 1.44, 1.21, 0.97, 0.94, 0.73, 0.64, 0.48, 0.36, 0.32, 0.26, 0.04, 0.04,
        ]).ToDictionary();

    /// <summary>The logarithm of the plausibility of the characters beyond ASCII: 0 where there are none, the lower the less plausible.</summary>
    public static double Likelihood(ReadOnlySpan<char> text)
    {
        var (sum, afterSmall) = (0.0, false);
        foreach (var letter in text)
        {
            if (letter >= 0x80)
            {
                sum += Math.Log(Percent.TryGetValue(char.ToLowerInvariant(letter), out var percent) ? percent / 100
                    : letter is '№' or '°' or '«' or '»' or '–' or '—' or '\u00A0' ? Sign : Nonsense);
                if (char.IsUpper(letter))
                    sum += Capital + (afterSmall ? CapitalAfterSmall : 0);
            }
            afterSmall = char.IsLower(letter);
        }
        return sum;
    }
}
