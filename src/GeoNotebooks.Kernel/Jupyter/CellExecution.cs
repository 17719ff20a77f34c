using System.Text.Json.Nodes;
using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>Execute requests: the cell, its outputs, the expressions to evaluate after it, the reply. After an error the cells of the same client that wait already are aborted.</summary>
internal sealed class CellExecution(KernelSockets sockets, UserInput input, ExecutionHistory history, Task<SessionOptions> options)
{
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);
    private int _count;
    private long _abortThrough;
    private string? _abortedSession;
    private long _lastArrival;

    /// <summary>Notes that a request came: it waits from now on. On the sockets' thread.</summary>
    public void Note(JupyterRequest request) => Volatile.Write(ref _lastArrival, request.Arrival);

    public void Run(JupyterRequest request, ExecuteContent content, ScriptSession session)
    {
        if (request.Arrival <= _abortThrough && request.Header.Session == _abortedSession)
        {
            sockets.Reply(request, "execute_reply", new { Status = "aborted", ExecutionCount = _count });
            return;
        }

        var numbered = content is { Silent: false, StoreHistory: true };
        if (numbered)
            _count++;
        if (!content.Silent)
            sockets.Publish(request, "execute_input", new { content.Code, ExecutionCount = _count });
        string? value = null;
        var result = Run(session, new Cell(numbered ? $"cell {_count}" : "unnumbered cell", content.Code), content.AllowStdin ? request : null, output =>
        {
            value = (output as ExecuteResult)?.Data.GetValueOrDefault("text/plain") ?? value;
            if (!content.Silent)
                Publish(request, output);
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
            (_abortThrough, _abortedSession) = (Volatile.Read(ref _lastArrival), request.Header.Session);
        var error = result.Error ?? new ErrorOutput("Skipped", result.SkipReason!, [$"Skipped: {result.SkipReason}"]);
        sockets.Reply(request, "execute_reply", new { Status = "error", ExecutionCount = _count, Ename = error.Name, Evalue = error.Message, error.Traceback, UserExpressions = new { } });
    }

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
                : new { Status = "ok", Data = Bundle(value?.Data ?? new Dictionary<string, string> { ["text/plain"] = "" }), Metadata = new { } };
        }

        return values;
    }

    /// <summary>The bundle as JSON; the first HTML that needs something in the page's head brings it along.</summary>
    private Dictionary<string, JsonNode> Bundle(IReadOnlyDictionary<string, string> data)
    {
        var bundle = data.ToDictionary(pair => pair.Key, pair => MimeBundles.JsonOf(pair.Key, pair.Value) ?? JsonValue.Create(pair.Value));
        if (data.TryGetValue("text/html", out var html) && options.Result.PageHead(html) is { } head && _heads.Add(head))
            bundle["text/html"] = head + html;
        return bundle;
    }

    private void Publish(JupyterRequest request, CellOutput output)
    {
        var none = new { };
        (string Type, object Content) message = output switch
        {
            StreamText text => ("stream", new { text.Name, text.Text }),
            DisplayData display => ("display_data", new { Data = Bundle(display.Data), Metadata = none, Transient = new { display.DisplayId } }),
            DisplayUpdate update => ("update_display_data", new { Data = Bundle(update.Data), Metadata = none, Transient = new { update.DisplayId } }),
            ExecuteResult result => ("execute_result", new { Data = Bundle(result.Data), Metadata = none, ExecutionCount = _count }),
            ErrorOutput error => ("error", new { Ename = error.Name, Evalue = error.Message, error.Traceback }),
            ClearOutput clear => ("clear_output", new { clear.Wait }),
            _ => throw new InvalidOperationException($"An output of type {output.GetType().Name} has no message."),
        };
        sockets.Publish(request, message.Type, message.Content);
    }
}
