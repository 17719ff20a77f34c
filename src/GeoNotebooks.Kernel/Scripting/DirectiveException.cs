namespace GeoNotebooks.Kernel.Scripting;

/// <summary>A directive that cannot be answered: one sentence, and where it stands.</summary>
internal sealed class DirectiveException(string message, DirectiveLine line) : Exception(message)
{
    /// <summary>The line in the cell, from 1.</summary>
    public int Line { get; } = line.Number;

    public string SourceLine { get; } = line.Text;
}
