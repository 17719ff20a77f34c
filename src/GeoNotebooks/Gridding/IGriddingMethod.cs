using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>A way to get from scattered primary points to the nodes of a grid.</summary>
public interface IGriddingMethod
{
    /// <summary>Estimates the field on every node of a geometry.</summary>
    /// <param name="points">At least four points, not all on one line, in the geometry's system.</param>
    /// <param name="geometry">The nodes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A grid (row, column), row 0 northernmost, in the unit of the points; NaN where the method gives no answer.</returns>
    Grid Interpolate(PointSet points, GridGeometry geometry, CancellationToken cancellationToken = default);
}
