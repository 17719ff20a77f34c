using System.Globalization;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>A compressed stream that may grow to a limit, and whose damage is told in one sentence.</summary>
/// <param name="inner">Gives the uncompressed bytes.</param>
/// <param name="name">The file.</param>
/// <param name="compressedBytes">Its size.</param>
/// <param name="expectedBytes">Size of the content where a manifest gives it.</param>
internal sealed class ExpansionGuard(Stream inner, string name, long compressedBytes, long? expectedBytes) : ForwardStream
{
    /// <summary>What text compresses to in the best of cases; beyond it is a bomb.</summary>
    public const int LargestRatio = 200;

    private readonly long _limit = expectedBytes ?? (compressedBytes * LargestRatio);
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        try
        {
            count = inner.Read(buffer);
        }
        // A decoder that meets damage throws whatever its tables lead it to.
        catch (Exception exception) when (exception is not (IOException and not EndOfStreamException) and not OutOfMemoryException
            && !(exception is InvalidDataException && exception.Message.StartsWith(name + ": ", StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{name}: expected compressed data; they are cut off or damaged after {_read.ToString(CultureInfo.InvariantCulture)} uncompressed bytes", exception);
        }
        _read += count;
        if (_read > _limit)
            throw new InvalidDataException(expectedBytes is { } expected
                ? string.Create(CultureInfo.InvariantCulture, $"{name}: expected {expected} uncompressed bytes, as its description says; found more")
                : string.Create(CultureInfo.InvariantCulture, $"{name}: expected at most {LargestRatio} bytes for each compressed one; found more, which looks like a bomb (its description may give the uncompressed size)"));
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
