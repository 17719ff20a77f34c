namespace GeoNotebooks.Teaching;

/// <summary>What a self-check says of an answer.</summary>
public enum ExerciseVerdict
{
    /// <summary>The answer is the one that the notebook is shipped with.</summary>
    NotTried,

    /// <summary>The answer is right.</summary>
    Right,

    /// <summary>It is not right; the hint says what to look at.</summary>
    LookAgain,
}
