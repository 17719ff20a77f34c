using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>
/// What training makes small: cross-entropy of the nodes plus one minus the Dice overlap (Milletari, Navab and Ahmadi, 2016, 3DV), over
/// known nodes alone. An unknown node has weight zero in both sums, and its gradient is zero exactly.
/// </summary>
internal static class MaskedLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">(tile, 1, row, column).</param>
    /// <param name="labels">Same shape: 1, 0, or -1 for unknown.</param>
    /// <param name="positiveWeight">How many absent nodes one present node counts for in the cross-entropy.</param>
    /// <param name="diceWeight">Weight of the Dice term beside the cross-entropy's 1.</param>
    public static Tensor Of(Tensor logits, Tensor labels, double positiveWeight, double diceWeight)
    {
        using var scope = NewDisposeScope();
        var known = labels.ge(0).to(logits.dtype);
        var present = labels.clamp(min: 0);
        // log(1 + exp(-x)) and log(1 + exp(x)), without overflow.
        var entropy = present * nn.functional.softplus(-logits) * positiveWeight + (1 - present) * nn.functional.softplus(logits);
        var count = known.sum().clamp(min: 1);
        var loss = (entropy * known).sum() / count;
        if (diceWeight > 0)
        {
            var probability = logits.sigmoid() * known;
            var overlap = (probability * present).sum();
            // One node's worth in both parts keeps a batch without the target defined.
            loss += diceWeight * (1 - (2 * overlap + 1) / (probability.sum() + (present * known).sum() + 1));
        }
        return loss.MoveToOuterDisposeScope();
    }
}
