namespace GeoNotebooks.Prospects.Evidence;

/// <summary>Primary points of a survey in the tile about a place.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="InTile">Points in the tile.</param>
/// <param name="Usual">Mean over the tiles that trained the network.</param>
public sealed record SurveyDensity(string Survey, int InTile, double Usual);

/// <summary>What is known of the ground of a zone, apart from what networks say.</summary>
/// <param name="CoverShare">Share of the zone under younger cover, which hides the rocks.</param>
/// <param name="UnmappedShare">Share of the zone off the geological map.</param>
/// <param name="NoDataShare">Share of the tile about the summit where a channel has no value.</param>
/// <param name="Density">Points in the tile about the summit, survey by survey.</param>
public sealed record GroundKnowledge(double CoverShare, double UnmappedShare, double NoDataShare, IReadOnlyList<SurveyDensity> Density);
