using System.Collections.Concurrent;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>Views of several tiles, axis order (tile, row, column, channel), and their labels (tile, row, column).</summary>
internal sealed record Batch(float[] Values, float[] Labels, int Count);

/// <summary>
/// The batches of one pass in their order, from any step on, drawn ahead on one thread of their own while the network works on the one before. A batch that is done with goes
/// into a pool, which a training keeps from pass to pass.
/// </summary>
internal sealed class BatchQueue : IDisposable
{
    private const int Ahead = 3;
    private readonly BlockingCollection<Batch> _ready = new(Ahead);
    private readonly ConcurrentBag<Batch> _pool;
    private readonly CancellationTokenSource _stop;
    private readonly Task _producer;

    public BatchQueue(TileSampler sampler, int pass, int firstStep, int batchSize, ConcurrentBag<Batch> pool, CancellationToken cancellation)
    {
        _pool = pool;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // The task itself takes no token: cancelled before it began, it would never close the queue.
        _producer = Task.Factory.StartNew(
            () => Produce(sampler, pass, firstStep, batchSize, _stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Batches that a pass makes.</summary>
    public static int Steps(int views, int batchSize) => (views + batchSize - 1) / batchSize;

    /// <summary>Each batch in turn; it must not be kept, its arrays are used again.</summary>
    public IEnumerable<Batch> Batches()
    {
        foreach (var batch in _ready.GetConsumingEnumerable())
        {
            yield return batch;
            _pool.Add(batch);
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

    private void Produce(TileSampler sampler, int pass, int firstStep, int batchSize, CancellationToken stop)
    {
        try
        {
            var nodes = sampler.Tiles.Size * sampler.Tiles.Size;
            var order = sampler.Order(pass);
            var steps = Steps(order.Length, batchSize);
            for (var step = firstStep; step < steps; step++)
            {
                var views = order.AsSpan(Start(step)..Start(step + 1));
                stop.ThrowIfCancellationRequested();
                var (values, labels, _) = _pool.TryTake(out var used) ? used : new(new float[batchSize * nodes * sampler.ChannelCount], new float[batchSize * nodes], 0);
                for (var i = 0; i < views.Length; i++)
                    sampler.Draw(pass, views[i], values.AsSpan(i * nodes * sampler.ChannelCount, nodes * sampler.ChannelCount), labels.AsSpan(i * nodes, nodes));
                _ready.Add(new(values, labels, views.Length), stop);
            }

            // Batches as equal as may be: a last one of a tile or two would shake running statistics.
            int Start(int step) => (int)((long)order.Length * step / steps);
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }
}
