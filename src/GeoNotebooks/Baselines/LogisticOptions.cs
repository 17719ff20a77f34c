using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>How the logistic regression is fitted. The same options and data give the same weights.</summary>
public sealed record LogisticOptions : ITargetBaseline
{
    /// <inheritdoc/>
    public string Name => "logistic regression";

    /// <summary>Weight of the half sum of squared weights beside the summed loss: it keeps weights of features that say the same from growing against each other.</summary>
    public double RidgeWeight { get; init; } = 1;

    /// <summary>Steps of the optimiser at most.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>When there are more nodes, so many are drawn at random to train on.</summary>
    public int MostTrainingNodes { get; init; } = 60_000;

    /// <summary>Seed of the draw.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public ITargetScorer Fit(PixelFeatures features, TargetLabels training) => LogisticBaseline.Train(features, training, this);

    internal void Require()
    {
        if (!(RidgeWeight >= 0) || Steps < 1 || MostTrainingNodes < 2)
            throw new ArgumentException(FormattableString.Invariant(
                $"a logistic regression needs a ridge weight of 0 or more, a step and two nodes or more; found {RidgeWeight}, {Steps} and {MostTrainingNodes}"));
    }
}
