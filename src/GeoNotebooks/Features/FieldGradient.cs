using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>The first derivatives of a field along easting, northing and up, made from one forward transform. Unit: the field's per metre.</summary>
internal sealed record FieldGradient(Grid Easting, Grid Northing, Grid Up);
