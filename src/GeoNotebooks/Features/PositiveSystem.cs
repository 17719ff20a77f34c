using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GeoNotebooks.Features;

/// <summary>
/// Linear equations with a symmetric, positive definite matrix, by Cholesky's factors in panels (Golub and Van Loan 2013, Matrix Computations, section 4.2.9): a panel's diagonal block is factored
/// and inverted, and all rows below it follow at once. Of a few hundred unknowns, where a library's call costs more than the work.
/// </summary>
internal sealed class PositiveSystem
{
    private const int Panel = 32;
    private const int Tile = 4;

    private readonly int _stride;
    private readonly double[] _matrix;

    /// <summary>Room for a matrix.</summary>
    /// <param name="count">Number of unknowns.</param>
    public PositiveSystem(int count)
    {
        Count = count;
        _stride = (count + Panel - 1) / Panel * Panel;
        _matrix = new double[_stride * _stride];
        // What fills the last panel up is a system of its own.
        for (var i = count; i < _stride; i++)
            _matrix[i * _stride + i] = 1;
    }

    public int Count { get; }

    /// <summary>A row of the matrix up to its diagonal, to be written.</summary>
    public Span<double> Row(int row) => _matrix.AsSpan(row * _stride, row + 1);

    /// <summary>The solution; the matrix is used up.</summary>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        var inverse = new double[Panel * Panel];
        for (var first = 0; first < _stride; first += Panel)
        {
            var start = first;
            for (var row = start; row < start + Panel; row += Tile)
                Lessen(row, start, start);
            FactorDiagonal(start, inverse);
            var tiles = (_stride - start - Panel) / Tile;
            Parallel.For(0, tiles, tile => Follow(start + Panel + tile * Tile, start, inverse));
        }
        return Substitute(right);
    }

    /// <summary>Takes from four rows of a panel the products with the columns before it.</summary>
    private void Lessen(int row, int start, int length)
    {
        for (var column = start; length > 0 && column < start + Panel; column += Tile)
            Products(_matrix, row * _stride, _matrix, column * _stride, _stride, length, _matrix, row * _stride + column, -1);
    }

    private void Follow(int row, int start, double[] inverse)
    {
        Lessen(row, start, start);
        var made = new double[Tile * Panel];
        for (var column = 0; column < Panel; column += Tile)
            Products(_matrix, row * _stride + start, inverse, column * Panel, Panel, Panel, made, column, 1);
        for (var i = 0; i < Tile; i++)
            made.AsSpan(i * Panel, Panel).CopyTo(_matrix.AsSpan((row + i) * _stride + start, Panel));
    }

    /// <summary>Adds to a square of four by four, some times, the products of four rows with four others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Products(double[] left, int leftAt, double[] right, int rightAt, int rightStride, int length, double[] to, int at, double factor)
    {
        var toStride = ReferenceEquals(to, _matrix) ? _stride : Panel;
        Vector256<double> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector256<double> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        for (var k = 0; k < length; k += Tile)
        {
            var (a, b) = (Vector256.Create(left, leftAt + k), Vector256.Create(left, leftAt + _stride + k));
            var (c, d) = (Vector256.Create(left, leftAt + 2 * _stride + k), Vector256.Create(left, leftAt + 3 * _stride + k));
            var (p, q) = (Vector256.Create(right, rightAt + k), Vector256.Create(right, rightAt + rightStride + k));
            var (r, s) = (Vector256.Create(right, rightAt + 2 * rightStride + k), Vector256.Create(right, rightAt + 3 * rightStride + k));
            s00 = Vector256.FusedMultiplyAdd(a, p, s00);
            s01 = Vector256.FusedMultiplyAdd(a, q, s01);
            s02 = Vector256.FusedMultiplyAdd(a, r, s02);
            s03 = Vector256.FusedMultiplyAdd(a, s, s03);
            s10 = Vector256.FusedMultiplyAdd(b, p, s10);
            s11 = Vector256.FusedMultiplyAdd(b, q, s11);
            s12 = Vector256.FusedMultiplyAdd(b, r, s12);
            s13 = Vector256.FusedMultiplyAdd(b, s, s13);
            s20 = Vector256.FusedMultiplyAdd(c, p, s20);
            s21 = Vector256.FusedMultiplyAdd(c, q, s21);
            s22 = Vector256.FusedMultiplyAdd(c, r, s22);
            s23 = Vector256.FusedMultiplyAdd(c, s, s23);
            s30 = Vector256.FusedMultiplyAdd(d, p, s30);
            s31 = Vector256.FusedMultiplyAdd(d, q, s31);
            s32 = Vector256.FusedMultiplyAdd(d, r, s32);
            s33 = Vector256.FusedMultiplyAdd(d, s, s33);
        }
        Add(to, at, factor, s00, s01, s02, s03);
        Add(to, at + toStride, factor, s10, s11, s12, s13);
        Add(to, at + 2 * toStride, factor, s20, s21, s22, s23);
        Add(to, at + 3 * toStride, factor, s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double[] to, int at, double factor, Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d) =>
        (Vector256.Create(to, at) + factor * Vector256.Create(Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d))).CopyTo(to, at);

    /// <summary>Factors a panel's diagonal block, and inverts the factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FactorDiagonal(int start, double[] inverse)
    {
        Array.Clear(inverse);
        for (var i = 0; i < Panel; i++)
        {
            var row = _matrix.AsSpan((start + i) * _stride + start, Panel);
            for (var j = 0; j <= i; j++)
            {
                var other = _matrix.AsSpan((start + j) * _stride + start, Panel);
                var sum = row[j];
                for (var k = 0; k < j; k++)
                    sum -= row[k] * other[k];
                if (j == i && !(sum > 0))
                    throw new ArithmeticException($"expected a positive definite matrix of {Count} unknowns; found none at unknown {start + i}");
                row[j] = j == i ? Math.Sqrt(sum) : sum / other[j];
            }
            inverse[i * Panel + i] = 1 / row[i];
            for (var j = 0; j < i; j++)
            {
                var sum = 0.0;
                for (var k = j; k < i; k++)
                    sum -= row[k] * inverse[k * Panel + j];
                inverse[i * Panel + j] = sum / row[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] Substitute(ReadOnlySpan<double> right)
    {
        var solution = right.ToArray();
        for (var i = 0; i < Count; i++)
        {
            var sum = solution[i];
            for (var k = 0; k < i; k++)
                sum -= _matrix[i * _stride + k] * solution[k];
            solution[i] = sum / _matrix[i * _stride + i];
        }
        for (var i = Count - 1; i >= 0; i--)
        {
            var value = solution[i] /= _matrix[i * _stride + i];
            for (var k = 0; k < i; k++)
                solution[k] -= value * _matrix[i * _stride + k];
        }
        return solution;
    }
}
