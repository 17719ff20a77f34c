using System.Globalization;
using System.Text.RegularExpressions;

namespace GeoNotebooks.Teaching;

/// <summary>A number is asked for. Mistakes of size, sign, unit and kind get different hints.</summary>
/// <param name="Value">The right number, best computed from the notebook's own data.</param>
/// <param name="Within">How far an answer may lie from it, in the same unit.</param>
/// <param name="Unit">The unit in which it is asked for, such as <c>m</c>; empty for a plain count or share.</param>
public sealed partial record NumberAnswer(double Value, double Within, string Unit = "") : ExerciseAnswer
{
    // Kilometres for metres, per cent for shares, square metres for square kilometres, and the other way round.
    private static readonly double[] UnitFactors = [1e3, 1e-3, 100, 0.01, 1e6, 1e-6];

    /// <summary>What to look at when the answer is above the right one.</summary>
    public string TooLarge { get; init; } = "";

    /// <summary>What to look at when the answer is below the right one.</summary>
    public string TooSmall { get; init; } = "";

    /// <summary>True for a number of any of C#'s kinds.</summary>
    internal static bool IsNumber(object? value) => value is double or float or decimal or int or long or short or byte or uint or ulong or ushort or sbyte;

    internal override string? HintFor(object? answer)
    {
        if (!IsNumber(answer))
            return $"a number is asked for{InUnit}; found {(answer is null ? "nothing" : answer is string ? "a text (leave out the quotation marks)" : "something else")}";
        var number = Convert.ToDouble(answer, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            return $"a finite number is asked for{InUnit}";
        if (IsRight(number))
            return null;
        if (Value != 0 && IsRight(-number))
            return "the size is right; look at the sign";
        if (Value != 0 && UnitFactors.Any(factor => IsRight(number * factor)))
            return Unit.Length > 0 ? $"look at the unit: the answer is wanted in {Unit}" : "look at the unit: a share is not a percentage, a count has no unit";
        return number > Value ? Say("too large", TooLarge) : Say("too small", TooSmall);
    }

    private string InUnit => Unit.Length > 0 ? $", in {Unit}" : "";

    private bool IsRight(double number) => Math.Abs(number - Value) <= Within;

    // A hint that happens to hold the right number, with these data, is not given.
    private string Say(string size, string hint) =>
        hint.Length == 0 || Numbers().Matches(hint).Any(found => IsRight(double.Parse(found.Value, CultureInfo.InvariantCulture))) ? size : $"{size}: {hint}";

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
