namespace GeoNotebooks.Teaching;

/// <summary>A name out of several is asked for. Capitals, blanks, hyphens and underscores do not matter.</summary>
/// <param name="Choices">All names that may be answered, right and wrong.</param>
/// <param name="Right">The right one of them, or several that are as good.</param>
public sealed record ChoiceAnswer(IReadOnlyCollection<string> Choices, params IReadOnlyCollection<string> Right) : ExerciseAnswer
{
    /// <summary>Where to look, whichever wrong name was answered.</summary>
    public string LookAt { get; init; } = "";

    /// <summary>What to say to a particular wrong name, by that name.</summary>
    public IReadOnlyDictionary<string, string> Hints { get; init; } = new Dictionary<string, string>();

    internal override string? HintFor(object? answer)
    {
        if (answer is not string name)
            return "a name in quotation marks is asked for";
        if (Right.Any(right => Plain(right) == Plain(name)))
            return null;
        if (!Choices.Any(choice => Plain(choice) == Plain(name)))
            return $"'{name}' is none of the names to choose from; write one as it stands in the notebook";
        var hint = Hints.FirstOrDefault(pair => Plain(pair.Key) == Plain(name)).Value ?? LookAt;
        // A hint that names the right answer, with these data, is not given.
        return hint.Length == 0 || Right.Any(right => Plain(hint).Contains(Plain(right), StringComparison.Ordinal)) ? $"not '{name}'" : $"not '{name}': {hint}";
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
