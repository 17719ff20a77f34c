using GeoNotebooks.Grids;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>The score from which on a node is flagged, chosen on training or calibration ground, or by how much empty ground may be flagged.</summary>
public static class FlagThreshold
{
    /// <summary>The threshold of the highest F1. Take it on training or calibration ground: on the ground that is judged it flatters.</summary>
    /// <exception cref="InvalidDataException">The target is nowhere present.</exception>
    public static float OfBestF1(ScoredGround ground)
    {
        var table = ScoreTable.Of(ground.Scores, ground.Labels);
        if (table.PresentCount == 0)
            throw new InvalidDataException($"expected ground with the target to choose a threshold on; none of {table.Count} judged nodes has it");
        long present = 0, count = 0;
        var (best, threshold) = (-1.0, 0f);
        for (var row = 0; row < table.Rows; row++)
        {
            present += table.Present[row];
            count += table.Present[row] + table.Absent[row];
            // 2 TP / (2 TP + FP + FN), where TP + FP are the flagged and TP + FN the present.
            var f1 = 2.0 * present / (count + table.PresentCount);
            if (f1 > best)
                (best, threshold) = (f1, table.Lowest[row]);
        }
        return threshold;
    }

    /// <summary>The lowest threshold that flags at most a share of the target-free ground; one that flags nothing when already the best score is too much.</summary>
    /// <param name="ground">For lines held against the widened flags, ground scored by <see cref="Widened"/>.</param>
    /// <param name="share">Share of the nodes where the target is absent, such as 0.02.</param>
    /// <exception cref="InvalidDataException">No node is target-free.</exception>
    public static float OfAbsentShare(ScoredGround ground, double share = 0.02)
    {
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), FormattableString.Invariant($"expected a share between 0 and 1; found {share}"));
        var table = ScoreTable.Of(ground.Scores, ground.Labels);
        if (table.AbsentCount == 0)
            throw new InvalidDataException($"expected ground without the target to choose a threshold on; none of {table.Count} judged nodes is without");
        long absent = 0;
        var threshold = MathF.BitIncrement(table.Lowest[0]);
        for (var row = 0; row < table.Rows && (absent += table.Absent[row]) <= share * table.AbsentCount; row++)
            threshold = table.Lowest[row];
        return threshold;
    }

    /// <summary>
    /// The highest score within a distance of each node: a threshold flags on this map what it flags on the other, widened by the distance (dilation by a disc; Serra 1982, Image Analysis and
    /// Mathematical Morphology).
    /// </summary>
    /// <param name="map">Scores; nodes without one widen nothing and stay without.</param>
    /// <param name="distanceMetres">The distance between nodes up to which it reaches.</param>
    public static Grid Widened(Grid map, double distanceMetres)
    {
        var (rows, columns) = (map.Rows, map.Columns);
        var offsets = NodesWithin.Offsets(map.Geometry, distanceMetres);
        var values = new float[map.Values.Length];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var node = row * columns + column;
                var highest = map.Values[node];
                if (!float.IsNaN(highest))
                    foreach (var (down, right) in offsets)
                        if (row + down >= 0 && row + down < rows && column + right >= 0 && column + right < columns && map.Values[node + down * columns + right] is var other && other > highest)
                            highest = other;
                values[node] = highest;
            }
        });
        return map with { Values = values };
    }
}
