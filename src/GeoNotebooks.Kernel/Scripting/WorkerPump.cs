namespace GeoNotebooks.Kernel.Scripting;

/// <summary>The one thread on which cells run. What follows an <c>await</c> in a cell comes back to it, so that it can be stopped like the rest of the cell.</summary>
internal sealed class WorkerPump : IDisposable
{
    // The continuations of one cell are a handful; code of earlier cells may post without end.
    private const int MostLeftovers = 100;
    private readonly Queue<Action> _queue = new();
    private readonly object _gate = new();
    private readonly Action<Exception> _strayError;
    private bool _closed;
    private bool _renewed;

    /// <param name="strayError">Told of an exception in code that a finished cell left behind.</param>
    public WorkerPump(Action<Exception> strayError)
    {
        _strayError = strayError;
        StartThread();
    }

    /// <summary>
    /// Called on the worker after an abort: from the next job on another thread is the worker, since .NET 10 can abort a thread's code once only.
    /// What the aborted cell left in the queue, the continuations that hand its exception on, runs here and now, and not on the thread that follows.
    /// </summary>
    public void Renew()
    {
        for (var left = MostLeftovers; left > 0 && TryTake() is { } leftover; left--)
            Run(leftover);
        _renewed = true;
    }

    /// <summary>Runs <paramref name="job"/> on the worker.</summary>
    public Task<TResult> Run<TResult>(Func<TResult> job)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(() =>
        {
            try
            {
                done.SetResult(job());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    /// <summary>Called on the worker: runs what is posted until <paramref name="task"/> has ended.</summary>
    public void RunUntilEnded(Task task)
    {
        if (!task.IsCompleted)
            task.ContinueWith(_ => Enqueue(() => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted && Take() is { } next)
            next();
    }

    /// <summary>Tells of an exception for which no cell stands.</summary>
    public void ReportStray(Exception error) => _strayError(error);

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Has the worker do something after what it was given before.</summary>
    public void Enqueue(Action action)
    {
        lock (_gate)
        {
            _queue.Enqueue(action);
            Monitor.Pulse(_gate);
        }
    }

    private Action? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            return _closed ? null : _queue.Dequeue();
        }
    }

    private void StartThread()
    {
        // As much stack as a main thread has: recursion in a notebook should go as deep as in a program.
        var thread = new Thread(Loop, 8 * 1024 * 1024) { IsBackground = true, Name = "cells" };
        thread.Start();
    }

    private void Loop()
    {
        _renewed = false;
        while (!_renewed && Take() is { } next)
            Run(next);
        if (_renewed)
            StartThread();
    }

    private void Run(Action next)
    {
        try
        {
            next();
        }
        catch (Exception error)
        {
            _strayError(error);
        }
    }

    private Action? TryTake()
    {
        lock (_gate)
            return _queue.TryDequeue(out var next) ? next : null;
    }
}
