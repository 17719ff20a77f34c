using SharpCompress.Compressors.Xz;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>An .xz file of one stream. The decoder stops after the first of several without a word; here what follows it is refused, but for zeros that fill a file up.</summary>
/// <param name="file">The compressed file; it is closed with this stream.</param>
/// <param name="name">What to call it in an error.</param>
internal sealed class WholeXz(Stream file, string name) : ForwardStream
{
    private readonly XZStream _inner = new(file);

    /// <exception cref="InvalidDataException">Something follows the first stream.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = _inner.Read(buffer);
        if (count == 0 && buffer.Length > 0)
            RequireEnd();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private void RequireEnd()
    {
        Span<byte> rest = stackalloc byte[256];
        for (var count = file.Read(rest); count > 0; count = file.Read(rest))
            if (rest[..count].ContainsAnyExcept((byte)0))
                throw new InvalidDataException($"{name}: expected one xz stream; found more behind it: unpack it and pack it as one");
    }
}
