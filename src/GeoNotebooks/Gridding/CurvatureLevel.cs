using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GeoNotebooks.Gridding;

/// <summary>
/// One level of <see cref="CurvatureMultigrid"/>: nodes some cells apart, row 0 northernmost, the equation of each and the data that lie among them.
/// A node with a block of data is tied to it; all others follow <see cref="CurvatureStencil"/>.
/// </summary>
internal sealed class CurvatureLevel
{
    // Over-relaxation damps the rough parts of an equation of fourth order faster than Gauss-Seidel alone does.
    private const double Relaxation = 1.4;
    // Data that lean on nodes which lean on them swing about their values: under-relaxed, they settle.
    private const double RelaxationOfData = 0.7;
    private const double LargestLeaning = 0.5;
    private const int SmallestParallel = 1 << 15;
    private const int RowsPerStrip = 16;

    private readonly DataBlocks _data;
    private readonly int[] _firstOfRow;
    private readonly CurvatureStencil?[] _stencils = new CurvatureStencil?[81];
    private readonly double[] _freedom;
    private readonly float[] _bend;
    private readonly double[] _rowResult;
    private readonly double[] _rowSecond;
    private readonly (double Own, double NearX, double NearY, double Diagonal, double FarX, double FarY) _inner;

    public CurvatureLevel(DataBlocks data, double tension, int step, double aspect)
    {
        _data = data;
        (Rows, Columns) = (data.Rows, data.Columns);
        (_rowResult, _rowSecond) = (new double[Rows], new double[Rows]);
        for (var key = 0; key < 81; key++)
        {
            var (top, bottom, left, right) = (key / 27, key / 9 % 3, key / 3 % 3, key % 3);
            var (rows, columns) = (top + bottom + 1, left + right + 1);
            _stencils[key] = CurvatureStencil.Of(top, left, rows, columns, tension, step, aspect);
        }
        var inner = _stencils[80]!;
        double Factor(int row, int column) => inner.Others.FirstOrDefault(other => (other.Row, other.Column) == (row, column)).Factor;
        _inner = (inner.Own, Factor(0, 1), Factor(1, 0), Factor(1, 1), Factor(0, 2), Factor(2, 0));

        _firstOfRow = new int[Rows + 1];
        _freedom = new double[Rows * Columns];
        Array.Fill(_freedom, Relaxation);
        foreach (var node in data.Node)
        {
            _freedom[node] = 0;
            _firstOfRow[node / Columns + 1]++;
        }
        for (var row = 0; row < Rows; row++)
            _firstOfRow[row + 1] += _firstOfRow[row];
        Values = new double[Rows * Columns];
        _bend = new float[data.Count];
        // 0 where no block is, otherwise its number from 1 on.
        var blockOf = new int[Rows * Columns];
        for (var block = 0; block < data.Count; block++)
            blockOf[data.Node[block]] = block + 1;
        ForEach((data.Count + 1023) / 1024, part =>
        {
            for (int block = 1024 * part, end = Math.Min(block + 1024, data.Count); block < end; block++)
                _bend[block] = BendOf(block, blockOf);
        });
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The surface; or, within a cycle that began on a finer level, what that level's surface lacks.</summary>
    public double[] Values { get; }

    /// <summary>What the equations of free nodes come to: 0 for the surface itself, which has no array for it.</summary>
    public double[]? Right { get; private set; }

    /// <summary>Whether any node is free of data.</summary>
    public bool HasFreeNodes => _data.Count < Values.Length;

    /// <summary>Bends the surface by one sweep over all nodes; returns the largest change of a value.</summary>
    /// <param name="onData">Whether data nodes follow their data; otherwise they stay where they are.</param>
    /// <remarks>
    /// First the even strips of rows are swept at once, then the odd ones between them: no equation reaches from one even strip to another, and the number of threads does not change the result.
    /// </remarks>
    public double Sweep(bool onData)
    {
        var strips = (Rows + RowsPerStrip - 1) / RowsPerStrip;
        for (var parity = 0; parity < 2; parity++)
        {
            var odd = parity;
            InParallel((strips + 1 - odd) / 2, i =>
            {
                for (int row = (2 * i + odd) * RowsPerStrip, end = Math.Min(row + RowsPerStrip, Rows); row < end; row++)
                    _rowResult[row] = SweepRow(row, onData);
            });
        }
        return _rowResult.Max();
    }

    /// <summary>What the equations of the free nodes still lack, 0 on data nodes, into an array.</summary>
    public void Residual(double[] into) => ForEach(Rows, row =>
    {
        Apply(row, Values, into);
        for (int at = row * Columns, end = at + Columns; at < end; at++)
            into[at] = _freedom[at] == 0 ? 0 : (Right is null ? 0 : Right[at]) - into[at];
    });

    /// <summary>Begins a correction: no values yet, and a right side gathered from the residuals of the next finer level (the transpose of a linear interpolation).</summary>
    public void BeginCorrection(double[] residual, int rows, int columns)
    {
        Array.Clear(Values);
        Right ??= new double[Values.Length];
        ForEach(Rows, row =>
        {
            for (var column = 0; column < Columns; column++)
            {
                var sum = 0.0;
                for (var r = Math.Max(2 * row - 1, 0); r <= Math.Min(2 * row + 1, rows - 1); r++)
                    for (var c = Math.Max(2 * column - 1, 0); c <= Math.Min(2 * column + 1, columns - 1); c++)
                        sum += (r == 2 * row ? 1 : 0.5) * (c == 2 * column ? 1 : 0.5) * residual[r * columns + c];
                Right[row * Columns + column] = sum;
            }
        });
    }

    /// <summary>
    /// Adds to the free nodes what a coarser level found, in the length that lowers the energy most; returns the largest change.
    /// So a correction never does harm, however coarsely the coarser level sees where the data lie.
    /// </summary>
    /// <param name="correction">The coarser level's values on these nodes.</param>
    /// <param name="residual">This level's residuals; overwritten.</param>
    public double Correct(double[] correction, double[] residual)
    {
        ForEach(Rows, row =>
        {
            for (int at = row * Columns, end = at + Columns; at < end; at++)
                correction[at] = _freedom[at] == 0 ? 0 : correction[at];
        });
        ForEach(Rows, row =>
        {
            var gain = 0.0;
            for (int at = row * Columns, end = at + Columns; at < end; at++)
                gain += residual[at] * correction[at];
            Apply(row, correction, residual);
            var cost = 0.0;
            for (int at = row * Columns, end = at + Columns; at < end; at++)
                cost += residual[at] * correction[at];
            (_rowResult[row], _rowSecond[row]) = (gain, cost);
        });
        var (gain, cost) = (_rowResult.Sum(), _rowSecond.Sum());
        if (!(cost > 0))
            return 0;
        var length = gain / cost;
        ForEach(Rows, row =>
        {
            var change = 0.0;
            for (int at = row * Columns, end = at + Columns; at < end; at++)
            {
                var move = length * correction[at];
                Values[at] += move;
                change = Math.Max(change, Math.Abs(move));
            }
            _rowResult[row] = change;
        });
        return _rowResult.Max();
    }

    /// <summary>The values on nodes half as far apart: cubic between these, so that no kinks are added; linear beside an edge.</summary>
    public void RefineInto(double[] fine, int rows, int columns) => ForEach(rows, row =>
    {
        var between = ArrayPool<double>.Shared.Rent(Columns);
        var coarse = row / 2;
        var north = Values.AsSpan(coarse * Columns, Columns);
        if (row % 2 == 0)
            north.CopyTo(between);
        else if (coarse == 0 || coarse + 2 >= Rows)
            for (var column = 0; column < Columns; column++)
                between[column] = 0.5 * (north[column] + Values[(coarse + 1) * Columns + column]);
        else
            for (int column = 0, at = coarse * Columns; column < Columns; column++, at++)
                between[column] = (9 * (Values[at] + Values[at + Columns]) - Values[at - Columns] - Values[at + 2 * Columns]) / 16;
        for (int column = 0, at = row * columns; column < columns; column++, at++)
        {
            var west = column / 2;
            fine[at] = column % 2 == 0 ? between[west]
                : west == 0 || west + 2 >= Columns ? 0.5 * (between[west] + between[west + 1])
                : (9 * (between[west] + between[west + 1]) - between[west - 1] - between[west + 2]) / 16;
        }
        ArrayPool<double>.Shared.Return(between);
    });

    private double SweepRow(int row, bool onData)
    {
        var change = 0.0;
        var inner = row >= 2 && row < Rows - 2 && Columns > 4;
        for (var column = 0; column < (inner ? 2 : Columns); column++)
            change = Math.Max(change, RelaxEdge(row, column));
        if (inner)
        {
            change = Math.Max(change, SweepInner(row));
            for (var column = Columns - 2; column < Columns; column++)
                change = Math.Max(change, RelaxEdge(row, column));
        }
        if (onData)
            for (var block = _firstOfRow[row]; block < _firstOfRow[row + 1]; block++)
                change = Math.Max(change, Tie(row, block));
        return change;
    }

    /// <summary>
    /// Everything that does not hang on the node just relaxed is worked out first, several nodes at once; what is left is one multiplication and one addition
    /// from each node to the next, which is what bounds the speed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SweepInner(int row)
    {
        var count = Columns - 4;
        var (start, factor) = (ArrayPool<double>.Shared.Rent(count), ArrayPool<double>.Shared.Rent(count));
        var first = row * Columns + 2;
        Ahead(Values, first, start.AsSpan(0, count));
        var (u, n) = (Values, Vector<double>.Count);
        var scale = 1 / _inner.Own;
        var i = 0;
        for (; i <= count - n; i += n)
        {
            var freedom = new Vector<double>(_freedom, first + i);
            var value = new Vector<double>(u, first + i);
            var right = Right is null ? Vector<double>.Zero : new Vector<double>(Right, first + i);
            var share = freedom * scale;
            (value - freedom * value + share * (right - new Vector<double>(start, i))).CopyTo(start, i);
            share.CopyTo(factor, i);
        }
        for (; i < count; i++)
        {
            var share = _freedom[first + i] * scale;
            start[i] = u[first + i] - _freedom[first + i] * u[first + i] + share * ((Right is null ? 0 : Right[first + i]) - start[i]);
            factor[i] = share;
        }
        var (near, far, change) = (_inner.NearX, _inner.FarX, 0.0);
        var (west, farWest) = (u[first - 1], u[first - 2]);
        var row0 = u.AsSpan(first, count);
        var begin = start.AsSpan(0, count);
        var shares = factor.AsSpan(0, count);
        for (i = 0; i < row0.Length; i++)
        {
            var share = shares[i];
            var value = Math.FusedMultiplyAdd(-share * near, west, Math.FusedMultiplyAdd(-share * far, farWest, begin[i]));
            var move = Math.Abs(value - row0[i]);
            if (move > change)
                change = move;
            row0[i] = value;
            (west, farWest) = (value, west);
        }
        ArrayPool<double>.Shared.Return(start);
        ArrayPool<double>.Shared.Return(factor);
        return change;
    }

    private double RelaxEdge(int row, int column)
    {
        var at = row * Columns + column;
        var stencil = StencilAt(row, column);
        if (_freedom[at] == 0 || stencil.Own == 0)
            return 0;
        var sum = Right is null ? 0 : Right[at];
        foreach (var (r, c, factor) in stencil.Others)
            sum -= factor * Values[at + r * Columns + c];
        var move = _freedom[at] * (sum / stencil.Own - Values[at]);
        Values[at] += move;
        return Math.Abs(move);
    }

    /// <summary>
    /// Sets a data node so that the surface's expansion about it (Taylor, to the second order, by differences over the eight neighbours) meets the datum where it lies;
    /// to the first order beside an edge.
    /// </summary>
    private double Tie(int row, int block)
    {
        var (u, n, at) = (Values, Columns, _data.Node[block]);
        ref readonly var datum = ref _data.Data[block];
        var column = at - row * n;
        double target;
        if (IsInside(row, column))
        {
            var (north, south, west, east) = (u[at - n], u[at + n], u[at - 1], u[at + 1]);
            var bend = datum.XX * (east + west) + datum.YY * (south + north) + 0.5 * datum.XY * (u[at + n + 1] - u[at + n - 1] - u[at - n + 1] + u[at - n - 1]);
            target = (datum.Value - 0.5 * (datum.X * (east - west) + datum.Y * (south - north) + _bend[block] * bend)) / (1 - _bend[block] * (datum.XX + datum.YY));
        }
        else
        {
            var (west, east) = (column > 0 ? at - 1 : at, column < n - 1 ? at + 1 : at);
            var (north, south) = (row > 0 ? at - n : at, row < Rows - 1 ? at + n : at);
            // One-sided differences hold the node itself; its last value serves.
            target = datum.Value - datum.X * (u[east] - u[west]) / Math.Max(east - west, 1) - datum.Y * (u[south] - u[north]) / Math.Max((south - north) / n, 1);
        }
        var move = RelaxationOfData * (target - u[at]);
        u[at] += move;
        return Math.Abs(move);
    }

    /// <summary>
    /// How much of the second order a datum may use: all of it along lines; less in a knot of data that lean on each other across the borders of their cells, where four
    /// nodes would share what is known of one place and the equations be nearly singular. The sum of the mutual leanings (the geometric mean of both factors,
    /// over both nodes' own) bounds how near; the first order alone stays far from it.
    /// </summary>
    private float BendOf(int block, int[] blockOf)
    {
        var (at, n) = (_data.Node[block], Columns);
        if (!IsInside(at / n, at % n))
            return 0;
        ref readonly var datum = ref _data.Data[block];
        for (var share = 1f; share > 0; share -= 0.125f)
        {
            var sum = 0.0;
            for (var south = -1; south <= 1; south++)
                for (var east = -1; east <= 1; east++)
                    if ((south, east) != (0, 0) && blockOf[at + south * n + east] is > 0 and var other)
                    {
                        ref readonly var neighbour = ref _data.Data[other - 1];
                        var product = Leaning(datum, south, east, share) * Leaning(neighbour, -south, -east, share);
                        sum += product > 0 ? Math.Sqrt(product) : 0;
                    }
            if (sum <= LargestLeaning)
                return share;
        }
        return 0;
    }

    /// <summary>The factor of a neighbour in a datum's equation, over that of its own node.</summary>
    private static double Leaning(in BlockDatum datum, int south, int east, float share) =>
        (south == 0 ? share * datum.XX + east * datum.X : east == 0 ? share * datum.YY + south * datum.Y : 0.5 * share * datum.XY * south * east) / 2
        / (1 - share * (datum.XX + datum.YY));

    private bool IsInside(int row, int column) => row > 0 && row < Rows - 1 && column > 0 && column < Columns - 1;

    /// <summary>Factors times values about each node of a row.</summary>
    private void Apply(int row, double[] u, double[] into)
    {
        var inner = row >= 2 && row < Rows - 2 && Columns > 4;
        for (var column = 0; column < Columns; column++)
        {
            if (inner && column == 2)
                column = Columns - 2;
            var at = row * Columns + column;
            var stencil = StencilAt(row, column);
            var sum = stencil.Own * u[at];
            foreach (var (r, c, factor) in stencil.Others)
                sum += factor * u[at + r * Columns + c];
            into[at] = sum;
        }
        if (!inner)
            return;
        var (first, count, n) = (row * Columns + 2, Columns - 4, Vector<double>.Count);
        Ahead(u, first, into.AsSpan(first, count));
        var i = first;
        for (; i <= first + count - n; i += n)
            (new Vector<double>(into, i) + new Vector<double>(u, i) * _inner.Own + new Vector<double>(u, i - 1) * _inner.NearX + new Vector<double>(u, i - 2) * _inner.FarX).CopyTo(into, i);
        for (; i < first + count; i++)
            into[i] += u[i] * _inner.Own + u[i - 1] * _inner.NearX + u[i - 2] * _inner.FarX;
    }

    /// <summary>Factors times values of the neighbours in other rows and to the east.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Ahead(double[] u, int first, Span<double> into)
    {
        var (n, lanes) = (Columns, Vector<double>.Count);
        var (_, nearX, nearY, diagonal, farX, farY) = _inner;
        var i = 0;
        Vector<double> At(int index) => new(u, index);
        for (; i <= into.Length - lanes; i += lanes)
        {
            var at = first + i;
            var sum = (At(at - n) + At(at + n)) * nearY
                + (At(at - n - 1) + At(at - n + 1) + At(at + n - 1) + At(at + n + 1)) * diagonal
                + (At(at - 2 * n) + At(at + 2 * n)) * farY
                + At(at + 1) * nearX + At(at + 2) * farX;
            sum.CopyTo(into[i..]);
        }
        for (; i < into.Length; i++)
        {
            var at = first + i;
            into[i] = (u[at - n] + u[at + n]) * nearY
                + (u[at - n - 1] + u[at - n + 1] + u[at + n - 1] + u[at + n + 1]) * diagonal
                + (u[at - 2 * n] + u[at + 2 * n]) * farY
                + u[at + 1] * nearX + u[at + 2] * farX;
        }
    }

    private CurvatureStencil StencilAt(int row, int column) =>
        _stencils[((Math.Min(row, 2) * 3 + Math.Min(Rows - 1 - row, 2)) * 3 + Math.Min(column, 2)) * 3 + Math.Min(Columns - 1 - column, 2)]!;

    private void ForEach(int rows, Action<int> row) => InParallel((rows + RowsPerStrip - 1) / RowsPerStrip, strip =>
    {
        for (int i = strip * RowsPerStrip, end = Math.Min(i + RowsPerStrip, rows); i < end; i++)
            row(i);
    });

    private void InParallel(int tasks, Action<int> task)
    {
        if (_freedom.Length >= SmallestParallel)
            Parallel.For(0, tasks, task);
        else
            for (var i = 0; i < tasks; i++)
                task(i);
    }
}
