using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using MathNet.Numerics.LinearAlgebra;

namespace GeoNotebooks.Gridding;

/// <summary>The plane that fits points best in the least-squares sense, about the middle of a grid.</summary>
internal readonly record struct Plane(double X0, double Y0, double Level, double SlopeEast, double SlopeNorth)
{
    /// <summary>Fits a plane to the points within a grid.</summary>
    /// <exception cref="InvalidDataException">Fewer than four points lie in the grid, or all lie on a line.</exception>
    public static Plane Fit(PointSet points, GridGeometry geometry) => Fit(
        points, [.. Enumerable.Range(0, points.Count).Where(i => geometry.NodeAt(points.X[i], points.Y[i]) is not null)],
        (geometry.West + geometry.East) / 2, (geometry.South + geometry.North) / 2, Math.Max(geometry.East - geometry.West, geometry.North - geometry.South), "within the grid");

    /// <summary>Fits a plane to all points.</summary>
    /// <exception cref="InvalidDataException">Fewer than four points, or all lie on a line.</exception>
    public static Plane Fit(PointSet points)
    {
        var (west, east, south, north) = (points.X.Min(), points.X.Max(), points.Y.Min(), points.Y.Max());
        return Fit(points, [.. Enumerable.Range(0, points.Count)], (west + east) / 2, (south + north) / 2, Math.Max(east - west, north - south), "");
    }

    private static Plane Fit(PointSet points, int[] members, double x0, double y0, double scale, string where)
    {
        var normal = Matrix<double>.Build.Dense(3, 3);
        var right = Vector<double>.Build.Dense(3);
        foreach (var i in members)
        {
            ReadOnlySpan<double> row = [1, (points.X[i] - x0) / scale, (points.Y[i] - y0) / scale];
            for (var a = 0; a < 3; a++)
            {
                right[a] += row[a] * points.Values[i];
                for (var b = 0; b < 3; b++)
                    normal[a, b] += row[a] * row[b];
            }
        }
        if (members.Length < 4)
            throw new InvalidDataException($"'{points.Name}': {$"expected at least four points {where}".TrimEnd()}; found {members.Length}");
        // Points on one line leave a plane free to turn about it: the smallest eigenvalue of the normal equations is then 0.
        var eigenvalues = normal.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToArray();
        if (eigenvalues.Min() < 1e-9 * eigenvalues.Max())
            throw new InvalidDataException($"'{points.Name}': expected points spread over an area; all {members.Length} lie on a line");
        var solution = normal.Cholesky().Solve(right);
        return new(x0, y0, solution[0], solution[1] / scale, solution[2] / scale);
    }

    /// <summary>The points less the plane.</summary>
    public PointSet TakenOff(PointSet points)
    {
        var plane = this;
        return points with { Values = [.. points.Values.Select((value, i) => (float)(value - plane.At(points.X[i], points.Y[i])))] };
    }

    public double At(double x, double y) => Level + SlopeEast * (x - X0) + SlopeNorth * (y - Y0);
}
