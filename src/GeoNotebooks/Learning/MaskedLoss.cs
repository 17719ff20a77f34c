using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GeoNotebooks.Learning;

/// <summary>The losses of <see cref="LossKind"/> over the known nodes of a batch. An unknown node has weight zero in every sum, and its gradient is zero exactly.</summary>
internal static class MaskedLoss
{
    // Numbers that native code reads while it works: one that the library makes a Scalar of by itself may be collected before it has been read.
    private static readonly Scalar Zero = 0, One = 1, Two = 2;

    /// <summary>Logit of an unknown node where the largest of several is looked for: below any that a network gives.</summary>
    private static readonly Scalar Hidden = -1e4f;

    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">(tile, 1, row, column).</param>
    /// <param name="labels">Same shape: 1, 0, or -1 for unknown.</param>
    /// <param name="options">Which loss; its positive weight is set, see <see cref="LossOptions.For"/>.</param>
    public static Tensor Of(Tensor logits, Tensor labels, LossOptions options)
    {
        using var scope = NewDisposeScope();
        var known = labels.ge(Zero).to(logits.dtype);
        var present = labels.clamp(Zero, null);
        using Scalar weight = options.PositiveWeight ?? 1, dice = options.DiceWeight, focus = -options.Focus, prior = options.ClassPrior ?? 0;
        var loss = options.Kind switch
        {
            LossKind.CrossEntropy => CrossEntropy(logits, present, known, weight, null),
            LossKind.Focal => CrossEntropy(logits, present, known, weight, options.Focus == 0 ? null : focus),
            LossKind.Dice => OneLessDice(logits, present, known),
            LossKind.CrossEntropyAndDice when options.DiceWeight == 0 => CrossEntropy(logits, present, known, weight, null),
            LossKind.CrossEntropyAndDice => Sum(CrossEntropy(logits, present, known, weight, null), OneLessDice(logits, present, known).mul(dice)),
            LossKind.BoundaryTolerant => BoundaryTolerant(logits, present, known, options.ToleranceNodes, weight, options.DiceWeight == 0 ? null : dice),
            LossKind.PositiveUnlabelled => PositiveUnlabelled(logits, present, known, prior),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "not a loss"),
        };
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Mean of -w (1 - q)^focus log q, q being the probability given to what is there. log q = -softplus(-x) does not overflow, nor does
    /// 1 - q = exp(-softplus(x)), whose power is smooth where q reaches 1. Lin and others divide by the number of present nodes; a mean over known ones
    /// keeps tiles without the target from weighing more than those with it. Without a focus it is the plain cross-entropy.
    /// </summary>
    private static Tensor CrossEntropy(Tensor logits, Tensor present, Tensor known, Scalar positiveWeight, Scalar? minusFocus)
    {
        var (missed, raised) = (Softplus(-logits), Softplus(logits));
        var terms = minusFocus is null
            ? Sum((present * missed).mul(positiveWeight), OneLess(present) * raised)
            : Sum((present * missed * raised.mul(minusFocus).exp()).mul(positiveWeight), OneLess(present) * raised * missed.mul(minusFocus).exp());
        return (terms * known).sum() / AtLeastOne(known.sum());
    }

    private static Tensor OneLessDice(Tensor logits, Tensor present, Tensor known)
    {
        var probability = logits.sigmoid() * known;
        var overlap = (probability * present).sum();
        // One node's worth in both parts keeps a batch without the target defined.
        return OneLess(overlap.mul(Two).add(One, One) / Sum(probability.sum(), (present * known).sum()).add(One, One));
    }

    /// <summary>
    /// After the boundary score of Bokhovkin and Burnaev (2019, ISNN), which widens lines by max-pooling. Within t nodes (a square) of a present node no answer is
    /// wrong; a present node is judged by the largest logit within t nodes of it, m; the rest is absent. So the cross-entropy is the mean of w softplus(-m) over present nodes and softplus(x)
    /// over absent ones beyond the tolerance. Likewise precision is the share of the probability that lies within the tolerance, recall the mean of sigmoid(m) over present nodes, and their harmonic mean stands in for Dice,
    /// unless that has no weight.
    /// </summary>
    private static Tensor BoundaryTolerant(Tensor logits, Tensor present, Tensor known, int nodes, Scalar positiveWeight, Scalar? dice)
    {
        var near = Widest(present, nodes);
        var best = Widest(logits.masked_fill(known.eq(Zero), Hidden), nodes);
        var absent = known * OneLess(near);
        var loss = Sum((present * Softplus(-best)).mul(positiveWeight), absent * Softplus(logits)).sum() / AtLeastOne(Sum(present, absent).sum());
        if (dice is null)
            return loss;
        var probability = logits.sigmoid() * known;
        var precision = (probability * near).sum().add(One, One) / probability.sum().add(One, One);
        var recall = (best.sigmoid() * present).sum().add(One, One) / present.sum().add(One, One);
        return Sum(loss, OneLess((precision * recall).mul(Two) / Sum(precision, recall)).mul(dice));

        static Tensor Widest(Tensor x, int nodes) => max_pool2d(x, [2 * nodes + 1, 2 * nodes + 1], [1, 1], [nodes, nodes]);
    }

    /// <summary>
    /// prior * mean over present of softplus(-x) + max(0, mean over all known of softplus(x) - prior * mean over present of softplus(x)), the logistic loss in eq. 6 of Kiryo and others. One
    /// map gives both samples: the labelled objects are the positive one, and all known ground, labelled objects included, is the unlabelled one, in which the target has the prior's share.
    /// </summary>
    private static Tensor PositiveUnlabelled(Tensor logits, Tensor present, Tensor known, Scalar prior)
    {
        var (missed, raised) = (Softplus(-logits), Softplus(logits));
        var positives = AtLeastOne(present.sum());
        var negative = (raised * known).sum() / AtLeastOne(known.sum()) - (raised * present).sum().mul(prior) / positives;
        return Sum((missed * present).sum().mul(prior) / positives, negative.clamp(Zero, null));
    }

    /// <summary>log(1 + exp(x)).</summary>
    private static Tensor Softplus(Tensor x) => -logsigmoid(-x);

    /// <summary>The operator + would make a Scalar by itself.</summary>
    private static Tensor Sum(Tensor a, Tensor b) => a.add(b, One);

    private static Tensor OneLess(Tensor x) => (-x).add(One, One);

    private static Tensor AtLeastOne(Tensor x) => x.clamp(One, null);
}
