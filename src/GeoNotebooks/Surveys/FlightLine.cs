namespace GeoNotebooks.Surveys;

/// <summary>One line of a <see cref="LineSet"/>: a run of its samples in the order of their fiducials.</summary>
/// <param name="Survey">Index of the file (sheet) it was read from: line 1010 of another year is another line.</param>
/// <param name="Number">Its number in the survey.</param>
/// <param name="IsTie">True for a tie (control) line, flown across the others.</param>
/// <param name="Start">Index of its first sample in the arrays of the set.</param>
/// <param name="Count">Number of its samples.</param>
public readonly record struct FlightLine(int Survey, long Number, bool IsTie, int Start, int Count)
{
    /// <summary>Index behind its last sample.</summary>
    public int End => Start + Count;
}
