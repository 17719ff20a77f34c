using GeoNotebooks.Grids;

namespace GeoNotebooks.Gridding;

/// <summary>One level of the solution of <see cref="MinimumCurvature"/>: nodes that lie a number of cells apart, row 0 northernmost.</summary>
internal sealed class CurvatureLevel
{
    private const float Relaxation = 1.4f;
    private const int SweepsBetweenSlopes = 10;

    private CurvatureLevel(int rows, int columns, float[] values) => (Rows, Columns, Values) = (rows, columns, values);

    public int Rows { get; }

    public int Columns { get; }

    public float[] Values { get; }

    public static CurvatureLevel Flat(GridGeometry geometry, int step)
    {
        var (rows, columns) = Shape(geometry, step);
        return new(rows, columns, new float[rows * columns]);
    }

    /// <summary>The surface on nodes half as far apart, bilinear between these.</summary>
    public CurvatureLevel Refined(GridGeometry geometry, int step)
    {
        var (rows, columns) = Shape(geometry, step);
        var values = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var (north, south) = (Math.Min(row / 2, Rows - 1), Math.Min((row + 1) / 2, Rows - 1));
            for (var column = 0; column < columns; column++)
            {
                var (west, east) = (Math.Min(column / 2, Columns - 1), Math.Min((column + 1) / 2, Columns - 1));
                values[row * columns + column] = 0.25f * (Values[north * Columns + west] + Values[north * Columns + east]
                    + Values[south * Columns + west] + Values[south * Columns + east]);
            }
        }
        return new(rows, columns, values);
    }

    /// <summary>Relaxes the surface until it rests on the data.</summary>
    public void Solve(BlockMean data, float tension, float tolerance, int maximumSweeps, CancellationToken cancellationToken)
    {
        var isFixed = new bool[Values.Length];
        for (var sweep = 0; sweep < maximumSweeps; sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sweep % SweepsBetweenSlopes == 0)
                PinToData(data, isFixed);
            if (Sweep(isFixed, tension) < tolerance && sweep % SweepsBetweenSlopes != 0)
                break;
        }
        PinToData(data, isFixed);
    }

    /// <summary>A block of data fixes its node at the data's value, carried to the node along the slope that the surface has now.</summary>
    private void PinToData(BlockMean data, bool[] isFixed)
    {
        for (var i = 0; i < data.Value.Length; i++)
        {
            var (row, column) = (data.Row[i], data.Column[i]);
            var (west, east) = (Math.Max(column - 1, 0), Math.Min(column + 1, Columns - 1));
            var (north, south) = (Math.Max(row - 1, 0), Math.Min(row + 1, Rows - 1));
            var slopeX = (Values[row * Columns + east] - Values[row * Columns + west]) / Math.Max(east - west, 1);
            var slopeY = (Values[south * Columns + column] - Values[north * Columns + column]) / Math.Max(south - north, 1);
            var node = row * Columns + column;
            Values[node] = (float)(data.Value[i] - slopeX * data.OffsetX[i] - slopeY * data.OffsetY[i]);
            isFixed[node] = true;
        }
    }

    /// <summary>
    /// One sweep of successive over-relaxation; returns the largest change. Rows three apart share no node of the stencil, so rows of one
    /// residue are relaxed at once and the result does not depend on the number of threads.
    /// </summary>
    private float Sweep(bool[] isFixed, float tension)
    {
        var changes = new float[Rows];
        for (var residue = 0; residue < 3; residue++)
        {
            var first = residue;
            Parallel.For(0, (Rows - first + 2) / 3, i =>
            {
                var row = first + 3 * i;
                changes[row] = row >= 2 && row < Rows - 2 ? SweepInnerRow(row, isFixed, tension) : SweepEdge(row, 0, Columns, isFixed, tension);
            });
        }
        return changes.Max();
    }

    private float SweepInnerRow(int row, bool[] isFixed, float tension)
    {
        var change = Math.Max(SweepEdge(row, 0, Math.Min(2, Columns), isFixed, tension), SweepEdge(row, Math.Max(2, Columns - 2), Columns, isFixed, tension));
        if (Columns < 5)
            return change;
        var curvature = 1 - tension;
        var scale = 1 / (20 * curvature + 4 * tension);
        var (near, diagonal, far) = ((8 * curvature + tension) * scale, -2 * curvature * scale, -curvature * scale);
        var u = Values;
        for (int at = row * Columns + 2, end = row * Columns + Columns - 2, n = Columns; at < end; at++)
        {
            if (isFixed[at])
                continue;
            var rest = near * (u[at - 1] + u[at + 1] + u[at - n] + u[at + n])
                + diagonal * (u[at - n - 1] + u[at - n + 1] + u[at + n - 1] + u[at + n + 1])
                + far * (u[at - 2] + u[at + 2] + u[at - 2 * n] + u[at + 2 * n]);
            var move = Relaxation * (rest - u[at]);
            u[at] += move;
            change = Math.Max(change, Math.Abs(move));
        }
        return change;
    }

    /// <summary>
    /// Nodes within two of an edge: the energy (1 - T)(u_xx^2 + 2 u_xy^2 + u_yy^2) + T (u_x^2 + u_y^2), of which the inner stencil is the
    /// derivative, summed over those of its terms that lie wholly within the grid. That is the free edge.
    /// </summary>
    private float SweepEdge(int row, int fromColumn, int toColumn, bool[] isFixed, float tension)
    {
        var change = 0f;
        for (var column = fromColumn; column < toColumn; column++)
        {
            var at = row * Columns + column;
            if (isFixed[at])
                continue;
            var (weight, pull) = (0f, 0f);
            void Term(float factor, ReadOnlySpan<(int Row, int Column, int Factor)> nodes)
            {
                var (own, others) = (0, 0f);
                foreach (var (r, c, k) in nodes)
                {
                    if (r < 0 || c < 0 || r >= Rows || c >= Columns)
                        return;
                    if (r == row && c == column)
                        own = k;
                    else
                        others += k * Values[r * Columns + c];
                }
                weight += factor * own * own;
                pull -= factor * own * others;
            }
            for (var shift = -1; shift <= 1; shift++)
            {
                Term(1 - tension, [(row, column + shift - 1, 1), (row, column + shift, -2), (row, column + shift + 1, 1)]);
                Term(1 - tension, [(row + shift - 1, column, 1), (row + shift, column, -2), (row + shift + 1, column, 1)]);
            }
            for (var dr = -1; dr <= 0; dr++)
                for (var dc = -1; dc <= 0; dc++)
                    Term(2 * (1 - tension), [(row + dr, column + dc, 1), (row + dr, column + dc + 1, -1), (row + dr + 1, column + dc, -1), (row + dr + 1, column + dc + 1, 1)]);
            for (var shift = -1; shift <= 0; shift++)
            {
                Term(tension, [(row, column + shift, -1), (row, column + shift + 1, 1)]);
                Term(tension, [(row + shift, column, -1), (row + shift + 1, column, 1)]);
            }
            if (weight == 0)
                continue;
            var move = Relaxation * (pull / weight - Values[at]);
            Values[at] += move;
            change = Math.Max(change, Math.Abs(move));
        }
        return change;
    }

    private static (int Rows, int Columns) Shape(GridGeometry geometry, int step) =>
        ((geometry.Rows - 2 + step) / step + 1, (geometry.Columns - 2 + step) / step + 1);
}
