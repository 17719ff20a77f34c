using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>Ground that one contractor surveys: a sheet, or a block of one.</summary>
/// <param name="Number">Draws its errors and numbers its lines: no two of a region are the same.</param>
/// <param name="Outline">Where it is surveyed, in the system of the region.</param>
internal sealed record SurveyedGround(int Number, Polygon Outline);
