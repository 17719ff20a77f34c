using System.Numerics;
using System.Runtime.CompilerServices;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// The long wavelengths of a field as the attraction of point masses below the middles of blocks of nodes. It carries the field on beyond its edges and across its holes as sources
/// below would, and it falls off to nothing far away.
/// </summary>
/// <remarks>
/// Least-squares collocation of block means (Moritz 1980, Advanced Physical Geodesy, chapter 14; equivalent sources: Dampney 1969, Geophysics 34, 39-53) with the covariance
/// (1 + r^2/L^2)^(-3/2) of a field whose sources are a white sheet at the depth L/2, which is the shape of a point mass at the depth L. L is 0.11 of the grid's longer side with
/// 28 blocks along it: of lengths from 0.08 to 0.2 and 16 to 32 blocks these leave the least error in the vertical derivative near bodies that an edge cuts.
/// </remarks>
internal sealed class EquivalentLayer
{
    private const int Blocks = 28;
    private const double LengthOfSide = 0.11;

    /// <summary>Variance of what a full block's mean holds beside the layer's field, as a part of the field's.</summary>
    private const double Nugget = 0.03;

    private readonly float[] _x;
    private readonly float[] _y;
    private readonly float[] _mass;

    private EquivalentLayer(double lengthMetres, float[] x, float[] y, float[] mass) => (LengthMetres, _x, _y, _mass) = (lengthMetres, x, y, mass);

    /// <summary>The depth of the masses, and so the scale of the field: its waves are all but gone at this length.</summary>
    public double LengthMetres { get; }

    /// <summary>Fits the layer to what a plane leaves of a grid's values, NaN where there are none; without the plane they return to 0 beyond their border.</summary>
    public static EquivalentLayer Fit(Grid grid, GridPlane plane)
    {
        var geometry = grid.Geometry;
        var (width, height) = (geometry.CellWidthMetres, geometry.CellHeightMetres);
        var side = Math.Max(geometry.Columns * width, geometry.Rows * height);
        var means = BlockMeans(grid, plane, Math.Max(1, (int)Math.Round(side / Blocks / height)), Math.Max(1, (int)Math.Round(side / Blocks / width)));
        var length = LengthOfSide * side;
        var count = means.Length;
        var system = new PositiveSystem(count);
        Parallel.For(0, count, i => Covary(means, i, length, system.Row(i)));
        var masses = system.Solve(means.Select(mean => mean.Value).ToArray());
        // Padded with nothing to whole vectors.
        var padded = (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        float[] Padded(IEnumerable<double> of) => [.. of.Select(value => (float)value), .. new float[padded - count]];
        return new(length, Padded(means.Select(mean => mean.X)), Padded(means.Select(mean => mean.Y)), Padded(masses));
    }

    /// <summary>The field of the masses at a place, in metres along the rows and down the columns from the first node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float At(double along, double down)
    {
        var (x, y, scale, sum) = (new Vector<float>((float)along), new Vector<float>((float)down), new Vector<float>((float)(1 / (LengthMetres * LengthMetres))), Vector<float>.Zero);
        for (var i = 0; i < _mass.Length; i += Vector<float>.Count)
        {
            var (dx, dy) = (x - new Vector<float>(_x, i), y - new Vector<float>(_y, i));
            var square = Vector<float>.One + scale * (dx * dx + dy * dy);
            sum += new Vector<float>(_mass, i) / (square * Vector.SquareRoot(square));
        }
        return Vector.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Covary((double X, double Y, double Value, double Part)[] means, int of, double length, Span<double> covariances)
    {
        var (x, y, scale) = (means[of].X, means[of].Y, 1 / (length * length));
        for (var j = 0; j < covariances.Length; j++)
        {
            var (dx, dy) = (x - means[j].X, y - means[j].Y);
            var square = 1 + (dx * dx + dy * dy) * scale;
            covariances[j] = 1 / (square * Math.Sqrt(square));
        }
        covariances[of] += Nugget / means[of].Part;
    }

    private static (double X, double Y, double Value, double Part)[] BlockMeans(Grid grid, GridPlane plane, int blockRows, int blockColumns)
    {
        var (values, geometry) = (grid.Values, grid.Geometry);
        var (down, across) = ((geometry.Rows + blockRows - 1) / blockRows, (geometry.Columns + blockColumns - 1) / blockColumns);
        var means = new (double X, double Y, double Value, double Part)[down * across];
        Parallel.For(0, down, blockRow =>
        {
            for (var blockColumn = 0; blockColumn < across; blockColumn++)
            {
                var (row, column) = (blockRow * blockRows, blockColumn * blockColumns);
                var (n, r, c, value) = Sum(values, geometry.Columns, row, Math.Min(geometry.Rows, row + blockRows), column, Math.Min(geometry.Columns, column + blockColumns));
                if (n == 0)
                    continue;
                // The mean of a plane is its height at the mean place.
                var (x, y) = (c * geometry.CellWidthMetres / n, r * geometry.CellHeightMetres / n);
                means[blockRow * across + blockColumn] = (x, y, value / n - plane.At(x, y), (double)n / (blockRows * blockColumns));
            }
        });
        return [.. means.Where(mean => mean.Part > 0)];
    }

    /// <summary>Number of the valued nodes of a block, and the sums of their rows, columns and values.</summary>
    private static (int Count, long Rows, long Columns, double Values) Sum(float[] values, int columns, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        // A blank node makes the sum of all blank.
        var sum = SumOfAll(values, columns, firstRow, endRow, firstColumn, endColumn);
        if (double.IsNaN(sum))
            return SumOfValued(values, columns, firstRow, endRow, firstColumn, endColumn);
        var (down, across) = (endRow - firstRow, endColumn - firstColumn);
        return (down * across, (long)across * down * (firstRow + endRow - 1) / 2, (long)down * across * (firstColumn + endColumn - 1) / 2, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfAll(float[] values, int columns, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        var (low, high, rest) = (Vector<double>.Zero, Vector<double>.Zero, 0.0);
        for (var r = firstRow; r < endRow; r++)
        {
            var line = values.AsSpan(r * columns + firstColumn, endColumn - firstColumn);
            var c = 0;
            for (; c <= line.Length - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(line[c..]), out var first, out var second);
                low += first;
                high += second;
            }
            for (; c < line.Length; c++)
                rest += line[c];
        }
        return Vector.Sum(low + high) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Count, long Rows, long Columns, double Values) SumOfValued(float[] values, int columns, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        var (n, rows, across, sum) = (0, 0L, 0L, 0.0);
        for (var r = firstRow; r < endRow; r++)
        {
            for (var c = firstColumn; c < endColumn; c++)
            {
                var value = values[r * columns + c];
                if (float.IsNaN(value))
                    continue;
                n++;
                rows += r;
                across += c;
                sum += value;
            }
        }
        return (n, rows, across, sum);
    }
}
