using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>The plane that fits a grid best in the least-squares sense, about the centre of its nodes.</summary>
internal readonly record struct GridPlane(double X0, double Y0, double Level, double SlopeEast, double SlopeNorth)
{
    public double At(double x, double y) => Level + SlopeEast * (x - X0) + SlopeNorth * (y - Y0);

    public static GridPlane Fit(Grid grid)
    {
        var geometry = grid.Geometry;
        var (x0, y0) = ((geometry.West + geometry.East) / 2, (geometry.South + geometry.North) / 2);
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0, sv = 0, sxv = 0, syv = 0;
        for (var i = 0; i < grid.Values.Length; i++)
        {
            double value = grid.Values[i];
            if (double.IsNaN(value))
                continue;
            var (x, y) = (geometry.X(i % grid.Columns) - x0, geometry.Y(i / grid.Columns) - y0);
            n++;
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
            syy += y * y;
            sv += value;
            sxv += x * value;
            syv += y * value;
        }
        var (cxx, cxy, cyy, cxv, cyv) = (sxx - sx * sx / n, sxy - sx * sy / n, syy - sy * sy / n, sxv - sx * sv / n, syv - sy * sv / n);
        var determinant = cxx * cyy - cxy * cxy;
        // One row, one column or one valued line leaves the plane free to turn: then only its level is taken.
        if (!(determinant > 1e-12 * cxx * cyy))
            return new(x0, y0, sv / n, 0, 0);
        var (east, north) = ((cxv * cyy - cyv * cxy) / determinant, (cyv * cxx - cxv * cxy) / determinant);
        return new(x0, y0, (sv - east * sx - north * sy) / n, east, north);
    }
}
