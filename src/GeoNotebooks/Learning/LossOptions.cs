namespace GeoNotebooks.Learning;

/// <summary>What training makes small. Each is a mean over known nodes alone; an unknown node has no say and no gradient.</summary>
public enum LossKind
{
    /// <summary>Cross-entropy of the nodes, a present node counted <see cref="LossOptions.PositiveWeight"/> times.</summary>
    CrossEntropy,

    /// <summary>Cross-entropy in which a node that is nearly right counts for little (Lin and others, 2017, ICCV, eq. 4).</summary>
    Focal,

    /// <summary>One minus the Dice overlap (Milletari, Navab and Ahmadi, 2016, 3DV).</summary>
    Dice,

    /// <summary>The cross-entropy and, weighed by <see cref="LossOptions.DiceWeight"/>, one minus the Dice overlap.</summary>
    CrossEntropyAndDice,

    /// <summary>For lines whose place is known to a few nodes only: what lies within the tolerance of a labelled line is no error, and the line is found where the best answer within the tolerance finds it.</summary>
    BoundaryTolerant,

    /// <summary>For maps on which absent means "not mapped": the non-negative risk from positive and unlabelled nodes (Kiryo, Niu, du Plessis and Sugiyama, 2017, NeurIPS, eq. 6).</summary>
    PositiveUnlabelled,
}

/// <summary>The loss of a training.</summary>
/// <param name="Kind">Which loss.</param>
/// <param name="PositiveWeight">How many absent nodes a present one counts for in a cross-entropy; null takes the square root of absent over present in the training labels, at most 10, and 1 for <see cref="LossKind.Focal"/>, which finds a balance of its own.</param>
/// <param name="DiceWeight">Weight of the overlap beside the cross-entropy's 1, for <see cref="LossKind.CrossEntropyAndDice"/> and <see cref="LossKind.BoundaryTolerant"/>; 0 leaves it out.</param>
/// <param name="Focus">Exponent gamma of <see cref="LossKind.Focal"/>; 0 is the cross-entropy.</param>
/// <param name="ToleranceNodes">Nodes to each side that <see cref="LossKind.BoundaryTolerant"/> allows for.</param>
/// <param name="ClassPrior">Share of the ground where the target truly is, mapped or not, for <see cref="LossKind.PositiveUnlabelled"/>, which needs one.</param>
public sealed record LossOptions(
    LossKind Kind = LossKind.CrossEntropyAndDice, double? PositiveWeight = null, double DiceWeight = 1, double Focus = 2, int ToleranceNodes = 2, double? ClassPrior = null)
{
    private const double LargestWeight = 10;

    /// <summary>The same with the weight of a present node set, for labels of this prevalence.</summary>
    internal LossOptions For(double prevalence) => this with
    {
        PositiveWeight = PositiveWeight ?? (Kind == LossKind.Focal ? 1 : Math.Clamp(Math.Sqrt(1 / prevalence - 1), 1, LargestWeight)),
    };

    internal void Require()
    {
        if (!(PositiveWeight is null or > 0) || !(DiceWeight >= 0) || !(Focus >= 0) || ToleranceNodes < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"a loss needs a positive weight above 0, and Dice weight, focus and tolerance of at least 0; found {PositiveWeight}, {DiceWeight}, {Focus} and {ToleranceNodes}"));
        if (Kind == LossKind.PositiveUnlabelled && ClassPrior is not (> 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant(
                $"the loss from positive and unlabelled nodes needs the share of the ground where the target truly is, between 0 and 1; found {(ClassPrior is { } prior ? prior : "none")}"));
    }
}
