namespace GeoNotebooks.Learning.PreTraining;

/// <summary>What is hidden from a network that learns to fill fields in.</summary>
/// <remarks>
/// Hidden squares, the values themselves as the answer and a head of one layer: what Xie and others (2022, CVPR, "SimMIM") found to do. Whole channels are hidden as well, so that a network must tell one field from the others.
/// Size and share were chosen for faults on a generated shield of another seed, one draw of 2 and 8 tiles after eight passes: with squares of 8 nodes on half of the ground most of what is hidden cannot be told by anything, and
/// eight tiles then brought .39, as from scratch; with these they brought .45.
/// </remarks>
/// <param name="PatchNodes">Side of the squares that are hidden in all channels at once; the side of a tile must be a multiple of it. 4 nodes of 200 m are 800 m.</param>
/// <param name="PatchShare">Share of the squares of each view that is hidden.</param>
/// <param name="ChannelShare">Share of views in which one channel is hidden as a whole, beside the squares; with one channel alone none is.</param>
public sealed record PreTrainingOptions(int PatchNodes = 4, double PatchShare = 0.3, double ChannelShare = 0.5)
{
    internal void Require(int tileSize)
    {
        if (PatchNodes < 1 || tileSize % PatchNodes != 0)
            throw new ArgumentException($"pre-training hides squares that fill a tile of {tileSize} x {tileSize} nodes: expected a side that divides {tileSize}; found {PatchNodes}");
        if (!(PatchShare is > 0 and < 1) || !(ChannelShare is >= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"pre-training needs a share of hidden squares between 0 and 1 and a share of hidden channels from 0 to 1; found {PatchShare} and {ChannelShare}"));
    }
}
