namespace GeoNotebooks.Kernel.Scripting;

/// <summary>A question of a cell to the user.</summary>
/// <param name="Prompt">What the user reads; may be empty.</param>
/// <param name="IsPassword">Whether the answer is hidden while it is typed.</param>
public sealed record InputQuestion(string Prompt, bool IsPassword);

/// <summary>The user of the cell that runs, where the front end lets cells ask.</summary>
internal static class CellInput
{
    private static readonly AsyncLocal<Func<InputQuestion, CancellationToken, Task<string>>?> Ambient = new();

    public static bool IsPossible => Ambient.Value is not null;

    /// <summary>Asks, and waits for the answer or for the interruption of the cell.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked.</exception>
    public static Task<string> AskAsync(string prompt, bool isPassword = false) => (Ambient.Value ?? throw new InvalidOperationException(
        $"The cell asks the user (\"{prompt}\"), and nobody can be asked here: the notebook is run without a user, or its front end takes no input."))(new(prompt, isPassword), CellCancellation.Token);

    internal static void Enter(Func<InputQuestion, CancellationToken, Task<string>>? ask) => Ambient.Value = ask;
}
