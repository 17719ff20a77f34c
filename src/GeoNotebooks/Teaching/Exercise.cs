using System.Collections;
using System.Globalization;

namespace GeoNotebooks.Teaching;

/// <summary>
/// The self-check of an exercise. It says that an answer is right, or what to look at again, and never the solution. An exercise that nobody has tried does not stop a notebook: it says so and the run goes on.
/// </summary>
public static class Exercise
{
    private const string Untried = "not tried yet: change the line that ends in \"// change this\" and run the cell again";

    private static bool _requireRight;

    /// <summary>Checks an answer.</summary>
    /// <param name="id">The exercise: number of the notebook, a point, a name, such as <c>02.finest-cell</c>.</param>
    /// <param name="answer">What the reader has computed or written.</param>
    /// <param name="start">What the notebook is shipped with; an answer equal to it counts as not tried.</param>
    /// <param name="right">What is right, and what to say to which mistake.</param>
    /// <returns>The verdict, which a notebook shows when it is the last line of a cell.</returns>
    /// <exception cref="InvalidOperationException">The answer is not right, and <see cref="RequireRight"/> was called before.</exception>
    public static ExerciseResult Check(string id, object? answer, object? start, ExerciseAnswer right)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var result = Judge(id, answer, start, right);
        var mustBeRight = _requireRight;
        _requireRight = false;
        return mustBeRight && result.Verdict != ExerciseVerdict.Right
            ? throw new InvalidOperationException($"the solution of an exercise was expected to be right: {result}")
            : result;
    }

    /// <summary>The next check, and only that one, stops the notebook unless the answer is right: so are solutions held against their exercises.</summary>
    public static void RequireRight() => _requireRight = true;

    private static ExerciseResult Judge(string id, object? answer, object? start, ExerciseAnswer right)
    {
        if (Same(answer, start))
            return new(id, ExerciseVerdict.NotTried, Untried);
        try
        {
            return right.HintFor(answer) is { } hint ? new(id, ExerciseVerdict.LookAgain, hint) : new(id, ExerciseVerdict.Right, "");
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidDataException)
        {
            // What the library refuses to compute is an answer to look at again, in the library's own words.
            return new(id, ExerciseVerdict.LookAgain, refused.Message);
        }
    }

    private static bool Same(object? answer, object? start) => (answer, start) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>()),
        _ when NumberAnswer.IsNumber(answer) && NumberAnswer.IsNumber(start) =>
            Convert.ToDouble(answer, CultureInfo.InvariantCulture).Equals(Convert.ToDouble(start, CultureInfo.InvariantCulture)),
        _ => answer.Equals(start),
    };
}
