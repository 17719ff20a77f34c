using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Completion;

/// <summary>Completion and inspection for one session.</summary>
internal sealed class SessionCompletion(HostPackages host, IEnumerable<string> references, IEnumerable<string> usings) : IDisposable
{
    private const string WarmCode = "Console.";
    private readonly ScriptWorkspace _workspace = new(references, usings);
    private readonly CancellationTokenSource _closing = new();
    private int _warming;

    /// <summary>Adds a cell that ran.</summary>
    public void Add(string code, IReadOnlyList<string> newReferences) => _workspace.Add(code, newReferences);

    /// <summary>Builds in the background what a completion needs, so that the first one asked for is fast. Does nothing while that goes on.</summary>
    public void Warm()
    {
        if (Interlocked.Exchange(ref _warming, 1) == 1)
            return;
        new Thread(WarmUp) { IsBackground = true, Name = "completion", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>On the pool: the caller may be a thread that must not wait.</summary>
    public Task<CompletionReply> CompleteAsync(string code, int position, CancellationToken cancellation) => Task.Run(() => FindAsync(code, position, cancellation), cancellation);

    public Task<IReadOnlyDictionary<string, string>?> InspectAsync(string code, int position, int detail, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            var document = await _workspace.OpenAsync(EditedCode.Blank(code), cancellation).ConfigureAwait(false);
            return await Inspection.OfAsync(document, Math.Clamp(position, 0, code.Length), detail, cancellation).ConfigureAwait(false);
        },
        cancellation);

    public void Dispose()
    {
        _closing.Cancel();
        _workspace.Dispose();
    }

    private void WarmUp()
    {
        try
        {
            FindAsync(WarmCode, WarmCode.Length, _closing.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // The session is closing; or else the completion that a user asks for meets the same error and shows it. Here it would end the process.
        }
        finally
        {
            Volatile.Write(ref _warming, 0);
        }
    }

    private async Task<CompletionReply> FindAsync(string code, int position, CancellationToken cancellation)
    {
        position = Math.Clamp(position, 0, code.Length);
        if (DirectiveCompletion.Of(code, position, host) is { } reply)
            return reply;
        var blanked = EditedCode.Blank(code);
        var document = await _workspace.OpenAsync(blanked, cancellation).ConfigureAwait(false);
        return await ScriptCompletion.OfAsync(document, blanked, position, cancellation).ConfigureAwait(false);
    }
}
