using System.Text;

namespace GeoNotebooks.Surveys.Formats;

/// <summary>
/// A table of text from its first byte to its last, in one pass: looked at, cut into chunks, parsed by all cores, and handed on in order. Memory is a few chunks.
/// </summary>
internal sealed class TableText
{
    private readonly TableChunks _chunks;

    /// <param name="stream">The text, uncompressed.</param>
    /// <param name="name">The file.</param>
    /// <param name="length">Its length, where it is known.</param>
    /// <param name="mapping">What is known of it.</param>
    /// <exception cref="InvalidDataException">It is no table: one sentence.</exception>
    public TableText(Stream stream, string name, long? length, TableMapping mapping)
    {
        Span<byte> mark = stackalloc byte[2];
        var count = stream.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        TableEncoding? wide = count < 2 ? null : mark.SequenceEqual(Encoding.Unicode.Preamble) ? TableEncoding.Utf16LittleEndian
            : mark.SequenceEqual(Encoding.BigEndianUnicode.Preamble) ? TableEncoding.Utf16BigEndian : null;
        if (wide is { } encoding)
        {
            // Each two bytes become three at most.
            var text = Encoding.CreateTranscodingStream(stream, new UnicodeEncoding(encoding == TableEncoding.Utf16BigEndian, false, throwOnInvalidBytes: true), new UTF8Encoding(false));
            _chunks = new(new WholeText(text, name), name, length * 3 / 2, []);
        }
        else
            _chunks = new(stream, name, length, mark[..count]);
        var sample = _chunks.Peek(TableSniffer.SampleBytes, out var whole);
        var table = TableSniffer.Look(sample, whole, name, mapping, wide);
        Plan = TablePlan.Of(name, table, mapping);
        _chunks.Skip(table.SkipBytes, table.SkipLines);
        // Where comments stand between rows, a quote in one of them would swallow the rows.
        _chunks.Delimiter = table.Dialect.Comment is null ? table.Dialect.Delimiter : null;
    }

    /// <summary>How the table is read.</summary>
    public TablePlan Plan { get; }

    /// <summary>Reads all rows.</summary>
    /// <param name="take">Gets batch after batch, in the order of the file; what it gets is overwritten afterwards.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    public void Read(Action<TableBatch> take, CancellationToken cancellation)
    {
        var pending = new Queue<(Task Parsing, TableChunk Chunk, TableBatch Batch)>();
        var free = new Stack<TableBatch>();
        // One more than can run at a time, so that nobody waits while a batch is taken.
        var most = Math.Clamp(Environment.ProcessorCount + 1, 2, 8);
        try
        {
            while (_chunks.Next() is { } chunk)
            {
                cancellation.ThrowIfCancellationRequested();
                var batch = free.TryPop(out var old) ? old : new(Plan);
                batch.Clear(Plan, chunk.Lines);
                pending.Enqueue((Task.Run(() => TableParser.Parse(Plan, chunk, batch), CancellationToken.None), chunk, batch));
                if (pending.Count >= most)
                    TakeFirst();
            }
            while (pending.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                TakeFirst();
            }
        }
        finally
        {
            // What is still being parsed must not outlive the call; the first error is on its way already.
            while (pending.TryDequeue(out var left))
                ((IAsyncResult)left.Parsing).AsyncWaitHandle.WaitOne();
        }

        void TakeFirst()
        {
            var (parsing, chunk, batch) = pending.Dequeue();
            parsing.GetAwaiter().GetResult();
            _chunks.Return(chunk);
            take(batch);
            free.Push(batch);
        }
    }

    /// <summary>Tells in one sentence of UTF-16 that is cut off or holds half a pair.</summary>
    private sealed class WholeText(Stream inner, string name) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            try
            {
                return inner.Read(buffer);
            }
            catch (DecoderFallbackException exception)
            {
                throw new InvalidDataException($"{name}: expected UTF-16, as its byte order mark says; found bytes that it does not have, or half a character", exception);
            }
        }
    }
}
