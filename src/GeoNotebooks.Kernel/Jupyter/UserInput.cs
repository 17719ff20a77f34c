using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>Questions of a cell to the user, by the stdin channel of the client that sent the cell. One is open at a time.</summary>
internal sealed class UserInput(KernelSockets sockets)
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Lock _gate = new();
    private TaskCompletionSource<string>? _open;

    /// <summary>Asks the sender of a cell.</summary>
    public async Task<string> AskAsync(JupyterRequest cell, InputQuestion question, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
                _open = answer;
            sockets.Send(Channel.Stdin, cell, "input_request", new { question.Prompt, Password = question.IsPassword });
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _open = null;
            _oneAtATime.Release();
        }
    }

    /// <summary>An answer; one that nobody waits for any more is dropped.</summary>
    public void Take(JupyterRequest reply)
    {
        if (reply.Header.MsgType != "input_reply")
            throw new WireException($"input_reply was expected, and {reply.Header.MsgType} came");
        var value = reply.ContentAs<InputContent>().Value.ToString();
        lock (_gate)
            _open?.TrySetResult(value);
    }
}
