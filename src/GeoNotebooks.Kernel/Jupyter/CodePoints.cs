using System.Text;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>Positions in a text: the protocol counts code points, .NET counts UTF-16 units, and they differ after an emoji.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of a position; one outside of the text is its nearest end.</summary>
    public static int ToUtf16(string text, int position)
    {
        var index = 0;
        for (; position > 0 && index < text.Length; position--)
            index += Rune.TryGetRuneAt(text, index, out var rune) ? rune.Utf16SequenceLength : 1;
        return index;
    }

    /// <summary>The position of a UTF-16 index. One in the middle of a pair counts as after it.</summary>
    public static int FromUtf16(string text, int index)
    {
        var position = 0;
        for (var i = 0; i < Math.Min(index, text.Length); position++)
            i += Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
        return position;
    }
}
