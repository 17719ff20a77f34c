using GeoNotebooks.Figures;

namespace GeoNotebooks.Reports;

/// <summary>Rasters that stand under one heading in the list of a <see cref="MapPage"/>: targets, channels, spread.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Layers">The rasters, in the order of the list; (row, column), row 0 northernmost, NaN transparent.</param>
public sealed record MapPageGroup(string Name, params IReadOnlyList<GridLayer> Layers);
