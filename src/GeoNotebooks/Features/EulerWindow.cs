using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>What became of one window.</summary>
internal enum EulerOutcome
{
    Accepted,
    Blank,
    Unsolvable,
    TooFar,
    TooUncertain,
}

/// <summary>Euler's equation over one window of a grid: normal equations of four unknowns, about the window's centre.</summary>
internal sealed class EulerWindow(Grid field, FieldGradient gradient, double[] factors, double index, EulerOptions options)
{
    private const int Unknowns = 4;

    /// <summary>Below this share of its diagonal a pivot is rounding: the window does not fix that unknown.</summary>
    private const double SmallestPivot = 1e-9;

    private readonly int _half = options.WindowNodes / 2;
    private readonly double _width = field.Geometry.CellWidthMetres;
    private readonly double _height = field.Geometry.CellHeightMetres;

    /// <summary>Whether the total gradient of a node is above that of its eight neighbours (of equals the north-western one counts).</summary>
    public bool IsPeak(int row, int column)
    {
        var here = Strength(row, column);
        for (var r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, field.Rows - 1); r++)
            for (var c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, field.Columns - 1); c++)
            {
                if (r == row && c == column)
                    continue;
                var there = Strength(r, c);
                if (!(r < row || (r == row && c < column) ? here > there : here >= there))
                    return false;
            }
        return here > 0;
    }

    public (EulerOutcome Outcome, EulerSolution? Solution) Solve(int row, int column)
    {
        // a x = b, a 4 x 4 and symmetric; c is the sum of squares of the right sides.
        Span<double> a = stackalloc double[Unknowns * Unknowns];
        Span<double> b = stackalloc double[Unknowns];
        Span<double> coefficient = stackalloc double[Unknowns];
        a.Clear();
        b.Clear();
        // About the value at the centre: a high base level would drown the digits.
        double level = field[row, column], c = 0;
        coefficient[3] = index > 0 ? index : 1;
        for (var r = row - _half; r <= row + _half; r++)
            for (var col = column - _half; col <= column + _half; col++)
            {
                var at = r * field.Columns + col;
                var value = field.Values[at] - level;
                coefficient[0] = gradient.Easting.Values[at] * factors[0];
                coefficient[1] = gradient.Northing.Values[at] * factors[1];
                // Depth counts downward, the derivative upward.
                coefficient[2] = -gradient.Up.Values[at] * factors[2];
                // Rows run south, northings north.
                var right = (col - column) * _width * coefficient[0] - (r - row) * _height * coefficient[1] + index * value;
                if (!double.IsFinite(right + coefficient[2]))
                    return (EulerOutcome.Blank, null);
                for (var i = 0; i < Unknowns; i++)
                {
                    b[i] += coefficient[i] * right;
                    for (var j = 0; j <= i; j++)
                        a[i * Unknowns + j] += coefficient[i] * coefficient[j];
                }
                c += right * right;
            }
        var (cosine, sine) = TurnToGradient(a, b);
        // Nothing changes along strike: that position stays the window's own, instead of making the equations singular.
        var twoDimensional = a[Unknowns + 1] <= options.TwoDimensionalShare * a[0];
        if (twoDimensional)
        {
            (a[Unknowns + 1], b[1]) = (1, 0);
            a[2 * Unknowns + 1] = a[3 * Unknowns + 1] = 0;
        }
        if (!Invert(a))
            return (EulerOutcome.Unsolvable, null);
        var x = new Solved(a, b, c, options.WindowNodes * options.WindowNodes - (twoDimensional ? Unknowns - 1 : Unknowns));
        return Judge(row, column, level, x with { Unknown0 = cosine * x.Unknown0 - sine * x.Unknown1, Unknown1 = sine * x.Unknown0 + cosine * x.Unknown1 }, twoDimensional);
    }

    /// <summary>
    /// Turns the first two unknowns from east and north to the direction in which the field changes most within the window and the one across it
    /// (after Mushayandebvu, Lesur, Reid and Fairhead 2004, Geophysics 69, 489-496). Returns cosine and sine of the angle.
    /// </summary>
    private static (double Cosine, double Sine) TurnToGradient(Span<double> a, Span<double> b)
    {
        var (xx, xy, yy) = (a[0], a[Unknowns], a[Unknowns + 1]);
        var (sine, cosine) = Math.SinCos(0.5 * Math.Atan2(2 * xy, xx - yy));
        a[0] = cosine * cosine * xx + 2 * cosine * sine * xy + sine * sine * yy;
        a[Unknowns + 1] = Math.Max(sine * sine * xx - 2 * cosine * sine * xy + cosine * cosine * yy, 0);
        a[Unknowns] = 0;
        for (var i = 2; i < Unknowns; i++)
            (a[i * Unknowns], a[i * Unknowns + 1]) = (cosine * a[i * Unknowns] + sine * a[i * Unknowns + 1], cosine * a[i * Unknowns + 1] - sine * a[i * Unknowns]);
        (b[0], b[1]) = (cosine * b[0] + sine * b[1], cosine * b[1] - sine * b[0]);
        return (cosine, sine);
    }

    private (EulerOutcome, EulerSolution?) Judge(int row, int column, double level, Solved x, bool twoDimensional)
    {
        var reach = options.MaximumDistanceHalfWindows * _half;
        if (!(x.Depth > 0 && x.Depth <= options.MaximumDepthMetres && Math.Abs(x.Unknown0) <= reach * _width && Math.Abs(x.Unknown1) <= reach * _height))
            return (EulerOutcome.TooFar, null);
        var depthError = Math.Sqrt(x.DepthVariance);
        if (!(depthError <= options.MaximumDepthError * x.Depth))
            return (EulerOutcome.TooUncertain, null);
        var (east, north) = (field.Geometry.X(column), field.Geometry.Y(row));
        return (EulerOutcome.Accepted, new(
            east + x.Unknown0, north + x.Unknown1, x.Depth, index > 0 ? level + x.Base : double.NaN, depthError,
            Math.Sqrt(x.Variance0 + (twoDimensional ? 0 : x.Variance1)), twoDimensional, east, north));
    }

    /// <summary>Inverts a symmetric positive matrix, of which the lower triangle is given, in place, by Cholesky's factors of the matrix scaled to a unit diagonal.</summary>
    private static bool Invert(Span<double> a)
    {
        Span<double> scale = stackalloc double[Unknowns];
        Span<double> lower = stackalloc double[Unknowns * Unknowns];
        lower.Clear();
        for (var i = 0; i < Unknowns; i++)
        {
            var diagonal = a[i * Unknowns + i];
            if (!(diagonal > 0) || !double.IsFinite(diagonal))
                return false;
            scale[i] = 1 / Math.Sqrt(diagonal);
        }
        for (var i = 0; i < Unknowns; i++)
            for (var j = 0; j <= i; j++)
            {
                var rest = a[i * Unknowns + j] * scale[i] * scale[j];
                for (var k = 0; k < j; k++)
                    rest -= lower[i * Unknowns + k] * lower[j * Unknowns + k];
                if (i == j && !(rest > SmallestPivot))
                    return false;
                lower[i * Unknowns + j] = i == j ? Math.Sqrt(rest) : rest / lower[j * Unknowns + j];
            }
        // Columns of the inverse, one by one: down with L, up with its transpose.
        Span<double> column = stackalloc double[Unknowns];
        for (var unit = 0; unit < Unknowns; unit++)
        {
            for (var i = 0; i < Unknowns; i++)
            {
                column[i] = i == unit ? 1 : 0;
                for (var k = 0; k < i; k++)
                    column[i] -= lower[i * Unknowns + k] * column[k];
                column[i] /= lower[i * Unknowns + i];
            }
            for (var i = Unknowns - 1; i >= 0; i--)
            {
                for (var k = i + 1; k < Unknowns; k++)
                    column[i] -= lower[k * Unknowns + i] * column[k];
                column[i] /= lower[i * Unknowns + i];
            }
            for (var i = 0; i < Unknowns; i++)
                a[i * Unknowns + unit] = column[i] * scale[i] * scale[unit];
        }
        return true;
    }

    private double Strength(int row, int column)
    {
        var at = row * field.Columns + column;
        var (east, north, up) = (gradient.Easting.Values[at] * factors[0], gradient.Northing.Values[at] * factors[1], gradient.Up.Values[at] * factors[2]);
        return east * east + north * north + up * up;
    }

    /// <summary>The unknowns and what the misfit says about their errors.</summary>
    private readonly record struct Solved(double Unknown0, double Unknown1, double Depth, double Base, double Variance0, double Variance1, double DepthVariance)
    {
        /// <summary>From the inverse of the normal matrix, the right side, the sum of squares of the equations' right sides, and the degrees of freedom.</summary>
        public Solved(ReadOnlySpan<double> inverse, ReadOnlySpan<double> b, double squares, int freedom) : this(
            Row(inverse, b, 0), Row(inverse, b, 1), Row(inverse, b, 2), Row(inverse, b, 3), 0, 0, 0)
        {
            var variance = Math.Max(squares - Unknown0 * b[0] - Unknown1 * b[1] - Depth * b[2] - Base * b[3], 0) / freedom;
            (Variance0, Variance1, DepthVariance) = (variance * inverse[0], variance * inverse[Unknowns + 1], variance * inverse[2 * Unknowns + 2]);
        }

        private static double Row(ReadOnlySpan<double> inverse, ReadOnlySpan<double> b, int i) =>
            inverse[i * Unknowns] * b[0] + inverse[i * Unknowns + 1] * b[1] + inverse[i * Unknowns + 2] * b[2] + inverse[i * Unknowns + 3] * b[3];
    }
}
