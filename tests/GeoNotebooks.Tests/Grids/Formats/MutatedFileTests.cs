using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>A fixture that passes every reader proves nothing: it must find each kind of fault.</summary>
public sealed class MutatedFileTests
{
    private static readonly byte[] Original = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
    private static readonly Grid Any = new(new(1, 1, 0, 0, 1, 1, Crs.Local), [0], "any", "1");

    [Fact]
    public void Sound_reader_passes() =>
        MutatedFile.EndsWell(Original, bytes => bytes.AsSpan().SequenceEqual(Original) ? Any : throw new InvalidDataException("expected the original; found another"));

    [Fact]
    public void Other_exceptions_are_found() => Assert.ThrowsAny<Exception>(() =>
        MutatedFile.EndsWell(Original, bytes => bytes.Length == 100 ? Any : throw new IndexOutOfRangeException()));

    [Fact]
    public void Greed_is_found() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
        MutatedFile.EndsWell(Original, bytes => bytes[7] == 7 ? Any : throw new InvalidDataException($"{new byte[2_000_000].Length}")));

    [Fact]
    public void Slowness_is_found() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => MutatedFile.EndsWell(Original, bytes =>
    {
        if (bytes.Length < 100)
            Thread.Sleep(2_100);
        return Any;
    }));

    [Fact]
    public void Copies_differ_from_the_original_and_repeat()
    {
        var copies = Enumerable.Range(0, 500).Select(number => MutatedFile.Make(Original, number)).ToList();
        Assert.InRange(copies.Count(copy => !copy.AsSpan().SequenceEqual(Original)), 450, 500);
        Assert.Contains(copies, copy => copy.Length < 90);
        Assert.Contains(copies, copy => copy.Length > 110);
        Assert.Equal(copies[17], MutatedFile.Make(Original, 17));
    }
}
