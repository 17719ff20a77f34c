using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace GeoNotebooks.Kernel.Running;

/// <summary>The parent's end of one child: its process, the pipe of its events, the pipe of its orders, its last words on stderr.</summary>
internal sealed class ChildProcess : IDisposable
{
    // Handles that one child inherits must not leak into another started at the same moment.
    private static readonly Lock StartGate = new();
    private static readonly string[] CrashReports = ["Stack overflow", "Process terminated", "Unhandled exception", "Out of memory", "Fatal error", "terminate called"];
    private const int MostLastWords = 1000;
    private const int ShownLastWords = 6;
    private readonly Process _process;
    private readonly AnonymousPipeServerStream _events;
    private readonly AnonymousPipeServerStream _orders;
    private readonly Queue<string> _lastWords = new();
    private long _peakMemoryBytes;

    private ChildProcess(Process process, AnonymousPipeServerStream events, AnonymousPipeServerStream orders)
    {
        _process = process;
        _events = events;
        _orders = orders;
    }

    public long PeakMemoryBytes => Interlocked.Read(ref _peakMemoryBytes);

    public int ExitCode => _process.ExitCode;

    /// <summary>What the process wrote to its real stderr: from where the runtime reports a crash, or else the end of it.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastWords)
            {
                var lines = _lastWords.ToArray();
                var crash = Array.FindIndex(lines, line => CrashReports.Any(report => line.StartsWith(report, StringComparison.Ordinal)));
                return string.Join("\n", crash >= 0 ? lines.Skip(crash).Take(ShownLastWords) : lines.TakeLast(ShownLastWords));
            }
        }
    }

    public static ChildProcess Start(IReadOnlyList<string> command, string workingFolder, IReadOnlyDictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Skip(1))
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        lock (StartGate)
        {
            var events = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var orders = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            info.ArgumentList.Add(events.GetClientHandleAsString());
            info.ArgumentList.Add(orders.GetClientHandleAsString());
            var child = new ChildProcess(Process.Start(info)!, events, orders);
            events.DisposeLocalCopyOfClientHandle();
            orders.DisposeLocalCopyOfClientHandle();
            child.Attend();
            return child;
        }
    }

    public void Send(ChildOrder order) => Write(JsonSerializer.Serialize(order));

    public void Interrupt() => Write(NotebookChild.InterruptLine);

    /// <summary>What the child sees when this process dies: the end of its orders.</summary>
    public void CloseOrders() => _orders.Dispose();

    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    /// <summary>The child's events until it ends, each handed over as it comes.</summary>
    public async Task ReadEventsAsync(Action<ChildEvent> take)
    {
        using var reader = new StreamReader(_events, Encoding.UTF8);
        var exited = _process.WaitForExitAsync();
        while (true)
        {
            var line = reader.ReadLineAsync();
            // A process that the cell started may hold the pipe open after the child has gone; what the child sent is there within a second.
            if (await Task.WhenAny(line, exited).ConfigureAwait(false) == exited
                && await Task.WhenAny(line, Task.Delay(1000)).ConfigureAwait(false) != line)
                break;
            if (await line.ConfigureAwait(false) is not { } text)
                break;
            if (Parse(text) is { } message)
            {
                if (message is ChildDone done)
                    NotePeak(done.PeakMemoryBytes);
                take(message);
            }
        }

        await exited.ConfigureAwait(false);
    }

    public void Dispose()
    {
        Kill();
        _events.Dispose();
        _orders.Dispose();
        _process.Dispose();
    }

    private static ChildEvent? Parse(string line)
    {
        try
        {
            return ChildEvent.Parse(line);
        }
        catch (JsonException)
        {
            // Half a line: the child died in the middle of it.
            return null;
        }
    }

    private void Attend()
    {
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_lastWords)
            {
                if (line.Data is { } text)
                    _lastWords.Enqueue(text);
                if (_lastWords.Count > MostLastWords)
                    _lastWords.Dequeue();
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ = Task.Run(async () =>
        {
            while (PeakMemory.Of(_process) is var bytes and > 0)
            {
                NotePeak(bytes);
                await Task.Delay(50).ConfigureAwait(false);
            }
        });
    }

    private void NotePeak(long bytes)
    {
        if (bytes > PeakMemoryBytes)
            Interlocked.Exchange(ref _peakMemoryBytes, bytes);
    }

    private void Write(string line)
    {
        try
        {
            _orders.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _orders.Flush();
        }
        catch (IOException)
        {
            // The child is gone; that is seen where its events end.
        }
    }
}
