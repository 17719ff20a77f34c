namespace GeoNotebooks.Bank.Transfer;

/// <summary>How a network learns a new region from a few labelled tiles.</summary>
/// <remarks>
/// Steps, rates and normaliser were chosen for faults on a generated shield of another seed (the benchmark <c>transfer</c> with <c>--seed 1</c>), one or two draws of 2 and 8 tiles, among four rates for the fine-tuned network
/// (0.001 to 0.012) and as many for the one from scratch (0.0025 to 0.02), with 120 and 240 steps; nothing was chosen on ground that the published figures judge. The best rate of a network that goes on is as high as
/// that of its first training; at 0.001, eight tiles and 120 steps bring half as much. Whether it keeps its normaliser made no difference there, and to shrink
/// and disturb its weights first (Ash and Adams, 2020, NeurIPS) brought nothing.
/// </remarks>
/// <param name="Steps">Steps of the optimiser, rounded to whole passes over the views of the labelled tiles; the same for each strategy that learns. Where one pass over all views would take more, each tile has fewer.</param>
/// <param name="BatchSize">Tiles in a batch.</param>
/// <param name="HeadRate">Peak learning rate of a head that learns alone.</param>
/// <param name="FineTuningRate">Peak learning rate of a network that begins with trained weights.</param>
/// <param name="ScratchRate">Peak learning rate of a network that begins with fresh ones.</param>
/// <param name="PreTrainedRate">Peak learning rate of a network that begins with weights that filled in fields.</param>
/// <param name="RefitNormaliser">Whether what begins with trained weights takes the new region's normaliser, as what begins with fresh ones always does, or keeps its own.</param>
/// <param name="Seed">Seed of order, views and dropped maps, and of the weights of a network from scratch.</param>
/// <param name="Threads">Threads of libtorch; 0 takes one for each processor. Batches of a few tiles gain little from more than one, and where processors are busy with other things they lose by it.</param>
public sealed record TransferOptions(
    int Steps = 240, int BatchSize = 8, double HeadRate = 3e-2, double FineTuningRate = 6e-3, double ScratchRate = 1e-2, double PreTrainedRate = 1e-2, bool RefitNormaliser = true, long Seed = 1, int Threads = 1)
{
    /// <summary>Peak learning rate of a strategy; 0 where nothing learns.</summary>
    internal double RateOf(TransferStrategy strategy) => strategy switch
    {
        TransferStrategy.HeadOnly => HeadRate,
        TransferStrategy.FineTuned => FineTuningRate,
        TransferStrategy.PreTrained => PreTrainedRate,
        TransferStrategy.FromScratch => ScratchRate,
        _ => 0,
    };

    internal void Require()
    {
        if (Steps < 1 || BatchSize < 1 || !(HeadRate > 0) || !(FineTuningRate > 0) || !(ScratchRate > 0) || !(PreTrainedRate > 0) || Threads < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"transfer needs steps, batch size and learning rates above 0; found {Steps}, {BatchSize}, {HeadRate}, {FineTuningRate}, {ScratchRate} and {PreTrainedRate}"));
    }
}
