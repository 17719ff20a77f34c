using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GeoNotebooks.Learning;

/// <summary>The losses of <see cref="LossKind"/> over the known nodes of a batch. An unknown node has weight zero in every sum, and its gradient is zero exactly.</summary>
internal static class MaskedLoss
{
    /// <summary>Logit of an unknown node where the largest of several is looked for: below any that a network gives.</summary>
    private const float Hidden = -1e4f;

    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">(tile, 1, row, column).</param>
    /// <param name="labels">Same shape: 1, 0, or -1 for unknown.</param>
    /// <param name="options">Which loss; its positive weight is set, see <see cref="LossOptions.For"/>.</param>
    public static Tensor Of(Tensor logits, Tensor labels, LossOptions options)
    {
        using var scope = NewDisposeScope();
        var known = labels.ge(0).to(logits.dtype);
        var present = labels.clamp(min: 0);
        var weight = options.PositiveWeight ?? 1;
        var loss = options.Kind switch
        {
            LossKind.CrossEntropy => CrossEntropy(logits, present, known, weight, focus: 0),
            LossKind.Focal => CrossEntropy(logits, present, known, weight, options.Focus),
            LossKind.Dice => OneLessDice(logits, present, known),
            LossKind.CrossEntropyAndDice when options.DiceWeight == 0 => CrossEntropy(logits, present, known, weight, focus: 0),
            LossKind.CrossEntropyAndDice => CrossEntropy(logits, present, known, weight, focus: 0) + options.DiceWeight * OneLessDice(logits, present, known),
            LossKind.BoundaryTolerant => BoundaryTolerant(logits, present, known, options),
            LossKind.PositiveUnlabelled => PositiveUnlabelled(logits, present, known, options.ClassPrior!.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "not a loss"),
        };
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Mean of -w (1 - q)^focus log q, q being the probability given to what is there. log q = -softplus(-x) does not overflow, nor does
    /// 1 - q = exp(-softplus(x)), whose power is smooth where q reaches 1. Lin and others divide by the number of present nodes; a mean over known ones
    /// keeps tiles without the target from weighing more than those with it.
    /// </summary>
    private static Tensor CrossEntropy(Tensor logits, Tensor present, Tensor known, double positiveWeight, double focus)
    {
        var (missed, raised) = (softplus(-logits), softplus(logits));
        var terms = focus == 0
            ? present * missed * positiveWeight + (1 - present) * raised
            : present * missed * (raised * -focus).exp() * positiveWeight + (1 - present) * raised * (missed * -focus).exp();
        return (terms * known).sum() / known.sum().clamp(min: 1);
    }

    private static Tensor OneLessDice(Tensor logits, Tensor present, Tensor known)
    {
        var probability = logits.sigmoid() * known;
        var overlap = (probability * present).sum();
        // One node's worth in both parts keeps a batch without the target defined.
        return 1 - (2 * overlap + 1) / (probability.sum() + (present * known).sum() + 1);
    }

    /// <summary>
    /// After the boundary score of Bokhovkin and Burnaev (2019, ISNN), which widens lines by max-pooling. Within t nodes (a square) of a present node no answer is
    /// wrong; a present node is judged by the largest logit within t nodes of it, m; the rest is absent. So the cross-entropy is the mean of w softplus(-m) over present nodes and softplus(x)
    /// over absent ones beyond the tolerance. Likewise precision is the share of the probability that lies within the tolerance, recall the mean of sigmoid(m) over present nodes, and their harmonic mean stands in for Dice.
    /// </summary>
    private static Tensor BoundaryTolerant(Tensor logits, Tensor present, Tensor known, LossOptions options)
    {
        var near = Widest(present, options.ToleranceNodes);
        var best = Widest(logits.masked_fill(known.eq(0), Hidden), options.ToleranceNodes);
        var absent = known * (1 - near);
        var loss = ((present * softplus(-best) * options.PositiveWeight!.Value) + absent * softplus(logits)).sum() / (present + absent).sum().clamp(min: 1);
        if (options.DiceWeight == 0)
            return loss;
        var probability = logits.sigmoid() * known;
        var precision = ((probability * near).sum() + 1) / (probability.sum() + 1);
        var recall = ((best.sigmoid() * present).sum() + 1) / (present.sum() + 1);
        return loss + options.DiceWeight * (1 - 2 * precision * recall / (precision + recall));

        static Tensor Widest(Tensor x, int nodes) => max_pool2d(x, [2 * nodes + 1, 2 * nodes + 1], [1, 1], [nodes, nodes]);
    }

    /// <summary>
    /// prior * mean over present of softplus(-x) + max(0, mean over all known of softplus(x) - prior * mean over present of softplus(x)), the logistic loss in eq. 6 of Kiryo and others. One
    /// map gives both samples: the labelled objects are the positive one, and all known ground, labelled objects included, is the unlabelled one, in which the target has the prior's share.
    /// </summary>
    private static Tensor PositiveUnlabelled(Tensor logits, Tensor present, Tensor known, double prior)
    {
        var (missed, raised) = (softplus(-logits), softplus(logits));
        var positives = present.sum().clamp(min: 1);
        var negative = (raised * known).sum() / known.sum().clamp(min: 1) - prior * (raised * present).sum() / positives;
        return prior * (missed * present).sum() / positives + negative.clamp(min: 0);
    }
}
