using System.Collections.Concurrent;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>Views of several tiles, axis order (tile, row, column, channel), and their labels (tile, row, column).</summary>
internal sealed record Batch(float[] Values, float[] Labels, int Count);

/// <summary>
/// The batches of one pass in their order, drawn ahead on one thread of their own while the network works on the one before. Arrays go back
/// into a pool when a batch is done with.
/// </summary>
internal sealed class BatchQueue : IDisposable
{
    private const int Ahead = 3;
    private readonly BlockingCollection<Batch> _ready = new(Ahead);
    private readonly ConcurrentBag<(float[] Values, float[] Labels)> _pool = [];
    private readonly CancellationTokenSource _stop;
    private readonly Task _producer;

    public BatchQueue(TileSampler sampler, int pass, int batchSize, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // The task itself takes no token: cancelled before it began, it would never close the queue.
        _producer = Task.Factory.StartNew(
            () => Produce(sampler, pass, batchSize, _stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Each batch in turn; it must not be kept, its arrays are used again.</summary>
    public IEnumerable<Batch> Batches()
    {
        foreach (var batch in _ready.GetConsumingEnumerable())
        {
            yield return batch;
            _pool.Add((batch.Values, batch.Labels));
        }
        // Brings out what went wrong on the other thread.
        _producer.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_producer).AsyncWaitHandle.WaitOne();
        _stop.Dispose();
        _ready.Dispose();
    }

    private void Produce(TileSampler sampler, int pass, int batchSize, CancellationToken stop)
    {
        try
        {
            var nodes = sampler.Tiles.Size * sampler.Tiles.Size;
            foreach (var views in sampler.Order(pass).Chunk(batchSize))
            {
                stop.ThrowIfCancellationRequested();
                var (values, labels) = _pool.TryTake(out var used) ? used : (new float[batchSize * nodes * sampler.ChannelCount], new float[batchSize * nodes]);
                for (var i = 0; i < views.Length; i++)
                    sampler.Draw(pass, views[i], values.AsSpan(i * nodes * sampler.ChannelCount, nodes * sampler.ChannelCount), labels.AsSpan(i * nodes, nodes));
                _ready.Add(new(values, labels, views.Length), stop);
            }
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }
}
