using GeoNotebooks.Surveys.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Surveys.Formats;

public sealed class TextEncodingGuessTests
{
    private static readonly TableEncoding[] CodePages = [TableEncoding.Windows1251, TableEncoding.Dos866, TableEncoding.Koi8R, TableEncoding.Utf8];

    public static TheoryData<string> Words => [.. "Имя|Скважина|ПИКЕТ|Профиль|участок|Наталка|Омчак|долгота|Широта|Высота, м|Магаданская область|поле|№ пробы|золото|Au, г/т; мышьяк|Хребет Черского|щебень|ЖИЛА|Координата X|отметка|ГЛУБИНА|сланец|Гранит|РАЗЛОМ|дата|высота"
        .Split('|')];

    [Theory, MemberData(nameof(Words))]
    public void Russian_words_tell_their_encoding(string word)
    {
        foreach (var encoding in CodePages)
        {
            // KOI8-R has no numero sign.
            if (encoding == TableEncoding.Koi8R && word.Contains('№'))
                continue;
            var bytes = TableDialect.DecoderOf(encoding).GetBytes($"x,y,{word}\n1,2,3\n");
            Assert.Equal((encoding, 0), TextEncodingGuess.Of(bytes, "words"));
        }
    }

    [Fact]
    public void Byte_order_marks_decide()
    {
        Assert.Equal((TableEncoding.Utf8WithMark, 3), TextEncodingGuess.Of([0xEF, 0xBB, 0xBF, (byte)'x'], "f"));
        Assert.Equal((TableEncoding.Utf16LittleEndian, 2), TextEncodingGuess.Of([0xFF, 0xFE, (byte)'x', 0], "f"));
        Assert.Equal((TableEncoding.Utf16BigEndian, 2), TextEncodingGuess.Of([0xFE, 0xFF, 0, (byte)'x'], "f"));
        Assert.Equal((TableEncoding.Utf8, 0), TextEncodingGuess.Of("x,y\n"u8, "f"));
    }

    [Fact]
    public void Two_encodings_in_one_file_are_refused()
    {
        byte[] bytes = [.. "x,y,имя\n"u8, .. "1,2,"u8, .. TableDialect.DecoderOf(TableEncoding.Windows1251).GetBytes("Омчак\n")];
        var error = Assert.Throws<InvalidDataException>(() => TextEncodingGuess.Of(bytes, "file.csv"));
        Assert.Equal("file.csv: expected one encoding; found UTF-8 in line 1 and another one in line 2", error.Message);
    }
}
