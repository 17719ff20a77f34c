using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Scored nodes counted by score, the highest first: each row holds nodes of one score, or of a narrow range of scores, and says on how many the target is present
/// and absent. Every figure of quality is a function of such a table, which forgets where the nodes lie.
/// </summary>
public sealed class ScoreTable
{
    private readonly double[] _scores;
    private readonly float[] _lowest;
    private readonly int[] _present;
    private readonly int[] _absent;

    internal ScoreTable(double[] scores, float[] lowest, int[] present, int[] absent)
    {
        (_scores, _lowest, _present, _absent) = (scores, lowest, present, absent);
        foreach (var count in present)
            PresentCount += count;
        foreach (var count in absent)
            AbsentCount += count;
    }

    /// <summary>Mean score of each row, falling.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Lowest score of each row, falling.</summary>
    public ReadOnlySpan<float> Lowest => _lowest;

    /// <summary>Nodes of each row where the target is present.</summary>
    public ReadOnlySpan<int> Present => _present;

    /// <summary>Nodes of each row where the target is absent.</summary>
    public ReadOnlySpan<int> Absent => _absent;

    /// <summary>Number of rows.</summary>
    public int Rows => _scores.Length;

    /// <summary>All nodes where the target is present.</summary>
    public long PresentCount { get; }

    /// <summary>All nodes where the target is absent.</summary>
    public long AbsentCount { get; }

    /// <summary>All nodes.</summary>
    public long Count => PresentCount + AbsentCount;

    /// <summary>One row a distinct score, without loss.</summary>
    /// <param name="scores">One a node; NaN is left out.</param>
    /// <param name="labels">One a node, in the same order; unknown is left out.</param>
    /// <exception cref="ArgumentException">The two have different lengths.</exception>
    public static ScoreTable Of(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels)
    {
        var (ordered, nodes) = Order(scores, labels);
        var (values, present, absent) = (new List<float>(), new List<int>(), new List<int>());
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i == 0 || ordered[i] != ordered[i - 1])
            {
                values.Add(-ordered[i]);
                present.Add(0);
                absent.Add(0);
            }
            if (labels[nodes[i]] == TargetLabels.Present)
                present[^1]++;
            else
                absent[^1]++;
        }
        return new([.. values.Select(value => (double)value)], [.. values], [.. present], [.. absent]);
    }

    /// <summary>The nodes that count, best score first, with their scores negated.</summary>
    internal static (float[] Negated, int[] Nodes) Order(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"a figure of quality needs one label a score; found {scores.Length} scores and {labels.Length} labels");
        var (negated, nodes) = (new List<float>(scores.Length), new List<int>(scores.Length));
        for (var i = 0; i < scores.Length; i++)
        {
            if (labels[i] == TargetLabels.Unknown || float.IsNaN(scores[i]))
                continue;
            negated.Add(-scores[i]);
            nodes.Add(i);
        }
        var (keys, items) = (negated.ToArray(), nodes.ToArray());
        Array.Sort(keys, items);
        return (keys, items);
    }
}
