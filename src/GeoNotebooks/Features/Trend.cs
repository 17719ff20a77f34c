using GeoNotebooks.Grids;
using MathNet.Numerics.LinearAlgebra;

namespace GeoNotebooks.Features;

/// <summary>
/// The polynomial surface that fits a grid best, as its regional part. All terms x^i y^j with i + j up to the order, as products of Legendre polynomials over the rectangle of
/// the valued nodes, so that the normal equations stay well conditioned whatever the coordinates.
/// </summary>
public static class Trend
{
    /// <summary>Highest order: beyond it a polynomial follows the anomalies themselves, and swings at the edges.</summary>
    public const int HighestOrder = 3;

    private const int LongestSearch = 50;

    /// <summary>
    /// Least squares over all valued nodes; or, robustly, reweighted by Tukey's biweight at 4.685 robust standard deviations (Beaton and Tukey 1974, Technometrics 16, 147-185; the deviation
    /// from the median of absolute residuals), so that strong anomalies do not tilt the regional. Where the nodes that keep a weight would leave the surface free (most nodes on one line, say), the
    /// last surface that was determined stays.
    /// </summary>
    /// <param name="field">The field, in any unit.</param>
    /// <param name="order">1 a plane, 2 a quadratic, 3 a cubic surface.</param>
    /// <param name="robust">True to give strong anomalies little weight.</param>
    /// <returns>(row, column) on the nodes of the input, in its unit; NaN where the input is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1, 2 or 3.</exception>
    /// <exception cref="InvalidDataException">A value is infinite, or the valued nodes are too few, or lie so (on a line, say) that they leave the surface free.</exception>
    public static Grid Of(Grid field, int order = 1, bool robust = false)
    {
        if (order is < 1 or > HighestOrder)
            throw new ArgumentOutOfRangeException(nameof(order), $"'{field.Name}': expected a trend of order 1, 2 or {HighestOrder}; found {order}");
        MovingWindow.RequireValues(field);
        MovingWindow.RequireFinite(field);
        var terms = Terms.Of(field, order);
        var coefficients = terms.Fit(field, null) ?? throw new InvalidDataException(
            $"'{field.Name}': expected values at nodes enough, and not on one line, for the {terms.Products.Length} coefficients of a trend of order {order}; its {field.Values.Count(value => !float.IsNaN(value))} valued nodes leave it free");
        for (var turn = 0; robust && turn < LongestSearch; turn++)
        {
            var residuals = terms.Residuals(field, coefficients);
            var deviation = 1.4826 * Median(residuals.Where(double.IsFinite).Select(Math.Abs));
            if (!(deviation > 0))
                break;
            if (terms.Fit(field, residual => Math.Abs(residual) < 4.685 * deviation ? Math.Pow(1 - Math.Pow(residual / (4.685 * deviation), 2), 2) : 0, residuals) is not { } next)
                break;
            var moved = (next - coefficients).InfinityNorm();
            coefficients = next;
            if (moved <= 1e-6 * deviation)
                break;
        }
        return new(field.Geometry, terms.Values(field, coefficients), $"trend of order {order} of {field.Name}", field.Unit);
    }

    private static double Median(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return MathNet.Numerics.Statistics.ArrayStatistics.OrderStatisticInplace(all, (all.Length + 1) / 2);
    }

    /// <summary>The terms over a grid: Legendre polynomials of each column and of each row, and which of them are multiplied.</summary>
    private sealed record Terms(int Order, double[][] OfColumns, double[][] OfRows, (int East, int South)[] Products)
    {
        public static Terms Of(Grid field, int order)
        {
            var (top, bottom, west, east) = (field.Rows, -1, field.Columns, -1);
            for (var i = 0; i < field.Values.Length; i++)
                if (!float.IsNaN(field.Values[i]))
                {
                    var (row, column) = (i / field.Columns, i % field.Columns);
                    (top, bottom, west, east) = (Math.Min(top, row), Math.Max(bottom, row), Math.Min(west, column), Math.Max(east, column));
                }
            return new(
                order, Legendre(field.Columns, west, east, order), Legendre(field.Rows, top, bottom, order),
                [.. from sum in Enumerable.Range(0, order + 1) from south in Enumerable.Range(0, sum + 1) select (sum - south, south)]);
        }

