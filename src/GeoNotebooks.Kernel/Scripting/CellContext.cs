namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// The synchronisation context of one cell: what follows an <c>await</c> of the cell comes back to the worker, also while a later cell runs. Once the
/// cell is abandoned, because it was stopped while it waited, nothing of it runs any more.
/// </summary>
internal sealed class CellContext(WorkerPump pump) : SynchronizationContext
{
    private readonly ManualResetEventSlim _settled = new();
    private volatile bool _abandoned;

    /// <summary>From now on the continuations of the cell are dropped.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>True where the cell was abandoned and what it waited for has not ended within <paramref name="time"/>: it works on other threads.</summary>
    public bool StillWaits(TimeSpan time) => _abandoned && !_settled.Wait(time);

    public override void Post(SendOrPostCallback d, object? state) => pump.Enqueue(() =>
    {
        if (_abandoned)
        {
            _settled.Set();
            return;
        }

        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        catch (Exception error) when (error is not ThreadInterruptedException and not ThreadAbortException)
        {
            // Of an async method that returns nothing: the cell that runs now may be another.
            pump.ReportStray(error);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    });

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException(
        "A cell's synchronisation context takes Post alone: Send would wait for the thread that waits.");

    public override SynchronizationContext CreateCopy() => this;
}
