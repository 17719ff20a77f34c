using System.Diagnostics;

namespace GeoNotebooks.Packages;

/// <summary>Counts the bytes of files that come at once, and how fast they come. Reports are made one at a time.</summary>
/// <param name="total">Bytes of all files.</param>
/// <param name="progress">Who is told.</param>
internal sealed class FetchMeter(long total, IProgress<FetchProgress>? progress)
{
    /// <summary>The rate is that of this span: long enough to be steady, short enough to follow the network.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<(long Time, long Bytes)> _recent = new();
    private long _total = total;
    private long _done;
    private long _arrived;

    /// <summary>Bytes that are here without a network: of an earlier fetch. They do not count for the rate.</summary>
    public void Here(string file, long bytes) => Add(file, bytes, arrived: 0);

    /// <summary>Bytes that came just now.</summary>
    public void Arrived(string file, long bytes) => Add(file, bytes, bytes);

    /// <summary>A file that is here as a whole.</summary>
    public void Whole(DataResource resource, long bytes)
    {
        Here(resource.Path, bytes);
        Shrink(resource, bytes);
    }

    /// <summary>A file whose size was not known turned out to have this one.</summary>
    public void Shrink(DataResource resource, long bytes) => Correct(resource.Path, 0, resource.MostBytes - bytes);

    /// <summary>Bytes that were counted and have been thrown away, or that never come because the file is smaller than it might have been.</summary>
    public void Correct(string file, long doneLess, long totalLess)
    {
        lock (_gate)
        {
            _done -= doneLess;
            _total -= totalLess;
            Report(file);
        }
    }

    private void Add(string file, long bytes, long arrived)
    {
        lock (_gate)
        {
            _done += bytes;
            _arrived += arrived;
            Report(file);
        }
    }

    private void Report(string file)
    {
        var now = Stopwatch.GetTimestamp();
        _recent.Enqueue((now, _arrived));
        while (_recent.Count > 2 && Stopwatch.GetElapsedTime(_recent.Peek().Time, now) > Span)
            _recent.Dequeue();
        var (since, then) = _recent.Peek();
        var seconds = Stopwatch.GetElapsedTime(since, now).TotalSeconds;
        progress?.Report(new(file, _done, _total, seconds > 0.1 ? (_arrived - then) / seconds : 0));
    }
}
