namespace GeoNotebooks.Synthetic;

/// <summary>How far the making of a region is.</summary>
/// <param name="Step">What is being done, in a few words.</param>
/// <param name="Share">Share of the work that is done, 0 to 1.</param>
public readonly record struct RegionProgress(string Step, double Share);
