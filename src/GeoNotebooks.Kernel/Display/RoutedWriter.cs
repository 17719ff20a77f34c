using System.Text;

namespace GeoNotebooks.Kernel.Display;

/// <summary>
/// What <see cref="Console.Out"/> and <see cref="Console.Error"/> are once a session exists: text goes to the session of the code that writes it,
/// and to the real stream where there is none.
/// </summary>
internal sealed class RoutedWriter : TextWriter
{
    private static readonly Lock Gate = new();
    private static bool _installed;
    private readonly string _name;
    private readonly TextWriter _outside;

    private RoutedWriter(string name, TextWriter outside)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        _name = name;
        _outside = outside;
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Puts itself in place of the process's console writers, once.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (_installed)
                return;
            _installed = true;
            Console.SetOut(new RoutedWriter("stdout", Console.Out));
            Console.SetError(new RoutedWriter("stderr", Console.Error));
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (CellOutputs.CurrentOrNone is { } outputs)
            outputs.Write(_name, value ?? "");
        else
            _outside.Write(value);
    }

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Flush()
    {
        if (CellOutputs.CurrentOrNone is null)
            _outside.Flush();
    }
}
