namespace GeoNotebooks.Teaching;

/// <summary>What is right in an exercise: a number, a name out of several, or whatever passes a list of tests.</summary>
public abstract record ExerciseAnswer
{
    private protected ExerciseAnswer()
    {
    }

    /// <summary>What to look at again; null when the answer is right. Never the right answer itself.</summary>
    internal abstract string? HintFor(object? answer);
}
