namespace GeoNotebooks.Learning.PreTraining;

/// <summary>What is hidden from a network that learns to fill fields in.</summary>
/// <remarks>
/// Squares large beside the wavelengths that neighbours tell, half of the tile hidden, the values themselves as the answer and a head of one layer: the findings of Xie and others (2022, CVPR, "SimMIM"). Whole channels
/// are hidden as well, so that a network must tell one field from the others.
/// </remarks>
/// <param name="PatchNodes">Side of the squares that are hidden in all channels at once; the side of a tile must be a multiple of it. 8 nodes of 200 m are 1.6 km.</param>
/// <param name="PatchShare">Share of the squares of each view that is hidden.</param>
/// <param name="ChannelShare">Share of views in which one channel is hidden as a whole, beside the squares; with one channel alone none is.</param>
public sealed record PreTrainingOptions(int PatchNodes = 8, double PatchShare = 0.5, double ChannelShare = 0.5)
{
    internal void Require(int tileSize)
    {
        if (PatchNodes < 1 || tileSize % PatchNodes != 0)
            throw new ArgumentException($"pre-training hides squares that fill a tile of {tileSize} x {tileSize} nodes: expected a side that divides {tileSize}; found {PatchNodes}");
        if (!(PatchShare is > 0 and < 1) || !(ChannelShare is >= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"pre-training needs a share of hidden squares between 0 and 1 and a share of hidden channels from 0 to 1; found {PatchShare} and {ChannelShare}"));
    }
}
