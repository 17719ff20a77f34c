using Microsoft.Data.Analysis;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Levels flight lines by tie lines. Where the two cross they measured the same ground, so what they differ by is error: of both. Each line gets a
/// correction, a polynomial of low degree along it (Luyendyk 1997, AGSO Journal of Australian Geology and Geophysics 17, 31-38), and those of all lines and ties are found at once, as
/// the ones that leave the least differences (Green 1983, Geophysics 48, 745-753). Differences on steep gradients weigh less, since a small error of place or height makes them; what still does not fit is weighed
/// down round by round (Tukey's biweight on the median absolute deviation).
/// </summary>
/// <remarks>
/// A surface that is a polynomial both along lines and along ties shows in no difference and is left alone, the level of the whole survey too: corrections are the smallest that do.
/// Coefficients of one degree share a prior spread, which is estimated with them, so that a drift is corrected only as far as the crossovers prove one.
/// Each survey (sheet) is levelled within itself; what sheets of different years differ by is taken off after that by <see cref="SheetLevelling"/>, on the points that come out of here. The order matters:
/// <see cref="SheetLevelling"/> compares blocks along the common edge, and single wrong lines there would count as level of the sheet.
/// </remarks>
public sealed record TieLevelling
{
    private readonly IReadOnlyList<LineCorrection> _corrections;

    private TieLevelling(LineSet lines, IReadOnlyList<Crossover> before, IReadOnlyList<Crossover> after, IReadOnlyList<LineCorrection> corrections) =>
        (Lines, Before, After, _corrections) = (lines, before, after, corrections);

    /// <summary>The levelled lines, ties among them.</summary>
    public LineSet Lines { get; }

    /// <summary>The crossovers as measured.</summary>
    public IReadOnlyList<Crossover> Before { get; }

    /// <summary>The same crossovers of the levelled lines, in the same order.</summary>
    public IReadOnlyList<Crossover> After { get; }

    /// <summary>Levels a survey that has been despiked.</summary>
    /// <param name="lines">Flight lines and tie lines.</param>
    /// <param name="options">Degrees and weights.</param>
    /// <exception cref="InvalidDataException">There is no tie line, or none crosses a flight line.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static TieLevelling Of(LineSet lines, TieLevellingOptions? options = null)
    {
        options ??= new();
        foreach (var (degree, what) in new[] { (options.LineDegree, "flight lines"), (options.TieDegree, "tie lines") })
            if (degree is < 0 or > 20)
                throw new ArgumentOutOfRangeException(nameof(options), $"levelling '{lines.Name}' needs a degree from 0 to 20 for {what}; found {degree}");
        if (!(options.CrossoversPerCoefficient >= 1) || !(options.PositionErrorMetres >= 0) || options.Rounds < 1)
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"levelling '{lines.Name}' needs one crossover a coefficient, a position error of 0 m and one round, or more of each; found {options.CrossoversPerCoefficient}, {options.PositionErrorMetres} m and {options.Rounds}"));
        if (!lines.Lines.Any(line => line.IsTie))
            throw new InvalidDataException($"'{lines.Name}': expected tie lines, which levelling compares flight lines with; all {lines.Lines.Count} lines are flight lines");
        var crossovers = CrossoverSearch.Find(lines);
        if (crossovers.Count == 0)
            throw new InvalidDataException($"'{lines.Name}': expected tie lines that cross flight lines; none of {lines.Lines.Count(line => line.IsTie)} crosses any of {lines.Lines.Count(line => !line.IsTie)}");
        var corrections = CorrectionFit.Of(lines, crossovers, options);
        var values = new float[lines.Count];
        for (var i = 0; i < corrections.Length; i++)
            for (var sample = lines.Lines[i].Start; sample < lines.Lines[i].End; sample++)
                values[sample] = (float)(lines.Values[sample] - corrections[i].At(sample));
        var after = crossovers.ConvertAll(c => c with { LineValue = c.LineValue - corrections[c.Line].At(c.LineSample), TieValue = c.TieValue - corrections[c.Tie].At(c.TieSample) });
        return new(lines with { Values = values }, crossovers, after, corrections);
    }

    /// <summary>What was done to each line: survey, line, tie, crossovers, degree, mean, minimum and maximum of what was taken off. A line that no tie crosses has 0 crossovers and stays as it was.</summary>
    public DataFrame ToDataFrame()
    {
        var counts = new int[Lines.Lines.Count];
        foreach (var crossover in Before)
        {
            counts[crossover.Line]++;
            counts[crossover.Tie]++;
        }
        var taken = Lines.Lines.Select((line, i) => Enumerable.Range(line.Start, line.Count).Select(sample => _corrections[i].At(sample)).ToArray()).ToArray();
        return new(
            new Int32DataFrameColumn("survey", Lines.Lines.Select(line => line.Survey)),
            new Int64DataFrameColumn("line", Lines.Lines.Select(line => line.Number)),
            new BooleanDataFrameColumn("tie", Lines.Lines.Select(line => line.IsTie)),
            new Int32DataFrameColumn("crossovers", counts),
            new Int32DataFrameColumn("degree", _corrections.Select(correction => correction.Degree)),
            new DoubleDataFrameColumn("mean taken off", taken.Select(values => values.Average())),
            new DoubleDataFrameColumn("minimum", taken.Select(values => values.Min())),
            new DoubleDataFrameColumn("maximum", taken.Select(values => values.Max())));
    }

    /// <summary>Differences at crossovers before and after: number, mean, standard deviation, robust standard deviation, largest.</summary>
    public DataFrame Summarise()
    {
        double[][] differences = [[.. Before.Select(c => c.Difference)], [.. After.Select(c => c.Difference)]];
        return new(
            new StringDataFrameColumn("crossover differences", ["before", "after"]),
            new Int32DataFrameColumn("crossovers", differences.Select(d => d.Length)),
            new DoubleDataFrameColumn("mean", differences.Select(d => d.Average())),
            new DoubleDataFrameColumn("standard deviation", differences.Select(d => Math.Sqrt(d.Select(v => v * v).Average() - d.Average() * d.Average()))),
            new DoubleDataFrameColumn("robust deviation", differences.Select(d => Robust.Deviation(d, Robust.Median((double[])d.Clone())))),
            new DoubleDataFrameColumn("largest", differences.Select(d => d.Max(Math.Abs))));
    }
}
