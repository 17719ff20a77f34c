using System.Text;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Display;

/// <summary>
/// Where the outputs of one session's cells go, in order. Text is gathered for up to a tenth of a second, so that a loop of
/// <c>Console.Write</c> does not make an event of each character; any other output sends the gathered text first.
/// </summary>
internal sealed class CellOutputs : IDisposable
{
    /// <summary>Flows with the execution context, so that threads and tasks which a cell starts write into the same session.</summary>
    private static readonly AsyncLocal<CellOutputs?> Ambient = new();

    private const int FlushMilliseconds = 100;
    private const int FlushCharacters = 8192;
    private readonly Lock _gate = new();

    // A notebook outlives its sessions: the ids of one must not mean the displays of another.
    private readonly string _session = Guid.NewGuid().ToString("N")[..8];
    private readonly StringBuilder _text = new();
    private readonly Timer _timer;
    private readonly HashSet<IFlushAtCellEnd> _held = [];
    private string _textName = "stdout";
    private Action<CellOutput>? _sink;
    private long _gatheredSince;
    private int _lastId;

    public CellOutputs() => _timer = new Timer(_ => FlushText());

    /// <summary>The outputs of the session in which the caller runs.</summary>
    public static CellOutputs Current => Ambient.Value ?? throw new InvalidOperationException(
        "Nothing can be displayed here: display works in a notebook cell, and this code runs outside of one.");

    /// <summary>The same, or null outside of a cell.</summary>
    public static CellOutputs? CurrentOrNone => Ambient.Value;

    /// <summary>Makes this the session of the calling thread and of all that it starts.</summary>
    public void Enter() => Ambient.Value = this;

    /// <summary>From now on outputs go to <paramref name="sink"/>.</summary>
    public void Begin(Action<CellOutput> sink)
    {
        lock (_gate)
            _sink = sink;
    }

    /// <summary>Sends what is held back. Later output, of threads that the cell left behind, still goes to the same sink.</summary>
    /// <returns>What a formatter of the user's threw; null where none did.</returns>
    public Exception? End()
    {
        IFlushAtCellEnd[] held;
        lock (_gate)
        {
            held = [.. _held];
            _held.Clear();
        }

        Exception? thrown = null;
        foreach (var one in held)
        {
            try
            {
                one.Flush();
            }
            catch (Exception error)
            {
                thrown ??= error;
            }
        }

        lock (_gate)
            SendText(whole: true);
        return thrown;
    }

    /// <summary>Notes a display that holds its latest value back; once is enough.</summary>
    public void FlushAtCellEnd(IFlushAtCellEnd held)
    {
        lock (_gate)
            _held.Add(held);
    }

    public DisplayedValue Display(object? value, params string[] mimeTypes)
    {
        var displayed = new DisplayedValue(this, NextId(), mimeTypes, asIs: false);
        Emit(new DisplayData(MimeBundles.Of(value, mimeTypes), displayed.DisplayId));
        return displayed;
    }

    public DisplayedValue DisplayAs(string text, string mimeType)
    {
        var displayed = new DisplayedValue(this, NextId(), [mimeType], asIs: true);
        Emit(new DisplayData(MimeBundles.AsIs(text, mimeType), displayed.DisplayId));
        return displayed;
    }

    /// <summary>Shows a bundle as it is.</summary>
    public void Show(IReadOnlyDictionary<string, string> data) => Emit(new DisplayData(data, NextId()));

    public void Write(string name, string text)
    {
        if (text.Length == 0)
            return;
        CellCancellation.ThrowIfOverdue();
        InOnePiece(() =>
        {
            if (_textName != name)
                SendText(whole: true);
            _textName = name;
            if (_text.Length == 0)
            {
                _timer.Change(FlushMilliseconds, Timeout.Infinite);
                _gatheredSince = Environment.TickCount64;
            }

            _text.Append(text);
            // The timer needs a thread of the pool, and the cell may have taken them all.
            if (_text.Length >= FlushCharacters || Environment.TickCount64 - _gatheredSince >= FlushMilliseconds)
                SendText(whole: false);
        });
    }

    public void Emit(CellOutput output)
    {
        CellCancellation.ThrowIfOverdue();
        InOnePiece(() =>
        {
            SendText(whole: true);
            _sink?.Invoke(output);
        });
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Under the lock, and in a finally block, which the abort of a cell leaves whole: half a message would be the end of the connection.</summary>
    private void InOnePiece(Action send)
    {
        try
        {
        }
        finally
        {
            lock (_gate)
                send();
        }
    }

    private void FlushText()
    {
        lock (_gate)
            SendText(whole: false);
    }

    /// <param name="whole">False where more may follow: the first half of a character beyond the basic plane is then kept for its second.</param>
    private void SendText(bool whole)
    {
        var held = !whole && _text.Length > 0 && char.IsHighSurrogate(_text[^1]) ? 1 : 0;
        if (_text.Length == held)
            return;
        var text = _text.ToString(0, _text.Length - held);
        _text.Remove(0, text.Length);
        _gatheredSince = Environment.TickCount64;
        _sink?.Invoke(new StreamText(_textName, text));
    }

    private string NextId() => $"{_session}-{Interlocked.Increment(ref _lastId)}";
}
