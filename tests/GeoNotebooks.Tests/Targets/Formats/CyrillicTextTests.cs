using System.Text;
using GeoNotebooks.Targets.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

public sealed class CyrillicTextTests
{
    private static readonly Encoding[] Encodings = [CyrillicText.Utf8, CyrillicText.Windows1251, CyrillicText.Dos866, CyrillicText.Koi8R];

    /// <summary>Single words in either case, as attribute tables hold them, and lists of them.</summary>
    [Theory]
    [InlineData("гранит")]
    [InlineData("ГРАНИТ")]
    [InlineData("Песчаник")]
    [InlineData("Андезит, туф")]
    [InlineData("р. Колыма")]
    [InlineData("Верхояно-Чукотская складчатая область")]
    [InlineData("ПАЛЕОЗОЙСКАЯ ГРУППА")]
    [InlineData("Q4 аллювий")]
    [InlineData("Атканская свита|Нерючинская свита|Пионерская свита|P2at|P2nr")]
    [InlineData("щебень|ёмкость|Эльгинский|ЮЖНЫЙ")]
    public void Encoding_of_a_few_words_is_found(string words)
    {
        foreach (var encoding in Encodings)
            Assert.Equal(encoding.WebName, CyrillicText.Detect(words.Split('|').Select(encoding.GetBytes)).WebName);
    }

    [Fact]
    public void Text_that_is_cut_within_a_letter_is_still_utf_8()
    {
        var values = Enumerable.Range(0, 30).Select(i => Encoding.UTF8.GetBytes("свита")[..(i == 7 ? 5 : 10)]);
        Assert.Equal("utf-8", CyrillicText.Detect(values).WebName);
    }

    [Fact]
    public void Hint_decides_only_where_there_is_nothing_to_see()
    {
        Assert.Equal("cp866", CyrillicText.Detect([Encoding.ASCII.GetBytes("P2at")], CyrillicText.Dos866).WebName);
        Assert.Equal("utf-8", CyrillicText.Detect([Encoding.ASCII.GetBytes("P2at")]).WebName);
        Assert.Equal("windows-1251", CyrillicText.Detect([CyrillicText.Windows1251.GetBytes("Песчаник мелкозернистый")], CyrillicText.Dos866).WebName);
    }

    [Theory]
    [InlineData("UTF-8", "utf-8")]
    [InlineData("1251\r\n", "windows-1251")]
    [InlineData("ANSI 1251", "windows-1251")]
    [InlineData("OEM 866", "cp866")]
    [InlineData("WindowsCyrillic", "windows-1251")]
    [InlineData("WindowsLatin1", "windows-1252")]
    [InlineData("ISO-8859-5", "iso-8859-5")]
    [InlineData("Neutral", null)]
    public void Names_of_encodings_are_known(string name, string? encoding) => Assert.Equal(encoding, CyrillicText.Named(name)?.WebName);
}
