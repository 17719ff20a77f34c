namespace GeoNotebooks.Runs;

/// <summary>
/// Tells of progress at once, on the thread that makes it. <see cref="Progress{T}"/> would queue its reports behind the very cell that is at work.
/// </summary>
/// <param name="report">What to do with a report; called in order, never twice at a time by one worker.</param>
public sealed class ProgressAction<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
