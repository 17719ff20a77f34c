using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class LineSetTests
{
    private const string Table = "x,y,line,fiducial,tie,field\n0,20,7,3,0,30\n0,0,7,1,0,10\n5,5,901,1,1,50\n0,10,7,2,0,\n0,30,7,4,0,40\n";

    private static SurveyTable Open(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder["lines.csv"], text);
        return SurveyTable.OpenFile(folder["lines.csv"], Crs.Local);
    }

    [Fact]
    public void Table_is_read_by_line_and_fiducial_whatever_its_order()
    {
        using var folder = new TemporaryFolder();
        var set = Open(folder, Table).Lines("field");
        Assert.Equal([10f, 30f, 40f, 50f], set.Values);
        Assert.Equal([0.0, 20, 30, 5], set.Y);
        Assert.Equal([new FlightLine(0, 7, false, 0, 3), new FlightLine(0, 901, true, 3, 1)], set.Lines);
        // The blank at fiducial 2 is a gap.
        Assert.Equal([(0, 1), (1, 3)], set.Runs(set.Lines[0], 1));
        Assert.Equal([10f, 30f, 40f], set.ToPoints(withTies: false).Values);
        Assert.Equal(4, set.ToPoints().Count);
    }

    [Theory]
    [InlineData("x,y,line,fiducial,tie,field\n0,0,7,1,0,1\n0,1,7,1,0,2\n", "line 7: expected one sample a fiducial; fiducial 1 has two")]
    [InlineData("x,y,line,fiducial,tie,field\n0,0,7,1,0,1\n0,1,7,2,1,2\n", "line 7: expected a tie line or a flight line; its samples say both")]
    [InlineData("x,y,line,fiducial,tie,field\n0,0,7,1,0,1\n0,1,,2,0,2\n", "row 2, column 'line': expected a whole line number; found a blank")]
    [InlineData("x,y,line,fiducial,tie,field\n0,0,7.5,1,0,1\n", "row 1, column 'line': expected a whole line number; found 7.5")]
    [InlineData("x,y,line,fiducial,tie,field\n0,0,7,,0,1\n", "row 1, column 'fiducial': expected a number; found a blank")]
    [InlineData("x,y,line,fiducial,tie,field\n0,0,7,1,0,\n", "column 'field': expected values; all 1 rows are blank")]
    [InlineData("x,y,line,fiducial,field\n0,0,7,1,3\n", "expected a column 'tie'")]
    public void Broken_lines_are_refused_in_one_sentence(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var table = Open(folder, text);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => table.Lines("field")).Message);
    }

    [Fact]
    public void Survey_without_ties_needs_no_such_column()
    {
        using var folder = new TemporaryFolder();
        Assert.False(Open(folder, "x,y,line,fiducial,field\n0,0,7,1,3\n").Lines("field", tieColumn: null).Lines[0].IsTie);
    }

    [Fact]
    public void Line_of_one_number_in_two_surveys_is_two_lines()
    {
        var set = LineSet.Of([0, 0, 9], [0, 1, 9], [1, 2, 3], [7, 7, 7], [1, 2, 1], null, "field", "nT", Crs.Local, [0, 0, 1]);
        Assert.Equal([2, 1], set.Lines.Select(line => line.Count));
        var parts = set.BySurvey();
        Assert.Equal([3f], parts[1].Values);
        Assert.Equal(0, parts[1].Lines[0].Start);
    }

    [Fact]
    public void Each_survey_counts_fiducials_in_its_own_way()
    {
        // A sheet of ten lines with fiducials 1, 2, 3 .. beside one that counts in tens: a wrong sample is found in both, and no line falls apart into gaps.
        var first = new FlownLines { FlightLines = 12 }.Fly();
        var second = first with { Fiducials = Array.ConvertAll(first.Fiducials, fiducial => 10 * fiducial), Lines = [.. first.Lines.Take(4).Select(line => line with { Survey = 1 })] };
        var count = second.Lines[^1].End;
        int[] surveys = [.. Enumerable.Repeat(0, first.Count), .. Enumerable.Repeat(1, count)];
        long[] numbers = [.. first.Lines.Concat(second.Lines).SelectMany(line => Enumerable.Repeat(line.Number, line.Count))];
        bool[] ties = [.. first.Lines.Concat(second.Lines).SelectMany(line => Enumerable.Repeat(line.IsTie, line.Count))];
        float[] values = [.. first.Values, .. first.Values[..count]];
        values[100] += 60;
        values[first.Count + 100] += 60;
        var set = LineSet.Of(
            [.. first.X, .. first.X[..count]], [.. first.Y, .. first.Y[..count]], values, numbers, [.. first.Fiducials, .. second.Fiducials[..count]], ties, "field", "nT", Crs.Local, surveys);
        Assert.Equal([0, 1], Despiking.Of(set).Spikes.Where(spike => Math.Abs(spike.Value - spike.Replacement) > 30).Select(spike => spike.Line.Survey));
        var alone = LineGeometry.Of(first).LengthKilometres;
        Assert.InRange(LineGeometry.Of(set).LengthKilometres, 1.2 * alone, 1.6 * alone);
    }

    [Fact]
    public void Arrays_of_unlike_length_and_degrees_are_refused()
    {
        Assert.Contains("found 1, 2, 1, 1, 1, 1, 1", Assert.Throws<ArgumentException>(() => LineSet.Of([0], [0, 1], [1], [7], [1], null, "field", "nT", Crs.Local)).Message);
        Assert.Contains("these are in degrees", Assert.Throws<InvalidDataException>(() => LineSet.Of([0], [0], [1], [7], [1], null, "field", "nT", Crs.Parse("EPSG:4326"))).Message);
    }
}
