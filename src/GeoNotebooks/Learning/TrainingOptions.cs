using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>How a network is trained. Same options, data, processor type and thread count give the same weights, bit for bit.</summary>
/// <param name="Passes">Passes over all views of all source tiles.</param>
/// <param name="BatchSize">Tiles in a batch.</param>
/// <param name="PeakLearningRate">Highest learning rate of the one cycle.</param>
/// <param name="WeightDecay">Decoupled weight decay of AdamW.</param>
/// <param name="GradientLimit">Length at which the gradient is cut.</param>
/// <param name="DiceWeight">Weight of the Dice term beside the cross-entropy's 1.</param>
/// <param name="PositiveWeight">How many absent nodes a present one counts for; null takes the square root of absent over present in the training labels, at most 10.</param>
/// <param name="Seed">Seed of weights, order, views and dropped maps.</param>
/// <param name="Threads">Threads of libtorch; 0 takes one for each processor.</param>
/// <param name="ChannelsLast">Keep the channels of a node together in memory, which convolutions on a processor prefer.</param>
/// <param name="Patience">Stop after this many passes without a better validation; null never stops early.</param>
/// <param name="KeepBest">Return the weights of the pass that validated best instead of the last. The validation is then part of the training, and no longer an honest score.</param>
/// <param name="BaseWidth">Feature maps of the U-Net at full resolution.</param>
/// <param name="Levels">Levels of the U-Net.</param>
/// <param name="Dropout">Dropout of the U-Net.</param>
public sealed record TrainingOptions(
    int Passes = 6, int BatchSize = 32, double PeakLearningRate = 2e-3, double WeightDecay = 1e-2, double GradientLimit = 1,
    double DiceWeight = 1, double? PositiveWeight = null, long Seed = 1, int Threads = 0, bool ChannelsLast = true,
    int? Patience = null, bool KeepBest = false, int BaseWidth = 16, int Levels = 4, double Dropout = 0.1)
{
    /// <summary>Size and choice of tiles.</summary>
    public TileOptions Tiles { get; init; } = new();

    /// <summary>What becomes of each tile.</summary>
    public Augmentation Augmentation { get; init; } = new();

    internal TrainingOptions WithThreadsSet() => this with { Threads = Threads > 0 ? Threads : Environment.ProcessorCount };

    internal UNetOptions NetworkFor(int channels) => new(channels, BaseWidth, Levels, Dropout);

    internal void Require()
    {
        if (Passes < 1 || BatchSize < 1 || !(PeakLearningRate > 0) || !(GradientLimit > 0) || !(PositiveWeight is null or > 0) || Patience is < 1 || Threads < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"training needs passes, batch size, learning rate, gradient limit, positive weight and patience above 0; found {Passes}, {BatchSize}, {PeakLearningRate}, {GradientLimit}, {PositiveWeight} and {Patience}"));
        if (Tiles.Size % (1 << Levels) != 0)
            throw new ArgumentException($"a U-Net of {Levels} levels needs tiles with sides in multiples of {1 << Levels}; found {Tiles.Size}");
    }
}

/// <summary>Where a training stands.</summary>
/// <param name="Pass">Pass now running, from 1.</param>
/// <param name="Passes">Passes in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean loss of this pass so far.</param>
/// <param name="ValidationAveragePrecision">Average precision on the validation labels after the latest whole pass; null before, or without any.</param>
/// <param name="TilesPerSecond">Tiles trained on a second, since the start or the resumption.</param>
/// <param name="TimeLeft">Estimate for the steps that remain.</param>
public sealed record TrainingProgress(
    int Pass, int Passes, int Step, int Steps, double Loss, double? ValidationAveragePrecision, double TilesPerSecond, TimeSpan TimeLeft)
{
    /// <summary>Share of all steps that is done.</summary>
    public double Share => (double)Step / Steps;
}
