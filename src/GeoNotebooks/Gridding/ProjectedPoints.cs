using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>Brings points into the system of a grid.</summary>
public static class ProjectedPoints
{
    /// <summary>The same values at the same places in another system.</summary>
    /// <param name="points">Points in a system that we can define.</param>
    /// <param name="crs">The system wanted.</param>
    /// <exception cref="NotSupportedException">One of the systems is not known.</exception>
    /// <exception cref="ArgumentException">A point does not lie in the system.</exception>
    public static PointSet Of(PointSet points, Crs crs)
    {
        if (points.Crs == crs)
            return points;
        var (x, y) = (points.X.ToArray(), points.Y.ToArray());
        CrsTransformation.Between(points.Crs, crs).Transform(x, y);
        return points with { X = x, Y = y, Crs = crs };
    }
}
