using System.Globalization;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Samples of one quantity along flight lines. The arrays run in parallel, line after line and within a line by fiducial, whatever the order
/// of the table; samples without a value have been left out, and show as a jump in the fiducials (<see cref="Runs"/>).
/// </summary>
/// <param name="X">Eastings in metres.</param>
/// <param name="Y">Northings in metres.</param>
/// <param name="Values">Measured values.</param>
/// <param name="Fiducials">Numbers that count the samples of a line in the order of flight.</param>
/// <param name="Lines">The lines, which together cover the arrays.</param>
/// <param name="Name">The column that the values come from.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Crs">System of the coordinates, in metres.</param>
public sealed record LineSet(double[] X, double[] Y, float[] Values, double[] Fiducials, IReadOnlyList<FlightLine> Lines, string Name, string Unit, Crs Crs)
{
    /// <summary>A step longer than this many median steps is a gap.</summary>
    private const double GapInSteps = 1.5;

    /// <summary>Number of samples.</summary>
    public int Count => Values.Length;

    /// <summary>Arranges samples by line and fiducial; those whose value is NaN are left out.</summary>
    /// <param name="x">Eastings in metres.</param>
    /// <param name="y">Northings in metres.</param>
    /// <param name="values">Measured values, NaN where there is none.</param>
    /// <param name="lines">Number of each sample's line.</param>
    /// <param name="fiducials">Its place in the order of flight.</param>
    /// <param name="isTie">Whether its line is a tie line; null for a survey without them.</param>
    /// <param name="name">What was measured.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <param name="crs">System of the coordinates.</param>
    /// <param name="surveys">Index of the survey that a line number belongs to; null for one survey.</param>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    /// <exception cref="InvalidDataException">No sample has a value; two of one line share a fiducial; a line is both tie and not; the system is geographic; a place or a value is not finite.</exception>
    public static LineSet Of(
        double[] x, double[] y, float[] values, long[] lines, double[] fiducials, bool[]? isTie, string name, string unit, Crs crs, int[]? surveys = null)
    {
        int[] lengths = [x.Length, y.Length, values.Length, lines.Length, fiducials.Length, isTie?.Length ?? x.Length, surveys?.Length ?? x.Length];
        if (lengths.Any(length => length != lengths[0]))
            throw new ArgumentException($"'{name}': expected arrays of one length for x, y, value, line, fiducial, tie and survey; found {string.Join(", ", lengths)}");
        if (crs.IsGeographic)
            throw new InvalidDataException($"'{name}': expected flight lines in metres; these are in degrees of {crs}: bring them into a projected system first");
        var order = Enumerable.Range(0, values.Length).Where(i => !float.IsNaN(values[i])).ToArray();
        if (order.Length == 0)
            throw new InvalidDataException($"'{name}': expected samples with values; all {values.Length.ToString(CultureInfo.InvariantCulture)} are blank");
        foreach (var i in order)
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]) || !double.IsFinite(fiducials[i]) || !float.IsFinite(values[i]))
                throw new InvalidDataException(FormattableString.Invariant($"'{name}', line {lines[i]}: expected finite numbers; found x {x[i]}, y {y[i]}, fiducial {fiducials[i]}, value {values[i]}"));
        Array.Sort(order, (a, b) =>
            (surveys?[a] ?? 0).CompareTo(surveys?[b] ?? 0) is var bySurvey and not 0 ? bySurvey
            : lines[a].CompareTo(lines[b]) is var byLine and not 0 ? byLine
            : fiducials[a].CompareTo(fiducials[b]));
        var found = new List<FlightLine>();
        for (int from = 0, to; from < order.Length; from = to)
        {
            var first = order[from];
            for (to = from + 1; to < order.Length && lines[order[to]] == lines[first] && surveys?[order[to]] == surveys?[first]; to++)
            {
                if (fiducials[order[to]] == fiducials[order[to - 1]])
                    throw new InvalidDataException(FormattableString.Invariant($"'{name}', line {lines[first]}: expected one sample a fiducial; fiducial {fiducials[order[to]]} has two"));
                if (isTie?[order[to]] != isTie?[first])
                    throw new InvalidDataException(FormattableString.Invariant($"'{name}', line {lines[first]}: expected a tie line or a flight line; its samples say both"));
            }
            found.Add(new(surveys?[first] ?? 0, lines[first], isTie?[first] ?? false, from, to - from));
        }
        return new(
            Array.ConvertAll(order, i => x[i]), Array.ConvertAll(order, i => y[i]), Array.ConvertAll(order, i => values[i]), Array.ConvertAll(order, i => fiducials[i]), found, name, unit, crs);
    }

    /// <summary>The samples as points, for gridding: of all lines, or of the flight lines alone.</summary>
    /// <param name="withTies">False to leave the tie lines out.</param>
    public PointSet ToPoints(bool withTies = true)
    {
        if (withTies)
            return new(X, Y, Values, Name, Unit, Crs);
        var kept = Lines.Where(line => !line.IsTie).SelectMany(line => Enumerable.Range(line.Start, line.Count)).ToArray();
        return new(Array.ConvertAll(kept, i => X[i]), Array.ConvertAll(kept, i => Y[i]), Array.ConvertAll(kept, i => Values[i]), Name, Unit, Crs);
    }

    /// <summary>The sets of each survey (sheet), in the order of their files.</summary>
    public IReadOnlyList<LineSet> BySurvey() => [.. Lines.GroupBy(line => line.Survey).Select(group =>
    {
        var (start, end) = (group.Min(line => line.Start), group.Max(line => line.End));
        return this with { X = X[start..end], Y = Y[start..end], Values = Values[start..end], Fiducials = Fiducials[start..end], Lines = [.. group.Select(line => line with { Start = line.Start - start })] };
    })];

    /// <summary>The usual difference of two fiducials in a row, for each survey, since each counts in its own way; 1 where there are no two.</summary>
    internal IReadOnlyDictionary<int, double> FiducialSteps() => Lines.GroupBy(line => line.Survey).ToDictionary(survey => survey.Key, survey =>
    {
        var steps = survey.SelectMany(line => Enumerable.Range(line.Start + 1, Math.Max(line.Count - 1, 0))).Select(i => Fiducials[i] - Fiducials[i - 1]).ToArray();
        return steps.Length == 0 ? 1 : Robust.Median(steps);
    });

    /// <summary>Stretches of a line without a gap, as first sample and the one behind the last.</summary>
    internal IEnumerable<(int From, int To)> Runs(FlightLine line, double fiducialStep)
    {
        for (int from = line.Start, to; from < line.End; from = to)
        {
            for (to = from + 1; to < line.End && Fiducials[to] - Fiducials[to - 1] <= GapInSteps * fiducialStep; to++)
            {
            }
            yield return (from, to);
        }
    }
}
