using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// The plane that fits all valued nodes of a grid best in the least-squares sense, over rows and columns: what a taper needs taken out before it, whereas <see cref="GridPlane"/>
/// meets the border, where a field goes on beyond its edges.
/// </summary>
internal readonly record struct LeastSquaresPlane(double Row0, double Column0, double Level, double PerRow, double PerColumn)
{
    public double At(int row, int column) => Level + PerRow * (row - Row0) + PerColumn * (column - Column0);

    public static LeastSquaresPlane Through(Grid grid)
    {
        double n = 0, row0 = 0, column0 = 0, level = 0;
        for (var i = 0; i < grid.Values.Length; i++)
            if (!float.IsNaN(grid.Values[i]))
            {
                n++;
                row0 += i / grid.Columns;
                column0 += i % grid.Columns;
                level += grid.Values[i];
            }
        (row0, column0, level) = (row0 / n, column0 / n, level / n);
        double rr = 0, rc = 0, cc = 0, rv = 0, cv = 0;
        for (var i = 0; i < grid.Values.Length; i++)
            if (!float.IsNaN(grid.Values[i]))
            {
                var (r, c, v) = (i / grid.Columns - row0, i % grid.Columns - column0, grid.Values[i] - level);
                rr += r * r;
                rc += r * c;
                cc += c * c;
                rv += r * v;
                cv += c * v;
            }
        var determinant = rr * cc - rc * rc;
        // Valued nodes along one line leave the plane free to turn: then only its level is taken.
        return determinant > 1e-12 * rr * cc
            ? new(row0, column0, level, (rv * cc - cv * rc) / determinant, (cv * rr - rv * rc) / determinant)
            : new(row0, column0, level, 0, 0);
    }
}
