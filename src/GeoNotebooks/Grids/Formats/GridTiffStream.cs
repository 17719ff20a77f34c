using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids.Formats;

/// <summary>A grid's bytes as LibTiff reads them: a place in the file moves, nothing is written.</summary>
internal sealed class GridTiffStream(GridContent content) : TiffStream
{
    private long _position;

    public override int Read(object clientData, byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Clamp(content.Length - _position, 0, count);
        content.Read(_position, buffer.AsSpan(offset, read));
        _position += read;
        return read;
    }

    public override void Write(object clientData, byte[] buffer, int offset, int count) => throw new NotSupportedException("a grid that is read is not written");

    public override long Seek(object clientData, long offset, SeekOrigin origin)
    {
        var place = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => content.Length + offset };
        return place < 0 || place > content.Length ? -1 : _position = place;
    }

    public override void Close(object clientData) { }

    public override long Size(object clientData) => content.Length;
}
