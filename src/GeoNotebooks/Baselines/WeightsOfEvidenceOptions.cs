using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>How weights of evidence are counted.</summary>
public sealed record WeightsOfEvidenceOptions : ITargetBaseline
{
    /// <inheritdoc/>
    public string Name => "weights of evidence";

    /// <summary>Classes of a feature, with about as many nodes each; of a binary feature, the places where it may be cut are the ends of these classes.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Two classes a feature, cut where the studentised contrast is largest, as Bonham-Carter's binary patterns are. It is then chosen to look large.</summary>
    public bool Binary { get; init; }

    /// <summary>Nodes added to each class of the present and of the absent, so that an empty class has a finite weight (half a node: Jeffreys 1946).</summary>
    public double Smoothing { get; init; } = 0.5;

    /// <summary>When there are more nodes, so many are drawn at random to count.</summary>
    public int MostTrainingNodes { get; init; } = 60_000;

    /// <summary>Seed of the draw.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public ITargetScorer Fit(PixelFeatures features, TargetLabels training) => WeightsOfEvidence.Count(features, training, this);

    internal void Require()
    {
        if (Classes < 2 || !(Smoothing > 0) || MostTrainingNodes < 2)
            throw new ArgumentException(FormattableString.Invariant(
                $"weights of evidence need two classes or more, a smoothing above 0 and two nodes or more; found {Classes}, {Smoothing} and {MostTrainingNodes}"));
    }
}
