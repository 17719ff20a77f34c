namespace GeoNotebooks.Synthetic.Geology;

/// <summary>The known truth of the Kolyma-style region: folded units, and ore clusters where the signs meet.</summary>
internal sealed record KolymaGeology : GeologyModel
{
    /// <summary>Structural level: how high in the column the ground cuts, without a unit.</summary>
    public required float[] Level { get; init; }

    /// <summary>True where rocks of another unit look like the Atkan Formation.</summary>
    public required bool[] AtkanLike { get; init; }

    public required IReadOnlyList<OreCluster> Clusters { get; init; }

    /// <summary>Which part of the truth one cluster is, for its distances and for the counting of barren places.</summary>
    public required ClusterStatistics ClusterStatistics { get; init; }

    public bool[] AtkanTruth() => Array.ConvertAll(Units, unit => unit == KolymaUnit.Atkan);
}
