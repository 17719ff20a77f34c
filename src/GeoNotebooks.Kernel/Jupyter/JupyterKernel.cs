using System.Runtime.InteropServices;
using System.Text.Json;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>
/// A kernel for one front end's notebook: requests of the shell channel are answered one after another on the thread that calls
/// <see cref="Run"/>, those of the control channel at once on the sockets' thread, and cells run on the session's worker.
/// </summary>
public sealed class JupyterKernel
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);
    private readonly System.Collections.Concurrent.BlockingCollection<JupyterRequest> _requests = [];
    private readonly ExecutionHistory _history = new();
    private readonly Task<ScriptSession> _session;
    private readonly KernelSockets _sockets;
    private readonly UserInput _input;
    private readonly CellExecution _execution;
    private volatile bool _stopping;

    private JupyterKernel(ConnectionFile connection, Func<SessionOptions> prepare)
    {
        // The front end waits for an answer, not for a host that is ready to run cells.
        var options = Task.Run(prepare);
        _session = Task.Run(async () =>
        {
            // The compiler's own code is compiled while the user still reads: the first cell need not wait for it.
            var session = new ScriptSession(await options with { WarmsCompletion = true });
            await session.RunAsync(new Cell("start", "0"), _ => { });
            return session;
        });
        _sockets = new KernelSockets(connection, Take, Log);
        _input = new UserInput(_sockets);
        _execution = new CellExecution(_sockets, _input, _history, options);
    }

    /// <summary>Serves a front end until it says shutdown or goes away. Returns the exit code of the process.</summary>
    /// <param name="connectionFile">The file that the front end wrote.</param>
    /// <param name="prepare">Makes the host ready before any cell and returns the session's options.</param>
    /// <exception cref="KernelException">The connection file cannot be served.</exception>
    public static int Run(string connectionFile, Func<SessionOptions> prepare)
    {
        var kernel = new JupyterKernel(ConnectionFile.Read(connectionFile), prepare);
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            kernel.Interrupt();
        });
        using var terminations = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            kernel.Stop();
        });
        ParentWatch.Start(kernel.Stop);
        kernel.AnswerAll();
        return 0;
    }

    private static void Log(string text) => Console.Error.WriteLine($"geonb kernel: {text}");

    /// <summary>On the sockets' thread.</summary>
    private void Take(JupyterRequest request)
    {
        if (request.Channel == Channel.Control)
            Answer(request);
        else if (request.Channel == Channel.Stdin)
            _input.Take(request);
        else if (!_stopping)
        {
            _execution.Note(request);
            _requests.Add(request);
        }
    }

    private void AnswerAll()
    {
        _sockets.Publish(null, "status", new { ExecutionState = "starting" });
        foreach (var request in _requests.GetConsumingEnumerable())
        {
            if (_stopping)
                break;
            Answer(request);
        }

        _sockets.Close();
        if (_session.IsCompletedSuccessfully)
            _session.Result.Dispose();
    }

    private void Answer(JupyterRequest request)
    {
        _sockets.Publish(request, "status", new { ExecutionState = "busy" });
        try
        {
            Dispatch(request);
        }
        catch (Exception error)
        {
            // A request that cannot be answered is answered so: the client waits, and the kernel lives on.
            var sentence = error is JsonException ? $"The content of {request.Header.MsgType} is not as the protocol has it: {error.Message}" : error.Message;
            if (error is not JsonException and not KernelException)
                Log(error.ToString());
            if (request.Header.MsgType == "execute_request")
                _execution.Fail(request, error.GetType().Name, sentence);
            else if (request.Header.MsgType.EndsWith("_request", StringComparison.Ordinal))
                Reply(request, new { Status = "error", Ename = error.GetType().Name, Evalue = sentence, Traceback = new[] { sentence } });
        }
        finally
        {
            _sockets.Publish(request, "status", new { ExecutionState = "idle" });
        }
    }

    private void Dispatch(JupyterRequest request)
    {
        switch (request.Header.MsgType)
        {
            case "kernel_info_request":
                Reply(request, KernelInfo.Content);
                break;
            case "interrupt_request":
                Interrupt();
                Reply(request, new { Status = "ok" });
                break;
            case "shutdown_request":
                var shutdown = new { Status = "ok", request.ContentAs<ShutdownContent>().Restart };
                Reply(request, shutdown);
                _sockets.Publish(request, "shutdown_reply", shutdown);
                Stop();
                break;
            case var other when request.Channel != Channel.Shell:
                throw new KernelException($"The control channel takes kernel_info_request, interrupt_request and shutdown_request, and {other} came.");
            case "execute_request":
                _execution.Run(request, request.ContentAs<ExecuteContent>(), Session);
                break;
            case "complete_request":
                Reply(request, LanguageRequests.Complete(Session, request.ContentAs<CursorContent>()));
                break;
            case "inspect_request":
                Reply(request, LanguageRequests.Inspect(Session, request.ContentAs<CursorContent>()));
                break;
            case "is_complete_request":
                Reply(request, LanguageRequests.IsComplete(Session, request.ContentAs<IsCompleteContent>().Code));
                break;
            case "history_request":
                Reply(request, new { Status = "ok", History = _history.Find(request.ContentAs<HistoryContent>()) });
                break;
            case "comm_info_request":
                Reply(request, new { Status = "ok", Comms = new { } });
                break;
            case "comm_open":
                // No comm target is known here: the protocol's answer is to close it.
                _sockets.Publish(request, "comm_close", new { request.ContentAs<CommContent>().CommId, Data = new { } });
                break;
            case "comm_msg" or "comm_close":
                break;
            default:
                throw new KernelException($"This kernel does not know the message {request.Header.MsgType}.");
        }
    }

    private ScriptSession Session => _session.GetAwaiter().GetResult();

    private void Reply(JupyterRequest request, object content) =>
        _sockets.Reply(request, request.Header.MsgType.Replace("_request", "_reply", StringComparison.Ordinal), content);

    private void Interrupt()
    {
        if (_session.IsCompletedSuccessfully)
            _session.Result.Interrupt();
        else
            _execution.AbortWaiting();
    }

    /// <summary>Ends the kernel: at once where no cell runs; a cell that runs is interrupted, and left behind if it does not stop.</summary>
    private void Stop()
    {
        if (_stopping)
            return;
        _stopping = true;
        _requests.CompleteAdding();
        Interrupt();
        new Thread(() =>
        {
            Thread.Sleep(StopTime);
            // A cell in native code can hold Exit up.
            new Timer(_ => System.Diagnostics.Process.GetCurrentProcess().Kill()).Change(StopTime, Timeout.InfiniteTimeSpan);
            Environment.Exit(0);
        })
        { IsBackground = true, Name = "stop" }.Start();
    }
}