        /// <summary>Weighted least squares; no weight is 1 everywhere. Null where the nodes with a weight leave a coefficient free.</summary>
        public Vector<double>? Fit(Grid field, Func<double, double>? weight, double[]? residuals = null)
        {
            // Of a row only sums over its columns are needed: products of two polynomials of the column, and of one with the value.
            var degrees = Order + 1;
            var ofRows = new (double[] Squares, double[] Values)[field.Rows];
            Parallel.For(0, field.Rows, row =>
            {
                var (squares, values) = (new double[degrees * degrees], new double[degrees]);
                for (var column = 0; column < field.Columns; column++)
                {
                    double value = field[row, column];
                    if (double.IsNaN(value))
                        continue;
                    var (times, polynomials) = (weight?.Invoke(residuals![row * field.Columns + column]) ?? 1, OfColumns[column]);
                    for (var i = 0; i < degrees; i++)
                    {
                        values[i] += times * value * polynomials[i];
                        for (var j = 0; j <= i; j++)
                            squares[i * degrees + j] += times * polynomials[i] * polynomials[j];
                    }
                }
                ofRows[row] = (squares, values);
            });
            var normal = Matrix<double>.Build.Dense(Products.Length, Products.Length);
            var right = Vector<double>.Build.Dense(Products.Length);
            for (var row = 0; row < field.Rows; row++)
                for (var i = 0; i < Products.Length; i++)
                {
                    right[i] += ofRows[row].Values[Products[i].East] * OfRows[row][Products[i].South];
                    for (var j = 0; j < Products.Length; j++)
                    {
                        var (high, low) = (Math.Max(Products[i].East, Products[j].East), Math.Min(Products[i].East, Products[j].East));
                        normal[i, j] += ofRows[row].Squares[high * degrees + low] * OfRows[row][Products[i].South] * OfRows[row][Products[j].South];
                    }
                }
            var eigenvalues = normal.Evd(Symmetricity.Symmetric).EigenValues.Map(value => value.Real);
            return eigenvalues.Minimum() > 1e-10 * eigenvalues.Maximum() ? normal.Cholesky().Solve(right) : null;
        }

        /// <summary>What the polynomial leaves at each node, in double precision; NaN at holes.</summary>
        public double[] Residuals(Grid field, Vector<double> coefficients)
        {
            var residuals = new double[field.Values.Length];
            Evaluate(field, coefficients, (node, trend) => residuals[node] = field.Values[node] - trend);
            return residuals;
        }

        public float[] Values(Grid field, Vector<double> coefficients)
        {
            var values = new float[field.Values.Length];
            Evaluate(field, coefficients, (node, trend) => values[node] = float.IsNaN(field.Values[node]) ? float.NaN : (float)trend);
            return values;
        }

        private void Evaluate(Grid field, Vector<double> coefficients, Action<int, double> take) => Parallel.For(0, field.Rows, row =>
        {
            // Along a row the surface is one polynomial of the column.
            var ofRow = new double[Order + 1];
            for (var i = 0; i < Products.Length; i++)
                ofRow[Products[i].East] += coefficients[i] * OfRows[row][Products[i].South];
            for (var column = 0; column < field.Columns; column++)
            {
                var sum = 0.0;
                for (var i = 0; i <= Order; i++)
                    sum += ofRow[i] * OfColumns[column][i];
                take(row * field.Columns + column, sum);
            }
        });

        /// <summary>For each of some indices the Legendre polynomials P0 to P(order), -1 at the first and 1 at the last index with a value.</summary>
        private static double[][] Legendre(int count, int first, int last, int order)
        {
            var all = new double[count][];
            for (var i = 0; i < count; i++)
            {
                var x = last > first ? (2.0 * i - first - last) / (last - first) : 0;
                var polynomials = new double[order + 1];
                polynomials[0] = 1;
                for (var n = 0; n < order; n++)
                    polynomials[n + 1] = ((2 * n + 1) * x * polynomials[n] - (n > 0 ? n * polynomials[n - 1] : 0)) / (n + 1);
                all[i] = polynomials;
            }
            return all;
        }
    }
}
