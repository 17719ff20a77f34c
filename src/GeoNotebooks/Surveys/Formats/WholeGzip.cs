using System.IO.Compression;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>
/// A gzip stream that knows when its end is missing. The framework's takes the end of the file for the end of the data; here a member of our own follows
/// the file's, and only where all of the file's are whole does its text come out last.
/// </summary>
/// <param name="file">The compressed file; it is closed with this stream.</param>
internal sealed class WholeGzip(Stream file) : ForwardStream
{
    private static readonly byte[] Mark = "the end, as seen by GeoNotebooks"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly GZipStream _inner = new(new Followed(file, MarkMember), CompressionMode.Decompress);
    private readonly byte[] _held = new byte[(1 << 16) + Mark.Length];
    private int _start, _count;

    /// <exception cref="InvalidDataException">The file is cut off, damaged, or followed by something else.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_count <= Mark.Length)
        {
            _held.AsSpan(_start, _count).CopyTo(_held);
            _start = 0;
            var more = _inner.Read(_held.AsSpan(_count));
            if (more == 0)
                return _held.AsSpan(0, _count).SequenceEqual(Mark) ? 0 : throw new InvalidDataException("The gzip data are cut off.");
            _count += more;
        }
        var given = Math.Min(buffer.Length, _count - Mark.Length);
        _held.AsSpan(_start, given).CopyTo(buffer);
        (_start, _count) = (_start + given, _count - given);
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] text)
    {
        var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(text);
        return member.ToArray();
    }

    /// <summary>One stream, then a few bytes.</summary>
    private sealed class Followed(Stream first, byte[] then) : ForwardStream
    {
        private readonly MemoryStream _then = new(then, writable: false);

        public override int Read(Span<byte> buffer) => first.Read(buffer) is > 0 and var count ? count : _then.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                first.Dispose();
            base.Dispose(disposing);
        }
    }
}
