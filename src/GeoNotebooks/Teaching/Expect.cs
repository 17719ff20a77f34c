namespace GeoNotebooks.Teaching;

/// <summary>The final checks of a notebook: a result that cannot be right stops the run instead of being shown.</summary>
public static class Expect
{
    /// <summary>Stops the notebook when a condition does not hold.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="expected">What was expected, as a sentence that also says what was found.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void That(bool holds, string expected)
    {
        if (!holds)
            throw new InvalidOperationException($"final check failed: expected {expected}");
    }
}
