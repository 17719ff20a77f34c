using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class TieLevellingTests
{
    /// <summary>An error of each line that another line's does not tell, from its number alone.</summary>
    private static double Draw(int number, int salt) => FlownLines.Normal(new Random(number * 31 + salt));

    private static double[] Errors(LineSet lines)
    {
        var errors = Enumerable.Range(0, lines.Count).Select(i => lines.Values[i] - FlownLines.Field(lines.X[i], lines.Y[i])).ToArray();
        var mean = errors.Average();
        return [.. errors.Select(e => e - mean)];
    }

    private static double Rms(IEnumerable<double> values) => Math.Sqrt(values.Average(v => v * v));

    [Fact]
    public void Crossovers_lie_where_the_lines_cross()
    {
        var lines = new FlownLines { Noise = 0, FlightLines = 3, TieLines = 2, Error = (number, _) => number == 901 ? -7 : number == 101 ? 4 : 0 }.Fly();
        var found = CrossoverSearch.Find(lines);
        Assert.Equal(6, found.Count);
        var own = found.Single(c => lines.Lines[c.Line].Number == 101 && lines.Lines[c.Tie].Number == 901);
        // Line 101 lies 1000 m across, tie 901 3000 m along.
        var root = Math.Sqrt(0.5);
        Assert.Equal(5_000 + (3_000 + 1_000) * root, own.X, 1e-6);
        Assert.Equal(9_000 + (3_000 - 1_000) * root, own.Y, 1e-6);
        Assert.Equal(11, own.Difference, 0.01);
    }

    [Fact]
    public void Gap_at_a_crossing_gives_no_crossover()
    {
        var lines = new FlownLines { FlightLines = 3, TieLines = 2 }.Fly();
        var gap = LineSet.Of(
            lines.X, lines.Y, [.. lines.Values.Select((v, i) => i is >= 55 and < 65 ? float.NaN : v)],
            [.. lines.Lines.SelectMany(line => Enumerable.Repeat(line.Number, line.Count))], lines.Fiducials,
            [.. lines.Lines.SelectMany(line => Enumerable.Repeat(line.IsTie, line.Count))], "field", "nT", lines.Crs);
        Assert.Equal(6, CrossoverSearch.Find(lines).Count);
        // Samples 55 to 64 of line 100 hold the crossing 3000 m along it, with tie 901.
        Assert.DoesNotContain(CrossoverSearch.Find(gap), c => gap.Lines[c.Line].Number == 100 && gap.Lines[c.Tie].Number == 901);
        Assert.Equal(5, CrossoverSearch.Find(gap).Count);
    }

    [Fact]
    public void Shift_of_each_line_is_found()
    {
        var lines = new FlownLines { Noise = 0, Error = (number, _) => 10 * Draw(number, 1) }.Fly();
        var levelled = TieLevelling.Of(lines, new() { LineDegree = 0, TieDegree = 0 });
        Assert.True(Rms(Errors(lines)) > 7);
        Assert.True(Rms(Errors(levelled.Lines)) < 0.05, $"{Rms(Errors(levelled.Lines))}");
        Assert.True(Rms(levelled.After.Select(c => c.Difference)) < 0.05);
        Assert.Equal(40 * 8, levelled.Before.Count);
    }

    [Fact]
    public void Drift_along_lines_goes_and_the_differences_tell()
    {
        var lines = new FlownLines { Error = (number, t) => 5 * Draw(number, 1) + 4 * Draw(number, 2) * (t - 0.5) }.Fly();
        var levelled = TieLevelling.Of(lines);
        var (before, after) = (Rms(Errors(lines)), Rms(Errors(levelled.Lines)));
        Assert.True(before > 4 && after < 1.1, $"{before} {after}; the noise alone is 0.8");
        Assert.Equal("after", levelled.Summarise()["crossover differences"][1]);
        Assert.True((double)levelled.Summarise()["standard deviation"][1] < 0.25 * (double)levelled.Summarise()["standard deviation"][0]);
    }

    [Fact]
    public void Survey_without_level_errors_is_hardly_changed()
    {
        var lines = new FlownLines().Fly();
        var changes = TieLevelling.Of(lines).Lines.Values.Zip(lines.Values, (a, b) => (double)a - b);
        Assert.True(Rms(changes) < 0.35 * 0.8, $"{Rms(changes)}");
    }

    [Fact]
    public void Wild_crossovers_do_not_move_a_line()
    {
        // Tie 903 is wrong by 400 nT about its middle alone: a spike of ten samples that despiking takes for geology.
        var lines = new FlownLines { Error = (number, t) => number == 903 && Math.Abs(t - 0.5) < 0.012 ? 400 : 3 * Draw(number, 1) }.Fly();
        var levelled = TieLevelling.Of(lines);
        var own = Enumerable.Range(0, levelled.Lines.Lines.Count).Where(i => !levelled.Lines.Lines[i].IsTie).SelectMany(i => Enumerable.Range(levelled.Lines.Lines[i].Start, levelled.Lines.Lines[i].Count)).ToList();
        var errors = own.Select(i => levelled.Lines.Values[i] - FlownLines.Field(levelled.Lines.X[i], levelled.Lines.Y[i])).ToList();
        Assert.True(Rms(errors.Select(e => e - errors.Average())) < 1.2);
    }

    [Fact]
    public void Line_that_no_tie_crosses_stays_and_the_report_says_so()
    {
        var lines = new FlownLines { FlightLines = 6, Error = (number, _) => 10 * Draw(number, 1) }.Fly();
        // Line 105 flown 50 km to the east.
        var far = lines.Lines[5];
        var moved = lines with { X = [.. lines.X.Select((x, i) => i >= far.Start && i < far.End ? x + 50_000 : x)] };
        var levelled = TieLevelling.Of(moved);
        Assert.Equal(moved.Values[far.Start..far.End], levelled.Lines.Values[far.Start..far.End]);
        var row = levelled.ToDataFrame().Rows[5];
        Assert.Equal([0, 105L, false, 0, 0, 0.0], row.Take(6));
        Assert.Equal(8, levelled.ToDataFrame()["crossovers"][0]);
        Assert.Equal(5, levelled.ToDataFrame()["crossovers"][6]);
    }

    [Fact]
    public void Surveys_are_levelled_within_themselves_and_sheets_after_that()
    {
        var one = new FlownLines { Seed = 1 }.Fly();
        var surveys = one.X.Select(_ => 0).Concat(one.X.Select(_ => 1)).ToArray();
        T[] Twice<T>(IEnumerable<T> values) => [.. values, .. values];
        var numbers = one.Lines.SelectMany(line => Enumerable.Repeat(line.Number, line.Count)).ToList();
        var ties = one.Lines.SelectMany(line => Enumerable.Repeat(line.IsTie, line.Count)).ToList();
        var both = LineSet.Of(Twice(one.X), Twice(one.Y), [.. one.Values, .. one.Values.Select(v => v + 60)], Twice(numbers), Twice(one.Fiducials), Twice(ties), "field", "nT", one.Crs, surveys);
        var levelled = TieLevelling.Of(both);
        Assert.Equal(2 * 320, levelled.Before.Count);
        var means = levelled.Lines.BySurvey().Select(sheet => sheet.Values.Average()).ToArray();
        Assert.Equal(60, means[1] - means[0], 0.01);
        var sheets = SheetLevelling.Of([.. levelled.Lines.BySurvey().Select(sheet => sheet.ToPoints())]);
        Assert.Equal(60, sheets.Shifts[1] - sheets.Shifts[0], 0.5);
    }

    [Fact]
    public void Bad_input_is_said_in_a_sentence()
    {
        var alone = new FlownLines { TieLines = 0 }.Fly();
        Assert.Contains("expected tie lines, which levelling compares flight lines with; all 40 lines are flight lines", Assert.Throws<InvalidDataException>(() => TieLevelling.Of(alone)).Message);
        var lines = new FlownLines { FlightLines = 4, TieLines = 2 }.Fly();
        var apart = lines with { X = [.. lines.X.Select((x, i) => i >= lines.Lines[4].Start ? x + 90_000 : x)] };
        Assert.Contains("none of 2 crosses any of 4", Assert.Throws<InvalidDataException>(() => TieLevelling.Of(apart)).Message);
        Assert.Contains("a degree from 0 to 20 for tie lines; found -1", Assert.Throws<ArgumentOutOfRangeException>(() => TieLevelling.Of(lines, new() { TieDegree = -1 })).Message);
        Assert.Contains("found 0.5, 10 m and 12", Assert.Throws<ArgumentOutOfRangeException>(() => TieLevelling.Of(lines, new() { CrossoversPerCoefficient = 0.5 })).Message);
    }
}
