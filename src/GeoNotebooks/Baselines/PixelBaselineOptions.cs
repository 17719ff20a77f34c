using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>How the trees of the pixel baseline grow. The same options, data and processor give the same trees.</summary>
public sealed record PixelBaselineOptions : ITargetBaseline
{
    /// <inheritdoc/>
    public string Name => "boosted trees";

    /// <summary>Number of trees.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>Leaves of a tree. Few, since fields are smooth over kilometres and a large tree can tell one place from all others by them, which does not carry over to other blocks.</summary>
    public int Leaves { get; init; } = 4;

    /// <summary>How far each tree moves the score.</summary>
    public double LearningRate { get; init; } = 0.06;

    /// <summary>Nodes that a leaf holds at least.</summary>
    public int LeastNodesPerLeaf { get; init; } = 800;

    /// <summary>Share of the features, drawn anew, that each tree may use.</summary>
    public double FeatureShare { get; init; } = 0.1;

    /// <summary>Neighbouring nodes tell little more than one of them: when there are more, so many are drawn at random to train on.</summary>
    public int MostTrainingNodes { get; init; } = 60_000;

    /// <summary>Seed of all draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folds that are trained at the same time, each on one thread; the result does not depend on it.</summary>
    public int Threads { get; init; } = 2;

    /// <inheritdoc/>
    public ITargetScorer Fit(PixelFeatures features, TargetLabels training)
    {
        Require();
        // Trees would leave a blank channel alone; whoever compares them with a network must know that one was.
        TrainingNodes.DrawValued(features, training, MostTrainingNodes, Seed);
        return PixelBaseline.Train(features, training, this);
    }

    internal void Require()
    {
        if (Trees < 1 || Leaves < 2 || !(LearningRate > 0) || LeastNodesPerLeaf < 1 || !(FeatureShare is > 0 and <= 1) || MostTrainingNodes < 2 || Threads < 1)
            throw new ArgumentException("a pixel baseline needs trees, leaves, learning rate, nodes and threads above 0 and a share of features up to 1; found "
                + FormattableString.Invariant($"{Trees}, {Leaves}, {LearningRate}, {LeastNodesPerLeaf}, {MostTrainingNodes}, {Threads} and {FeatureShare}"));
    }
}
