namespace GeoNotebooks.Kernel.Display;

/// <summary>Shows progress reports in place. Reports that come faster than ten a second are dropped, but for the last one before the cell ends.</summary>
internal sealed class DisplayedProgress<T> : IProgress<T>, IFlushAtCellEnd
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly CellOutputs _outputs;
    private readonly Func<T, object?> _show;
    private readonly Lock _gate = new();
    private DisplayedValue? _displayed;
    private long _lastShown;
    private bool _waiting;
    private T _latest = default!;

    public DisplayedProgress(CellOutputs outputs, Func<T, object?> show)
    {
        _outputs = outputs;
        _show = show;
    }

    public void Report(T value)
    {
        lock (_gate)
        {
            _latest = value;
            _waiting = true;
            if (_displayed is null || System.Diagnostics.Stopwatch.GetElapsedTime(_lastShown) >= Interval)
                ShowLatest();
            else
                _outputs.FlushAtCellEnd(this);
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            if (_waiting)
                ShowLatest();
        }
    }

    private void ShowLatest()
    {
        _waiting = false;
        _lastShown = System.Diagnostics.Stopwatch.GetTimestamp();
        var shown = _show(_latest);
        if (_displayed is null)
            _displayed = _outputs.Display(shown);
        else
            _displayed.Update(shown);
    }
}

/// <summary>Something that may hold an output back, and lets go of it when asked.</summary>
internal interface IFlushAtCellEnd
{
    void Flush();
}
