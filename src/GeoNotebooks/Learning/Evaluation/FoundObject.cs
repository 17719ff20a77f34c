namespace GeoNotebooks.Learning.Evaluation;

/// <summary>One object of the truth and what the map says of it.</summary>
/// <param name="Name">Its name in the truth.</param>
/// <param name="Group">Its group.</param>
/// <param name="Share">Share of its area that is flagged, or of its length that is near flagged segments, as far as it was judged.</param>
/// <param name="Found">Whether that is enough.</param>
public sealed record FoundObject(string Name, string Group, double Share, bool Found);
