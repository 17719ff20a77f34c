namespace GeoNotebooks.Teaching;

/// <summary>What a self-check has to say.</summary>
/// <param name="Id">The exercise.</param>
/// <param name="Verdict">Right, not right, or not tried.</param>
/// <param name="Hint">What to look at again, or that nothing was tried; empty for a right answer.</param>
public sealed record ExerciseResult(string Id, ExerciseVerdict Verdict, string Hint)
{
    /// <summary>One line: the exercise and the verdict, with the hint where there is one.</summary>
    public override string ToString() => Verdict switch
    {
        ExerciseVerdict.Right => $"{Id}: right",
        ExerciseVerdict.NotTried => $"{Id}: {Hint}",
        _ => $"{Id}: look again: {Hint}",
    };
}
