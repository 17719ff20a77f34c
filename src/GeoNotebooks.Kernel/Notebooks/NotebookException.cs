namespace GeoNotebooks.Kernel.Notebooks;

/// <summary>A notebook that cannot be read, or a parameter that it does not take: one sentence.</summary>
public sealed class NotebookException : Exception
{
    /// <summary>An error with its sentence.</summary>
    /// <param name="message">What was expected, what was found, where.</param>
    public NotebookException(string message)
        : base(message)
    {
    }
}
