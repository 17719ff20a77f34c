namespace GeoNotebooks.Prospects.Evidence;

/// <summary>A channel's part in what a network says.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Logit">What it adds to the mean logit, against ground where every channel is at its median (integrated gradients); negative where it speaks against.</param>
public sealed record ChannelEvidence(string Channel, double Logit);

/// <summary>What one sign says of a zone.</summary>
/// <param name="Sign">The sign of the concept.</param>
/// <param name="Share">Its share in the score (<see cref="SignShares"/>).</param>
/// <param name="Strength">Mean of the sign over the zone, from 0 to 1.</param>
/// <param name="Node">The node whose target makes the sign at the zone's summit.</param>
/// <param name="DistanceMetres">Its distance from the summit.</param>
/// <param name="Probability">Probability of the target there.</param>
/// <param name="Spread">How far looks of the network disagree there: standard deviation.</param>
/// <param name="Channels">What the channels did for the network, the most first; empty where nobody asked.</param>
public sealed record SignEvidence(
    ConceptSign Sign, double Share, double Strength, int Node, double DistanceMetres, double Probability, double Spread, IReadOnlyList<ChannelEvidence> Channels);
