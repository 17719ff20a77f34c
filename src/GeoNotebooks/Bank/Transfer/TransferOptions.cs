namespace GeoNotebooks.Bank.Transfer;

/// <summary>How a network learns a new region from a few labelled tiles.</summary>
/// <remarks>
/// Steps and rates were chosen on a generated region of another seed (the benchmark <c>transfer</c> with <c>--tune</c>), among as many values for the fine-tuned network as for the one from scratch; nothing was chosen
/// on ground that the published figures judge.
/// </remarks>
/// <param name="Steps">Steps of the optimiser, rounded to whole passes over the views of the labelled tiles; the same for each strategy that learns. Where one pass over all views would take more, each tile has fewer.</param>
/// <param name="BatchSize">Tiles in a batch.</param>
/// <param name="HeadRate">Peak learning rate of a head that learns alone.</param>
/// <param name="FineTuningRate">Peak learning rate of a network that begins with trained weights.</param>
/// <param name="ScratchRate">Peak learning rate of a network that begins with fresh ones.</param>
/// <param name="RefitNormaliser">Whether what begins with trained weights takes the new region's normaliser, as what begins with fresh ones always does, or keeps its own.</param>
/// <param name="Seed">Seed of order, views and dropped maps, and of the weights of a network from scratch.</param>
/// <param name="Threads">Threads of libtorch; 0 takes one for each processor.</param>
public sealed record TransferOptions(
    int Steps = 120, int BatchSize = 8, double HeadRate = 1e-2, double FineTuningRate = 2e-3, double ScratchRate = 5e-3, bool RefitNormaliser = true, long Seed = 1, int Threads = 0)
{
    /// <summary>Peak learning rate of a strategy; 0 where nothing learns.</summary>
    internal double RateOf(TransferStrategy strategy) => strategy switch
    {
        TransferStrategy.HeadOnly => HeadRate,
        TransferStrategy.FineTuned => FineTuningRate,
        TransferStrategy.FromScratch => ScratchRate,
        _ => 0,
    };

    internal void Require()
    {
        if (Steps < 1 || BatchSize < 1 || !(HeadRate > 0) || !(FineTuningRate > 0) || !(ScratchRate > 0) || Threads < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"transfer needs steps, batch size and learning rates above 0; found {Steps}, {BatchSize}, {HeadRate}, {FineTuningRate} and {ScratchRate}"));
    }
}
