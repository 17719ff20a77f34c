using System.Collections.Concurrent;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>Whole records of a table, one after another in one buffer. The last ends in a line feed, even where the file's last line does not.</summary>
/// <param name="Buffer">Holds them; it goes back by <see cref="TableChunks.Return"/>.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Length">How many bytes they take.</param>
/// <param name="FirstLine">Number of the first line in the file, from 1.</param>
/// <param name="Lines">How many line feeds they hold: at least as many as rows.</param>
internal readonly record struct TableChunk(byte[] Buffer, int Start, int Length, long FirstLine, int Lines)
{
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Start, Length);
}

/// <summary>Cuts a stream of text into chunks of whole records. Memory is a few chunks, whatever the file's size.</summary>
internal sealed class TableChunks
{
    /// <summary>The longest record; a longer one is no row of a table.</summary>
    public const int LongestRecord = 1 << 20;

    private const int ChunkBytes = 16 << 20;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly ConcurrentBag<byte[]> _free = [];
    private byte[] _buffer;
    private int _count;
    private bool _ended;
    private long _line = 1;

    /// <param name="stream">The text, from its beginning or after a byte order mark of UTF-16.</param>
    /// <param name="name">The file.</param>
    /// <param name="length">Its length, where it is known: a small file takes a small buffer.</param>
    /// <param name="head">Bytes that have been taken from the stream already.</param>
    public TableChunks(Stream stream, string name, long? length, ReadOnlySpan<byte> head)
    {
        (_stream, _name) = (stream, name);
        _buffer = new byte[(int)Math.Min(length + 2 ?? ChunkBytes, ChunkBytes)];
        head.CopyTo(_buffer);
        _count = head.Length;
    }

    /// <summary>The delimiter, after which a quote may open a field that holds line feeds; null where every line feed ends a row.</summary>
    public char? Delimiter { get; set; }

    /// <summary>The beginning of the file, to look at; whether it is all of it. Nothing is consumed.</summary>
    public ReadOnlySpan<byte> Peek(int length, out bool whole)
    {
        while (_count < Math.Min(length, _buffer.Length) && Fill() > 0)
        {
        }
        if (_count < _buffer.Length && _count < length)
            _ended = true;
        whole = _ended;
        return _buffer.AsSpan(0, Math.Min(_count, length));
    }

    /// <summary>Leaves out the beginning: a byte order mark, comments, the header.</summary>
    public void Skip(int bytes, int lines)
    {
        _buffer.AsSpan(bytes, _count - bytes).CopyTo(_buffer);
        (_count, _line) = (_count - bytes, _line + lines);
    }

    /// <summary>The next records; null at the end.</summary>
    /// <exception cref="InvalidDataException">A NUL byte, a record that is too long, a quote that never closes.</exception>
    public TableChunk? Next()
    {
        while (!_ended && _count < _buffer.Length)
            if (Fill() == 0)
                _ended = true;
        if (_count == 0)
            return null;
        if (_ended && _buffer[_count - 1] != '\n')
        {
            // A file that fills its buffer to the last byte still needs its line feed.
            if (_count == _buffer.Length)
                Array.Resize(ref _buffer, _count + 1);
            _buffer[_count++] = (byte)'\n';
        }
        var bytes = _buffer.AsSpan(0, _count);
        if (bytes.IndexOf((byte)0) is >= 0 and var nul)
            throw TableLine.Broken(_name, _line + bytes[..nul].Count((byte)'\n'), "expected text; found a NUL byte (a binary file, or UTF-16 without a byte order mark)");
        var (end, openQuote) = EndOfRecords(bytes);
        if (_count - end > LongestRecord || end == 0 || (_ended && end < _count))
        {
            var line = _line + bytes[..(openQuote ?? end)].Count((byte)'\n');
            throw TableLine.Broken(_name, line, openQuote is null
                ? $"expected a row of at most {LongestRecord >> 20} MiB; found a longer one"
                : "expected a closing quote; the one that opens here never closes");
        }
        var chunk = new TableChunk(_buffer, 0, end, _line, bytes[..end].Count((byte)'\n'));
        var next = _free.TryTake(out var free) ? free : _ended ? [] : new byte[_buffer.Length];
        bytes[end..].CopyTo(next);
        (_buffer, _count, _line) = (next, bytes.Length - end, _line + chunk.Lines);
        return chunk;
    }

    /// <summary>Gives a chunk's buffer back.</summary>
    public void Return(TableChunk chunk) => _free.Add(chunk.Buffer);

    private int Fill()
    {
        var count = _stream.Read(_buffer.AsSpan(_count));
        _count += count;
        return count;
    }

    /// <summary>Where the last whole record ends, and where the quote opens that keeps the rest from being one.</summary>
    private (int End, int? OpenQuote) EndOfRecords(ReadOnlySpan<byte> bytes)
    {
        if (Delimiter is not { } delimiter || !bytes.Contains((byte)'"'))
            return (bytes.LastIndexOf((byte)'\n') + 1, null);
        var (end, open, at) = (0, -1, 0);
        // A quote opens only where a field begins, and a doubled one within closes and opens again.
        while (at < bytes.Length)
        {
            if (open >= 0)
            {
                var close = bytes[at..].IndexOf((byte)'"');
                if (close < 0)
                    return (end, open);
                at += close + 1;
                open = at < bytes.Length && bytes[at] == '"' ? open : -1;
                at += open >= 0 ? 1 : 0;
                continue;
            }
            var stop = bytes[at..].IndexOfAny((byte)'"', (byte)'\n');
            if (stop < 0)
                break;
            at += stop;
            if (bytes[at] == '\n')
                end = at + 1;
            else if (TableFields.BeginsField(bytes[end..at], (byte)delimiter))
                open = at;
            at++;
        }
        return (end, null);
    }
}
