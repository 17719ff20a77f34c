using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>The table of scores of each block on the same rows, so that the table of any draw of blocks is a weighted sum. Only rows that a block has nodes in are kept.</summary>
internal sealed class BlockTables
{
    private readonly double[] _scores;
    private readonly float[] _lowest;
    private readonly Entry[] _entries;
    private readonly int[] _first;

    /// <summary>Counts scored ground.</summary>
    /// <param name="ground">The ground.</param>
    /// <param name="blocks">Its judged blocks in order: weights are given in this order.</param>
    /// <param name="mostRows">Rows of the table.</param>
    /// <param name="cuts">Scores that no row may lie on both sides of.</param>
    public BlockTables(ScoredGround ground, int[] blocks, int mostRows, IReadOnlyCollection<float> cuts)
    {
        var (negated, nodes) = ScoreTable.Order(ground.Scores, ground.Labels);
        var rowOf = Rows(negated, nodes, ground.Labels, mostRows, [.. cuts.Select(cut => -cut).Order()]);
        var rows = nodes.Length == 0 ? 0 : rowOf[^1] + 1;
        (_scores, _lowest) = (new double[rows], new float[rows]);
        var members = new int[rows];
        var place = new int[blocks.Length == 0 ? 0 : blocks[^1] + 1];
        for (var i = 0; i < blocks.Length; i++)
            place[blocks[i]] = i;
        // Nodes come row by row, so a block's last entry is the only one that a node can belong to.
        var last = new int[blocks.Length];
        _first = new int[blocks.Length + 1];
        Array.Fill(last, -1);
        for (var i = 0; i < nodes.Length; i++)
        {
            var (row, block) = (rowOf[i], place[ground.Blocks[nodes[i]]]);
            _scores[row] -= negated[i];
            _lowest[row] = -negated[i];
            members[row]++;
            if (last[block] != row)
                _first[block + 1]++;
            last[block] = row;
        }
        for (var row = 0; row < rows; row++)
            _scores[row] /= members[row];
        for (var block = 0; block < blocks.Length; block++)
            _first[block + 1] += _first[block];
        _entries = new Entry[_first[^1]];
        var next = _first[..^1];
        Array.Fill(last, -1);
        for (var i = 0; i < nodes.Length; i++)
        {
            var (row, block) = (rowOf[i], place[ground.Blocks[nodes[i]]]);
            if (last[block] != row)
                _entries[next[block]++].Row = row;
            last[block] = row;
            ref var entry = ref _entries[next[block] - 1];
            if (ground.Labels[nodes[i]] == TargetLabels.Present)
                entry.Present++;
            else
                entry.Absent++;
        }
    }

    /// <summary>The table of a draw.</summary>
    /// <param name="weights">How often each block was drawn.</param>
    public ScoreTable Sum(ReadOnlySpan<int> weights)
    {
        var (present, absent) = (new int[_scores.Length], new int[_scores.Length]);
        for (var block = 0; block < weights.Length; block++)
        {
            var weight = weights[block];
            if (weight == 0)
                continue;
            foreach (ref readonly var entry in _entries.AsSpan(_first[block], _first[block + 1] - _first[block]))
            {
                present[entry.Row] += weight * entry.Present;
                absent[entry.Row] += weight * entry.Absent;
            }
        }
        return new(_scores, _lowest, present, absent);
    }

    /// <summary>The row of each node in order. A row ends where it holds its part of the nodes or of the positives, at a cut, never between equal scores.</summary>
    private static int[] Rows(float[] negated, int[] nodes, sbyte[] labels, int mostRows, float[] cuts)
    {
        var rowOf = new int[nodes.Length];
        var present = nodes.Count(node => labels[node] == TargetLabels.Present);
        // Half of the rows go by nodes, half by positives: were rows cut by nodes alone, the few nodes with a rare target could all fall into one.
        var (nodesARow, presentARow) = (2.0 * nodes.Length / mostRows, 2.0 * present / mostRows);
        int row = 0, inRow = 0, presentInRow = 0, cut = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            var tied = i > 0 && negated[i] == negated[i - 1];
            var parted = false;
            while (cut < cuts.Length && negated[i] > cuts[cut])
            {
                parted = true;
                cut++;
            }
            if (i > 0 && !tied && (parted || inRow >= nodesARow || presentInRow >= presentARow && presentInRow > 0))
                (row, inRow, presentInRow) = (row + 1, 0, 0);
            rowOf[i] = row;
            inRow++;
            presentInRow += labels[nodes[i]] == TargetLabels.Present ? 1 : 0;
        }
        return rowOf;
    }

    private struct Entry
    {
        public int Row;
        public int Present;
        public int Absent;
    }
}
