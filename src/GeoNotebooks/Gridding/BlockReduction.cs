using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What is made of the points that share a cell before a surface is laid through them.</summary>
public enum BlockReduction
{
    /// <summary>Every point stays as it is.</summary>
    None,

    /// <summary>One point a cell, at the mean place with the mean value.</summary>
    Mean,

    /// <summary>One point a cell, at the median easting and northing with the median value: single spikes have no say.</summary>
    Median,
}

/// <summary>Applies a <see cref="BlockReduction"/>.</summary>
internal static class ReducedPoints
{
    /// <summary>At most one point for each cell about a node; cells go on beyond the grid, so that points outside keep their say at its edge.</summary>
    /// <param name="points">Sorted points (<see cref="GriddingCheck.Clean"/>).</param>
    /// <param name="geometry">The nodes; the grid may be rotated.</param>
    /// <param name="reduction">What to do.</param>
    public static PointSet Of(PointSet points, GridGeometry geometry, BlockReduction reduction)
    {
        if (reduction == BlockReduction.None)
            return points;
        var cells = new (long Row, long Column)[points.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var (row, column) = geometry.At(points.X[i], points.Y[i]);
            cells[i] = ((long)Math.Floor(row + 0.5), (long)Math.Floor(column + 0.5));
        }
        int[] order = [.. Enumerable.Range(0, points.Count)];
        Array.Sort(order, (a, b) => cells[a].CompareTo(cells[b]) is var by and not 0 ? by : a.CompareTo(b));
        var (x, y, values) = (new List<double>(), new List<double>(), new List<float>());
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && cells[order[to]] == cells[order[from]];)
                to++;
            var block = order.AsSpan(from, to - from);
            x.Add(Of(block, i => points.X[i], reduction));
            y.Add(Of(block, i => points.Y[i], reduction));
            values.Add((float)Of(block, i => points.Values[i], reduction));
        }
        // Sorted by cell now; methods count on the order of places.
        return GriddingCheck.Clean(points with { X = [.. x], Y = [.. y], Values = [.. values] }, geometry);
    }

    private static double Of(ReadOnlySpan<int> block, Func<int, double> number, BlockReduction reduction)
    {
        if (block.Length == 1)
            return number(block[0]);
        var numbers = new double[block.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = number(block[i]);
        if (reduction == BlockReduction.Mean)
            return numbers.Sum() / numbers.Length;
        Array.Sort(numbers);
        return (numbers[(numbers.Length - 1) / 2] + numbers[numbers.Length / 2]) / 2;
    }
}
