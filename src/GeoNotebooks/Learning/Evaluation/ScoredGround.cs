using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Ground with a score, a label and a block a node: what every figure of quality is taken from. Grounds of several regions are pooled into one,
/// each with blocks of its own.
/// </summary>
/// <param name="Scores">One a node; for the calibration figures probabilities in [0, 1]. NaN is left out.</param>
/// <param name="Labels">One a node, in the same order; <see cref="TargetLabels.Unknown"/> is left out.</param>
/// <param name="Blocks">The block of each node, from 0: pieces of ground that are drawn together, since neighbouring nodes are no independent witnesses.</param>
public sealed record ScoredGround(float[] Scores, sbyte[] Labels, int[] Blocks)
{
    /// <summary>One a node, in the same order.</summary>
    public sbyte[] Labels { get; init; } = Labels.Length == Scores.Length
        ? Labels
        : throw new ArgumentException($"scored ground needs one label a score; found {Scores.Length} scores and {Labels.Length} labels");

    /// <summary>The block of each node, from 0.</summary>
    public int[] Blocks { get; init; } = Blocks.Length != Scores.Length
        ? throw new ArgumentException($"scored ground needs one block a score; found {Scores.Length} scores and {Blocks.Length} blocks")
        : Array.TrueForAll(Blocks, block => block >= 0) ? Blocks : throw new ArgumentException($"expected blocks numbered from 0; found {Blocks.Min()}");

    /// <summary>Number of nodes with a score and a known label.</summary>
    public int Count => Enumerable.Range(0, Scores.Length).Count(Judged);

    /// <summary>Number of these where the target is present.</summary>
    public int PresentCount => Enumerable.Range(0, Scores.Length).Count(node => Judged(node) && Labels[node] == TargetLabels.Present);

    /// <summary>Share of the judged nodes where the target is present; NaN when none is judged.</summary>
    public double Prevalence => Count is > 0 and var count ? (double)PresentCount / count : double.NaN;

    /// <summary>Number of blocks with a judged node.</summary>
    public int BlockCount => JudgedBlocks().Length;

    /// <summary>A map held against labels.</summary>
    /// <param name="map">Scores or probabilities; NaN where nothing is judged.</param>
    /// <param name="labels">Labels on the same nodes; unknown where nothing is judged.</param>
    /// <param name="blocks">The block of each node, as <see cref="BlockFolds.BlocksOf"/> gives it.</param>
    /// <exception cref="InvalidDataException">Map and labels lie on different nodes.</exception>
    public static ScoredGround Of(Grid map, TargetLabels labels, int[] blocks)
    {
        map.RequireSameNodes(labels.Geometry, $"labels of {labels.Target}");
        return new(map.Values, labels.Values, blocks);
    }

    /// <summary>A map held against labels, in the blocks of the folds that it was predicted by.</summary>
    /// <param name="map">Scores or probabilities out of fold.</param>
    /// <param name="labels">Labels on the same nodes.</param>
    /// <param name="folds">The blocks.</param>
    public static ScoredGround Of(Grid map, TargetLabels labels, BlockFolds folds) => Of(map, labels, folds.BlocksOf(labels.Geometry));

    /// <summary>Several grounds as one; the blocks of each are numbered on from those before, so that none is shared.</summary>
    /// <param name="grounds">One a region or seed.</param>
    public static ScoredGround Pool(params IReadOnlyList<ScoredGround> grounds)
    {
        if (grounds.Count == 0)
            throw new ArgumentException("expected at least one ground to pool; found none");
        var blocks = new List<int>(grounds.Sum(ground => ground.Blocks.Length));
        var next = 0;
        foreach (var ground in grounds)
        {
            var first = next;
            foreach (var block in ground.Blocks)
            {
                blocks.Add(first + block);
                next = Math.Max(next, first + block + 1);
            }
        }
        return new([.. grounds.SelectMany(ground => ground.Scores)], [.. grounds.SelectMany(ground => ground.Labels)], [.. blocks]);
    }

    /// <summary>The part of the ground whose block meets a rule; elsewhere labels are unknown.</summary>
    public ScoredGround WhereBlock(Func<int, bool> wanted) =>
        this with { Labels = [.. Labels.Select((label, node) => wanted(Blocks[node]) ? label : TargetLabels.Unknown)] };

    /// <summary>A figure of quality of the whole ground: exact, each distinct score a row of its own.</summary>
    public double Measure(ScoreMetric metric) => metric.Of(ScoreTable.Of(Scores, Labels));

    /// <summary>Judged blocks in order.</summary>
    internal int[] JudgedBlocks()
    {
        var found = new HashSet<int>();
        for (var node = 0; node < Scores.Length; node++)
            if (Judged(node))
                found.Add(Blocks[node]);
        return [.. found.Order()];
    }

    /// <summary>This ground and another on the same nodes, both judged only where both have a score.</summary>
    internal (ScoredGround First, ScoredGround Second) Against(ScoredGround other)
    {
        if (!Labels.AsSpan().SequenceEqual(other.Labels) || !Blocks.AsSpan().SequenceEqual(other.Blocks))
            throw new ArgumentException($"a paired difference needs two scores with the same labels and blocks; found {Scores.Length} and {other.Scores.Length} nodes that differ in either");
        var labels = new sbyte[Labels.Length];
        for (var node = 0; node < labels.Length; node++)
            labels[node] = float.IsNaN(Scores[node]) || float.IsNaN(other.Scores[node]) ? TargetLabels.Unknown : Labels[node];
        return (this with { Labels = labels }, other with { Labels = labels });
    }

    private bool Judged(int node) => Labels[node] != TargetLabels.Unknown && !float.IsNaN(Scores[node]);
}
