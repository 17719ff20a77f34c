using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Running;

/// <summary>The child process of one notebook: hosts a session, takes its orders from one private pipe and tells its events on another.</summary>
public static class NotebookChild
{
    internal const string InterruptLine = "interrupt";

    /// <summary>Runs the cells that the parent sends, until the first that fails. Returns the exit code of the process.</summary>
    /// <param name="eventsHandle">The pipe to the parent, as the parent's last but one argument gives it.</param>
    /// <param name="ordersHandle">The pipe from the parent, its last argument. When it closes, this process ends: the parent is gone.</param>
    /// <param name="prepare">Makes the host ready before any cell and returns the session's options.</param>
    public static int Run(string eventsHandle, string ordersHandle, Func<SessionOptions> prepare)
    {
        // Ctrl-C reaches the whole group of processes; the parent alone decides what it means.
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);

        // Not disposed: closing a pipe waits for the thread that reads it, and the process ends anyway.
        var events = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, eventsHandle), new UTF8Encoding(false)) { AutoFlush = true };
        var orders = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, ordersHandle), Encoding.UTF8);
        if (orders.ReadLine() is not { } first)
            return 1;
        var order = JsonSerializer.Deserialize<ChildOrder>(first)!;

        var gate = new Lock();
        void Tell(ChildEvent message)
        {
            lock (gate)
                events.WriteLine(message.ToLine());
        }

        ScriptSession? session = null;
        new Thread(() => Obey(orders, () => Volatile.Read(ref session)?.Interrupt())) { IsBackground = true, Name = "orders" }.Start();
        try
        {
            Volatile.Write(ref session, new ScriptSession(prepare()));
        }
        catch (Exception error)
        {
            Tell(new ChildFailed(error.Message));
            return 1;
        }

        var status = CellStatus.Ok;
        for (var i = 0; i < order.Cells.Count && status == CellStatus.Ok; i++)
        {
            var index = i;
            Tell(new CellBegins(index));
            var result = session.RunAsync(order.Cells[i], output => Tell(new CellEmits(index, output))).GetAwaiter().GetResult();
            status = result.Status;
            Tell(new CellEnds(index, status, result.Error, result.SkipReason, result.Elapsed.TotalMilliseconds));
        }

        using var self = Process.GetCurrentProcess();
        Tell(new ChildDone(PeakMemory.Of(self)));
        return status is CellStatus.Ok or CellStatus.Skipped ? 0 : 1;
    }

    private static void Obey(StreamReader orders, Action interrupt)
    {
        while (orders.ReadLine() is { } line)
        {
            if (line == InterruptLine)
                interrupt();
        }

        // The parent is gone. Kill rather than Exit: a cell in native code would hold Exit up.
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
