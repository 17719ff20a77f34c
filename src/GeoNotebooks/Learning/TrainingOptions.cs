using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>How a network is trained. Same options, data, processor type and thread count give the same weights, bit for bit.</summary>
/// <param name="Passes">Passes over all views of all source tiles.</param>
/// <param name="BatchSize">Tiles in a batch at most: a pass is cut into batches as equal as may be, so that none is left with a tile or two. Fewer views than that make one batch.</param>
/// <param name="PeakLearningRate">Highest learning rate of the one cycle.</param>
/// <param name="WeightDecay">Decoupled weight decay of AdamW.</param>
/// <param name="GradientLimit">Length at which the gradient is cut.</param>
/// <param name="Seed">Seed of weights, order, views and dropped maps.</param>
/// <param name="Threads">Threads of libtorch; 0 takes one for each processor.</param>
/// <param name="Patience">Stop after this many passes without a better validation; null never stops early.</param>
/// <param name="KeepBest">Return the weights of the pass that validated best instead of the last. The validation is then part of the training, and no longer an honest score.</param>
/// <param name="BaseWidth">Feature maps of the U-Net at full resolution.</param>
/// <param name="Levels">Levels of the U-Net.</param>
/// <param name="Dropout">Dropout of the U-Net.</param>
public sealed record TrainingOptions(
    int Passes = 6, int BatchSize = 32, double PeakLearningRate = 2e-3, double WeightDecay = 1e-2, double GradientLimit = 1,
    long Seed = 1, int Threads = 0,
    int? Patience = null, bool KeepBest = false, int BaseWidth = 16, int Levels = 4, double Dropout = 0.1)
{
    private const int NarrowestForBFloat16 = 16;

    /// <summary>A small network for a few sheets, in less than a minute: for lessons and for trying things out.</summary>
    public static TrainingOptions Quick { get; } = new(Passes: 2, BaseWidth: 8);

    /// <summary>
    /// The network of a published map, for a region of a dozen sheets. On training folds of the region wider networks and more passes learned the map's labels better and found no more of what is truly there;
    /// a high rate keeps a network from learning by heart which intrusions the map lacks.
    /// </summary>
    public static TrainingOptions Full { get; } = new(Passes: 2, BaseWidth: 8, PeakLearningRate: 5e-3);

    /// <summary>What training makes small.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>Normalisation of the U-Net.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.Batch;

    /// <summary>The type in which the network is computed; weights and the optimiser's state are in single precision whatever it is.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Where the network is computed.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Share that the running average of the weights keeps at each step, such as 0.999 (Polyak and Juditsky, 1992, SIAM J. Control Optim. 30, 838-855); the averaged weights are scored and returned. Null takes the weights as they are.</summary>
    public double? AverageDecay { get; init; }

    /// <summary>How often a checkpoint is written, where there is a folder for it. It changes no weight.</summary>
    public CheckpointInterval Checkpoints { get; init; } = new();

    /// <summary>Size and choice of tiles.</summary>
    public TileOptions Tiles { get; init; } = new();

    /// <summary>What becomes of each tile.</summary>
    public Augmentation Augmentation { get; init; } = new();

    /// <summary>The same with threads, precision and device as they will be on this machine.</summary>
    internal TrainingOptions Resolved()
    {
        // libtorch normalises fewer than sixteen bfloat16 maps one value at a time, which costs more than the convolutions gain.
        var device = TrainingDevice.Of(Device, Precision == Precision.Auto && BaseWidth < NarrowestForBFloat16 ? Precision.Float32 : Precision);
        return this with { Threads = Threads > 0 ? Threads : Environment.ProcessorCount, Precision = device.Precision, Device = device.Kind };
    }

    internal UNetOptions NetworkFor(int channels) => new(channels, BaseWidth, Levels, Dropout, Normalisation);

    internal void Require()
    {
        if (Passes < 1 || BatchSize < 1 || !(PeakLearningRate > 0) || !(GradientLimit > 0) || !(WeightDecay >= 0) || Patience is < 1 || Threads < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"training needs passes, batch size, learning rate, gradient limit and patience above 0, and a weight decay of at least 0; found {Passes}, {BatchSize}, {PeakLearningRate}, {GradientLimit}, {Patience} and {WeightDecay}"));
        if (AverageDecay is not (null or > 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"the running average of the weights keeps a share between 0 and 1; found {AverageDecay}"));
        if (Tiles.Size % (1 << Levels) != 0)
            throw new ArgumentException($"a U-Net of {Levels} levels needs tiles with sides in multiples of {1 << Levels}; found {Tiles.Size}");
        if (Tiles.Size == 1 << Levels && Normalisation == Normalisation.Batch)
            throw new ArgumentException(
                $"tiles of {Tiles.Size} x {Tiles.Size} nodes leave one node on the lowest of {Levels} levels, and a batch of one tile has no variance there: take fewer levels, larger tiles or another normalisation");
        Loss.Require();
        Checkpoints.Require();
    }
}
