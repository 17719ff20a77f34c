using GeoNotebooks.Grids;

namespace GeoNotebooks.Gridding;

/// <summary>A grid, and how it came about.</summary>
/// <param name="Grid">The grid, in the unit of the points.</param>
/// <param name="Variance">The method's own variance on the same nodes, in that unit squared; null where the method has none.</param>
/// <param name="Points">Points given.</param>
/// <param name="BlankPoints">Points without a value, left out.</param>
/// <param name="GriddedPoints">Points that the surface was laid through, after the reduction by cells.</param>
/// <param name="Note">What the method fitted, such as a variogram; null where it fits nothing.</param>
/// <param name="Advice">What speaks against it; null when it was not asked for.</param>
public sealed record GriddingReport(Grid Grid, Grid? Variance, int Points, int BlankPoints, int GriddedPoints, string? Note, GriddingAdvice? Advice);
