using GeoNotebooks.Features;

namespace GeoNotebooks.Baselines;

/// <summary>How sets of channels are tried by trees.</summary>
public sealed record ChannelTrialOptions
{
    /// <summary>The nodes that trees grow on and are judged on, and the blocks of intervals.</summary>
    public ChannelSampleOptions Sample { get; init; } = new() { MostNodes = 12_000 };

    /// <summary>Sides of the windows whose mean, excess and deviation stand beside each channel's value; empty for the values alone. A network sees a neighbourhood: a noisy channel is worth more to it than its single nodes tell.</summary>
    public IReadOnlyList<double> WindowsMetres { get; init; } = [3000];

    /// <summary>How the trees grow: fewer and somewhat larger ones than those a network is measured against, since five channels must be told from five others within seconds.</summary>
    public PixelBaselineOptions Trees { get; init; } = new() { Trees = 60, Leaves = 6, LearningRate = 0.15, LeastNodesPerLeaf = 120, FeatureShare = 0.3 };

    /// <summary>How often blocks are dealt for the importance of a channel; the drop is the mean over them.</summary>
    public int Deals { get; init; } = 1;

    /// <summary>Draws of blocks for an interval.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Seed of deals and draws.</summary>
    public int Seed { get; init; } = 1;

    internal void Require()
    {
        if (Deals < 1 || Draws < 1)
            throw new ArgumentException($"a trial of channels needs at least one deal and one draw of blocks; found {Deals} and {Draws}");
    }
}
