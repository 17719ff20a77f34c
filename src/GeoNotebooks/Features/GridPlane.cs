using System.Runtime.CompilerServices;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>The plane that lies best through the border of a grid, in metres along its rows and down its columns from the first node.</summary>
/// <param name="Level">Its height at the first node.</param>
/// <param name="SlopeAlong">Its rise for one metre along a row.</param>
/// <param name="SlopeDown">Its rise for one metre down a column.</param>
internal readonly record struct GridPlane(double Level, double SlopeAlong, double SlopeDown)
{
    private const int Turns = 40;

    /// <summary>Its height at a place, in metres along the rows and down the columns from the first node.</summary>
    public double At(double along, double down) => Level + SlopeAlong * along + SlopeDown * down;

    /// <summary>Adds some part of the plane to a row of nodes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(Span<float> row, double down, double columnMetres, double factor = 1)
    {
        var (start, step) = (factor * (Level + SlopeDown * down), factor * SlopeAlong * columnMetres);
        for (var column = 0; column < row.Length; column++)
            row[column] = (float)(row[column] + (start + step * column));
    }

    /// <summary>Its rise for one metre toward the map's east and north.</summary>
    public (double East, double North) SlopeOf(GridGeometry geometry)
    {
        var (sine, cosine) = (double.SinPi(geometry.RotationDegrees / 180), double.CosPi(geometry.RotationDegrees / 180));
        return (SlopeAlong * cosine + SlopeDown * sine, SlopeAlong * sine - SlopeDown * cosine);
    }

    /// <summary>
    /// The plane with the least sum of absolute departures from the outermost valued nodes of each row and column (least squares, weighted anew by one over the departure: Schlossmacher
    /// 1973, Journal of the American Statistical Association 68, 857-859). Of the border alone, because bodies within would lift a plane through all nodes above the level to which the
    /// field returns outside; of absolute values, because a body that the border cuts then weighs no more than its width.
    /// </summary>
    public static GridPlane ThroughBorder(Grid grid)
    {
        var (width, height) = (grid.Geometry.CellWidthMetres, grid.Geometry.CellHeightMetres);
        // About the middle and in units of the grid's size: then the sums stay well scaled.
        var (x0, y0) = (0.5 * (grid.Columns - 1) * width, 0.5 * (grid.Rows - 1) * height);
        var (sizeX, sizeY) = (Math.Max(x0, width), Math.Max(y0, height));
        var border = Border(grid).Distinct().Order().Select(node => (
            X: (node % grid.Columns * width - x0) / sizeX, Y: (node / grid.Columns * height - y0) / sizeY, V: (double)grid.Values[node])).ToArray();
        var mean = border.Average(node => node.V);
        var tolerance = 1e-3 * border.Average(node => Math.Abs(node.V - mean));
        var (level, east, south) = (mean, 0.0, 0.0);
        for (var turn = 0; turn < Turns; turn++)
        {
            double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0, sv = 0, sxv = 0, syv = 0;
            foreach (var (x, y, v) in border)
            {
                var weight = turn == 0 || tolerance == 0 ? 1 : 1 / Math.Max(Math.Abs(v - level - east * x - south * y), tolerance);
                n += weight;
                sx += weight * x;
                sy += weight * y;
                sxx += weight * x * x;
                sxy += weight * x * y;
                syy += weight * y * y;
                sv += weight * v;
                sxv += weight * x * v;
                syv += weight * y * v;
            }
            var (cxx, cxy, cyy, cxv, cyv) = (sxx - sx * sx / n, sxy - sx * sy / n, syy - sy * sy / n, sxv - sx * sv / n, syv - sy * sv / n);
            var determinant = cxx * cyy - cxy * cxy;
            // Valued nodes along one line leave the plane free to turn: then only its level is taken.
            (east, south) = determinant > 1e-9 * cxx * cyy ? ((cxv * cyy - cyv * cxy) / determinant, (cyv * cxx - cxv * cxy) / determinant) : (0, 0);
            level = (sv - east * sx - south * sy) / n;
        }
        return new(level - east * x0 / sizeX - south * y0 / sizeY, east / sizeX, south / sizeY);
    }

    private static IEnumerable<int> Border(Grid grid)
    {
        for (var row = 0; row < grid.Rows; row++)
        {
            var line = new ArraySegment<float>(grid.Values, row * grid.Columns, grid.Columns);
            var (first, last) = (0, line.Count - 1);
            while (first < line.Count && float.IsNaN(line[first]))
                first++;
            if (first == line.Count)
                continue;
            while (float.IsNaN(line[last]))
                last--;
            yield return row * grid.Columns + first;
            yield return row * grid.Columns + last;
        }
        for (var column = 0; column < grid.Columns; column++)
        {
            var (first, last) = (0, grid.Rows - 1);
            while (first < grid.Rows && float.IsNaN(grid[first, column]))
                first++;
            if (first == grid.Rows)
                continue;
            while (float.IsNaN(grid[last, column]))
                last--;
            yield return first * grid.Columns + column;
            yield return last * grid.Columns + column;
        }
    }
}
