using GeoNotebooks.Teaching;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace GeoNotebooks.Tests.Teaching;

public sealed class ExerciseTests
{
    private static readonly NumberAnswer Cell = new(125, 1, "m") { TooLarge = "how many cells fit between two lines?", TooSmall = "what was measured between two lines?" };
    private static readonly ChoiceAnswer Field = new(["gravity", "magnetics", "radio elements"], "magnetics") { LookAt = "which figure has a halo?", Hints = new Dictionary<string, string> { ["gravity"] = "look at its unit" } };

    [Fact]
    public void An_untouched_exercise_says_so_and_stops_nothing()
    {
        foreach (var (answer, start) in ((object?, object?)[])[(250.0, 250.0), (250, 250.0), ("", ""), (null, null), (new[] { "a", "b" }, new List<string> { "a", "b" }), (TestEnum.A, TestEnum.A)])
            Assert.Equal(ExerciseVerdict.NotTried, Exercise.Check("02.cell", answer, start, Cell).Verdict);
        Assert.Contains("// change this", Exercise.Check("02.cell", 250.0, 250.0, Cell).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(125.0, "")]
    [InlineData(124.2, "")]
    [InlineData(125, "")]
    [InlineData(125f, "")]
    [InlineData(200.0, "too large: how many cells")]
    [InlineData(50, "too small: what was measured")]
    [InlineData(0.125, "look at the unit: the answer is wanted in m")]
    [InlineData(125_000, "look at the unit")]
    [InlineData(12_500, "look at the unit")]
    [InlineData(-125, "look at the sign")]
    [InlineData("125", "leave out the quotation marks")]
    [InlineData(true, "a number is asked for, in m; found something else")]
    [InlineData(null, "found nothing")]
    [InlineData(double.NaN, "a finite number")]
    [InlineData(double.PositiveInfinity, "a finite number")]
    public void A_number_gets_the_hint_of_its_mistake(object? answer, string hint)
    {
        var result = Exercise.Check("02.cell", answer, 250.0, Cell);
        Assert.Equal(hint.Length == 0 ? ExerciseVerdict.Right : ExerciseVerdict.LookAgain, result.Verdict);
        Assert.Contains(hint, result.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("125", result.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("magnetics", "")]
    [InlineData("Magnetics", "")]
    [InlineData("gravity", "not 'gravity': look at its unit")]
    [InlineData("radio_elements", "which figure has a halo?")]
    [InlineData("seismics", "none of the names to choose from")]
    [InlineData(3, "in quotation marks")]
    [InlineData(null, "in quotation marks")]
    public void A_name_gets_the_hint_of_its_mistake(object? answer, string hint)
    {
        var result = Exercise.Check("03.field", answer, "?", Field);
        Assert.Equal(hint.Length == 0 ? ExerciseVerdict.Right : ExerciseVerdict.LookAgain, result.Verdict);
        Assert.Contains(hint, result.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("magnetics", result.Hint, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_names_may_be_as_good()
    {
        var either = new ChoiceAnswer(["a", "b", "c"], "a", "b");
        Assert.Equal(ExerciseVerdict.Right, Exercise.Check("x", "b", "", either).Verdict);
        Assert.Equal("not 'c'", Exercise.Check("x", "c", "", either).Hint);
    }

    [Fact]
    public void A_hint_that_would_give_the_answer_away_is_not_given()
    {
        var number = new NumberAnswer(0.25, 0.01) { TooLarge = "it is 0.25, of course", TooSmall = "a quarter of 80 is less than 0.3 of it" };
        Assert.Equal("too large", Exercise.Check("x", 0.5, 0, number).Hint);
        Assert.Equal("too small: a quarter of 80 is less than 0.3 of it", Exercise.Check("x", 0.1, 0, number).Hint);
        Assert.Equal("not 'b'", Exercise.Check("x", "b", "", new ChoiceAnswer(["channel_one", "b"], "channel_one") { LookAt = "Channel one, surely" }).Hint);
    }

    [Fact]
    public void The_first_test_that_fails_speaks()
    {
        var list = new JudgedAnswer<string[]>()
            .LookAgainIf(mine => mine.Length is not (4 or 5), "four or five are asked for")
            .LookAgainIf(mine => mine.Distinct().Count() < mine.Length, "one stands there twice");
        Assert.Equal("four or five are asked for", Exercise.Check("x", new[] { "a", "a" }, "", list).Hint);
        Assert.Equal("one stands there twice", Exercise.Check("x", new[] { "a", "b", "c", "a" }, "", list).Hint);
        Assert.Equal(ExerciseVerdict.Right, Exercise.Check("x", new[] { "a", "b", "c", "d" }, "", list).Verdict);
        Assert.Equal(ExerciseVerdict.Right, Exercise.Check("x", 900, 700.0, new JudgedAnswer<double>().LookAgainIf(metres => metres < 800, "too few")).Verdict);
        Assert.Contains("another kind of value", Exercise.Check("x", 3, "", list).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_library_refuses_is_a_hint_and_a_fault_of_the_test_is_not()
    {
        var refusing = new JudgedAnswer<double>().LookAgainIf(_ => throw new InvalidDataException("expected blocks that fit; found none"), "");
        Assert.Equal("expected blocks that fit; found none", Exercise.Check("x", 1.0, 0.0, refusing).Hint);
        var broken = new JudgedAnswer<double>().LookAgainIf(_ => throw new InvalidOperationException("a fault"), "");
        Assert.Throws<InvalidOperationException>(() => Exercise.Check("x", 1.0, 0.0, broken));
    }

    [Fact]
    public void Where_a_solution_is_required_only_the_next_check_stops()
    {
        Exercise.RequireRight();
        Assert.Equal(ExerciseVerdict.Right, Exercise.Check("x", 125.0, 250.0, Cell).Verdict);
        Assert.Equal(ExerciseVerdict.NotTried, Exercise.Check("x", 250.0, 250.0, Cell).Verdict);
        foreach (var wrong in new[] { 250.0, 300.0 })
        {
            Exercise.RequireRight();
            Assert.Contains("x: ", Assert.Throws<InvalidOperationException>(() => Exercise.Check("x", wrong, 250.0, Cell)).Message, StringComparison.Ordinal);
        }
        Assert.Equal(ExerciseVerdict.LookAgain, Exercise.Check("x", 300.0, 250.0, Cell).Verdict);
    }

    [Fact]
    public void A_result_shows_its_verdict_in_words_and_no_markup_of_the_reader()
    {
        ExerciseFormatter.Register();
        var right = Exercise.Check("02.cell", 125.0, 250.0, Cell);
        Assert.Equal("02.cell: right", right.ToDisplayString("text/plain"));
        Assert.Contains("Right.", right.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("many cells fit between two lines?</div>", Exercise.Check("02.cell", 300, 250.0, Cell).ToDisplayString("text/html"), StringComparison.Ordinal);
        var hostile = Exercise.Check("02.cell", "<script>", "", Field).ToDisplayString("text/html");
        Assert.Contains("Look again.", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", hostile, StringComparison.Ordinal);
        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(ExerciseResult)));
    }

    private enum TestEnum
    {
        A,
    }
}
