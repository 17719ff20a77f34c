using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>Execute requests: the cell, its outputs, the expressions to evaluate after it, the reply. After an error the cells of the same client that wait already are aborted.</summary>
internal sealed class CellExecution(KernelSockets sockets, UserInput input, ExecutionHistory history, Task<SessionOptions> options)
{
    private readonly Dictionary<string, string> _headCarriers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _abortThrough = new(StringComparer.Ordinal);
    private int _count;
    private long _lastArrival;
    private long _interruptedThrough;

    /// <summary>Notes that a request came: it waits from now on. On the sockets' thread.</summary>
    public void Note(JupyterRequest request) => Volatile.Write(ref _lastArrival, request.Arrival);

    public void Run(JupyterRequest request, ExecuteContent content, ScriptSession session)
    {
        if (request.Arrival <= Math.Max(_abortThrough.GetValueOrDefault(request.Header.Session ?? ""), Volatile.Read(ref _interruptedThrough)))
        {
            sockets.Reply(request, "execute_reply", new { Status = "aborted", ExecutionCount = _count });
            return;
        }

        var numbered = content is { Silent: false, StoreHistory: true };
        // Run again, a cell loses the output that brought plotly.js to the page: the page may be saved and opened anew.
        foreach (var (carried, _) in _headCarriers.Where(pair => pair.Value == content.Code).ToArray())
            _headCarriers.Remove(carried);
        if (numbered)
            _count++;
        if (!content.Silent)
            sockets.Publish(request, "execute_input", new { content.Code, ExecutionCount = _count });
        string? value = null;
        var result = Run(session, new Cell(numbered ? $"cell {_count}" : "unnumbered cell", content.Code), content.AllowStdin ? request : null, output =>
        {
            value = (output as ExecuteResult)?.Data.GetValueOrDefault("text/plain") ?? value;
            if (!content.Silent)
                Publish(request, content.Code, output);
        });
        if (numbered)
            history.Add(_count, content.Code, value);
        if (result.Status == CellStatus.Ok)
        {
            sockets.Reply(request, "execute_reply", new { Status = "ok", ExecutionCount = _count, Payload = Array.Empty<object>(), UserExpressions = Evaluate(session, content.UserExpressions) });
            return;
        }

        // Before the reply: what a client sends after it has seen the reply is run.
        if (content.StopOnError)
            AbortAfter(request);
        var error = result.Error ?? new ErrorOutput("Skipped", result.SkipReason!, [$"Skipped: {result.SkipReason}"]);
        sockets.Reply(request, "execute_reply", new { Status = "error", ExecutionCount = _count, Ename = error.Name, Evalue = error.Message, error.Traceback, UserExpressions = new { } });
    }

    /// <summary>The session was not ready when the user interrupted: what waits for it does not run.</summary>
    public void AbortWaiting() => Volatile.Write(ref _interruptedThrough, Volatile.Read(ref _lastArrival));

    /// <summary>A request that could not be run at all: the notebook shows the sentence as it shows a cell's own error.</summary>
    public void Fail(JupyterRequest request, string name, string sentence)
    {
        AbortAfter(request);
        string[] traceback = [sentence];
        sockets.Publish(request, "error", new { Ename = name, Evalue = sentence, Traceback = traceback });
        sockets.Reply(request, "execute_reply", new { Status = "error", ExecutionCount = _count, Ename = name, Evalue = sentence, Traceback = traceback, UserExpressions = new { } });
    }

    private void AbortAfter(JupyterRequest request) => _abortThrough[request.Header.Session ?? ""] = Volatile.Read(ref _lastArrival);

    private CellResult Run(ScriptSession session, Cell cell, JupyterRequest? asker, Action<CellOutput> output) =>
        session.RunAsync(cell, output, asker is null ? null : (question, cancellation) => input.AskAsync(asker, question, cancellation)).GetAwaiter().GetResult();

    /// <summary>Each expression is evaluated after the cell, and leaves no trace in the session.</summary>
    private Dictionary<string, object> Evaluate(ScriptSession session, IReadOnlyDictionary<string, string>? expressions)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, code) in expressions ?? new Dictionary<string, string>())
        {
            ExecuteResult? value = null;
            var result = Run(session, new Cell($"expression {name}", code) { LeavesNoTrace = true }, null, output => value = output as ExecuteResult ?? value);
            values[name] = result.Error is { } error
                ? new { Status = "error", Ename = error.Name, Evalue = error.Message, error.Traceback }
                : new { Status = "ok", Data = Bundle(value?.Data ?? new Dictionary<string, string> { ["text/plain"] = "" }, code), Metadata = new { } };
        }

        return values;
    }

    /// <summary>The bundle as JSON; the first HTML that needs something in the page's head brings it along.</summary>
    private Dictionary<string, JsonNode> Bundle(IReadOnlyDictionary<string, string> data, string code)
    {
        var bundle = data.ToDictionary(pair => pair.Key, pair => MimeBundles.JsonOf(pair.Key, pair.Value) ?? JsonValue.Create(pair.Value));
        if (data.TryGetValue("text/html", out var html) && options.Result.PageHead(html) is { } head && _headCarriers.TryAdd(head, code))
            bundle["text/html"] = head + html;
        return bundle;
    }

    private void Publish(JupyterRequest request, string code, CellOutput output)
    {
        var none = new { };
        (string Type, object Content) message = output switch
        {
            StreamText text => ("stream", new { text.Name, text.Text }),
            DisplayData display => ("display_data", new { Data = Bundle(display.Data, code), Metadata = none, Transient = new { display.DisplayId } }),
            DisplayUpdate update => ("update_display_data", new { Data = Bundle(update.Data, code), Metadata = none, Transient = new { update.DisplayId } }),
            ExecuteResult result => ("execute_result", new { Data = Bundle(result.Data, code), Metadata = none, ExecutionCount = _count }),
            ErrorOutput error => ("error", new { Ename = error.Name, Evalue = error.Message, error.Traceback }),
            ClearOutput clear => ("clear_output", new { clear.Wait }),
            _ => throw new InvalidOperationException($"An output of type {output.GetType().Name} has no message."),
        };
        sockets.Publish(request, message.Type, message.Content);
    }
}
