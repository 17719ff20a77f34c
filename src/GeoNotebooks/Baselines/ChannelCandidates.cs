using GeoNotebooks.Features;

namespace GeoNotebooks.Baselines;

/// <summary>Candidates made ready once for any number of targets: a sample of training ground, the features of its nodes and the correlation of the channels.</summary>
public sealed class ChannelCandidates
{
    private ChannelCandidates(ChannelTrialOptions options, ChannelSample sample, PixelFeatures features, ChannelCorrelation correlation) =>
        (Options, Sample, Features, Correlation) = (options, sample, features, correlation);

    /// <summary>How sets are tried.</summary>
    public ChannelTrialOptions Options { get; }

    /// <summary>The candidates on the nodes drawn.</summary>
    public ChannelSample Sample { get; }

    /// <summary>Rank correlations of the candidates.</summary>
    public ChannelCorrelation Correlation { get; }

    /// <summary>Features of the nodes drawn.</summary>
    internal PixelFeatures Features { get; }

    /// <summary>Draws the nodes and makes the features.</summary>
    /// <param name="stack">The candidates.</param>
    /// <param name="ground">One flag a node: the training ground. Windows see nothing beyond it.</param>
    /// <param name="options">How sets are tried.</param>
    /// <exception cref="InvalidDataException">A channel has no value on the ground, or one and the same everywhere.</exception>
    public static ChannelCandidates Of(FeatureStack stack, bool[] ground, ChannelTrialOptions options)
    {
        options.Require();
        var sample = ChannelSample.Draw(stack, ground, options.Sample);
        return new(options, sample, PixelFeatures.Of(stack.Where(ground), options.WindowsMetres).On(sample.Nodes), ChannelCorrelation.Of(sample));
    }
}
