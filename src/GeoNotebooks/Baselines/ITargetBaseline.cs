using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>
/// A way to find a target from what single pixels show, against which a network is measured. All are trained and judged alike (see <see cref="CrossPrediction"/>), so that a table over them is one loop.
/// An implementation is an immutable record of its options: the same options, features and labels give the same scores.
/// </summary>
public interface ITargetBaseline
{
    /// <summary>Name for tables and maps.</summary>
    string Name { get; }

    /// <summary>Trains on the known labels; <see cref="TargetLabels.Unknown"/> takes no part.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="training">Labels to train on, on the nodes of the features.</param>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, one of the two classes is lacking, or a channel has no value on the training ground.</exception>
    ITargetScorer Fit(PixelFeatures features, TargetLabels training);
}

/// <summary>A baseline that has been trained.</summary>
public interface ITargetScorer
{
    /// <summary>Probability of the target on the nodes wanted; NaN on the others and where no feature has a value.</summary>
    /// <param name="features">What the pixels see: the features that it was trained on, in the same order.</param>
    /// <param name="wanted">One flag a node.</param>
    /// <exception cref="ArgumentException">Other features, or another number of flags than nodes.</exception>
    float[] Predict(PixelFeatures features, bool[] wanted);
}
