using System.Globalization;

namespace GeoNotebooks.Teaching;

/// <summary>Anything is asked for that passes a list of tests, such as a list of channels. The first test that fails says what to look at.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
public sealed record JudgedAnswer<T> : ExerciseAnswer
{
    private IReadOnlyList<(Func<T, bool> Wrong, string Hint)> Tests { get; init; } = [];

    /// <summary>Adds a test, which is looked at after those added before.</summary>
    /// <param name="wrong">Whether the answer has this fault.</param>
    /// <param name="hint">What to look at again, without the solution.</param>
    public JudgedAnswer<T> LookAgainIf(Func<T, bool> wrong, string hint) => this with { Tests = [.. Tests, (wrong, hint)] };

    internal override string? HintFor(object? answer)
    {
        // 900 is as good as 900.0, whatever C# makes of it.
        if (typeof(T) == typeof(double) && NumberAnswer.IsNumber(answer))
            answer = Convert.ToDouble(answer, CultureInfo.InvariantCulture);
        if (answer is not T given)
            return "another kind of value is asked for, of the kind that the cell began with";
        foreach (var (wrong, hint) in Tests)
            if (wrong(given))
                return hint;
        return null;
    }
}
