using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Display;

/// <summary>What <see cref="Console.In"/> is once a session exists: a line read in a cell is asked of the user, outside of one it comes from the real stream.</summary>
internal sealed class RoutedReader(TextReader outside) : TextReader
{
    private static readonly Lock Gate = new();
    private static bool _installed;

    /// <summary>Puts itself in place of the process's console reader, once.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (!_installed)
                Console.SetIn(new RoutedReader(Console.In));
            _installed = true;
        }
    }

    public override string? ReadLine() => CellInput.IsPossible ? CellInput.AskAsync("").GetAwaiter().GetResult() : outside.ReadLine();

    public override int Read() => outside.Read();

    public override int Peek() => outside.Peek();
}
