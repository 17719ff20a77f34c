using System.Runtime;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// The way to stop one cell, in three steps that grow rougher: its token is cancelled; after 200 ms a worker that sleeps or waits is interrupted, and one
/// that prints or goes round a loop of the cell stops there; after 800 ms the thread's code is aborted (<see cref="ControlledExecution"/>, which stops loops
/// in libraries too).
/// </summary>
/// <param name="context">The cell's synchronisation context.</param>
/// <param name="doesNotStop">Called once, where the cell, or what it waited for, goes on 5 s after the request.</param>
internal sealed class CellInterruption(CellContext context, Action doesNotStop)
{
    private static readonly TimeSpan StepTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AbortTime = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _polite = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _gate = new();
    private Thread? _worker;
    private bool _threadInterrupted;
    private int _requested;
    private volatile bool _overdue;

    /// <summary>The token that the cell's own code sees.</summary>
    public CancellationToken Token => _polite.Token;

    /// <summary>Whether it came to an abort, which a thread survives once.</summary>
    public bool Aborted => _abort.IsCancellationRequested;

    public bool Requested => Volatile.Read(ref _requested) != 0;

    /// <summary>Runs <paramref name="body"/> on the calling thread so that <see cref="Request"/> can stop it. A cell of several steps calls it for each.</summary>
    /// <exception cref="OperationCanceledException">The body was aborted.</exception>
    public void Run(Action body)
    {
        lock (_gate)
            _worker = Thread.CurrentThread;
        var signals = SignalMask.Save();
        try
        {
#pragma warning disable SYSLIB0046 // The one way to stop a tight loop; what it may break is confined to the child process of this notebook.
            ControlledExecution.Run(body, _abort.Token);
#pragma warning restore SYSLIB0046
        }
        finally
        {
            SignalMask.Restore(signals);
            bool pending;
            lock (_gate)
            {
                _worker = null;
                (pending, _threadInterrupted) = (_threadInterrupted, false);
            }

            if (pending)
                ClearPendingInterrupt();
        }
    }

    /// <summary>Says that the cell has ended: from here on nothing stops it any more.</summary>
    public void End() => _ended.Set();

    /// <summary>The cell was stopped while it waited: what comes back of it is not run.</summary>
    public void Abandon() => context.Abandon();

    /// <exception cref="OperationCanceledException">The cell is on the calling thread, was told to stop, and had its time to do so by itself.</exception>
    public void ThrowIfOverdue()
    {
        // Other threads of the cell may have nobody who catches; a task has.
        if (_overdue && (Thread.CurrentThread == Volatile.Read(ref _worker) || Task.CurrentId is not null))
            throw new OperationCanceledException("The cell was interrupted.");
    }

    /// <summary>Asks the cell to stop, and returns at once.</summary>
    public void Request()
    {
        if (Interlocked.Exchange(ref _requested, 1) == 0)
            new Thread(Escalate) { IsBackground = true, Name = "cell interruption" }.Start();
    }

    private void Escalate()
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();

        // On the pool, since the cell's own callbacks run inside Cancel and may block or throw.
        var cancelled = _polite.CancelAsync();
        if (_ended.Wait(StepTime) && !context.StillWaits(TimeSpan.Zero))
            return;
        _overdue = true;
        CellCancellation.NoteOverdue();
        lock (_gate)
        {
            if (_worker is { } worker && worker.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            {
                _threadInterrupted = true;
                worker.Interrupt();
            }
        }

        // A thread of its own: cancelling the abort token blocks until the cell unwinds.
        if (!_ended.Wait(AbortTime - StepTime))
            new Thread(_abort.Cancel) { IsBackground = true, Name = "cell abort" }.Start();
        var (ended, left) = (_ended.Wait(LongestStop - AbortTime), LongestStop - System.Diagnostics.Stopwatch.GetElapsedTime(began));
        if (!ended || context.StillWaits(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            doesNotStop();
        _ended.Wait();
        CellCancellation.NoteStopped();
        _ = cancelled.Exception;
    }

    /// <summary>An interrupt that came too late waits for the thread's next wait: meet it here rather than in the worker's loop.</summary>
    private static void ClearPendingInterrupt()
    {
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
        }
    }
}
