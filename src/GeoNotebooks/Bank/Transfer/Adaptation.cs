using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.PreTraining;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Bank.Transfer;

/// <summary>Takes a trained network to another region.</summary>
public static class Adaptation
{
    /// <summary>A model for the new region, by one strategy. The source stays as it is.</summary>
    /// <param name="source">The trained model.</param>
    /// <param name="strategy">What is done.</param>
    /// <param name="stack">Channels of the new region, by name and unit those of the source and on cells of its size, in any order and among others.</param>
    /// <param name="labelled">Labels of a few tiles, unknown elsewhere, as <see cref="LabelledTiles.Take"/> gives them; null where the strategy takes none.</param>
    /// <param name="open">Ground of the new region whose fields may be looked at for medians and scales: all but what judges. No label is needed there.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <param name="checkpointFolder">Takes checkpoints, as <see cref="Trainer.Train"/> does; null keeps none.</param>
    /// <param name="preTrained">What <see cref="TransferStrategy.PreTrained"/> begins with; it stays its owner's. The other strategies take none.</param>
    /// <returns>
    /// A model with weights of its own; <see cref="ModelCard.AdaptedFrom"/> says where they come from. What the source's card says of its quality and calibration was found on other ground and is not taken over.
    /// </returns>
    /// <exception cref="ArgumentException">The strategy learns and there are no labels, it begins with a pre-trained network and there is none, or the options are out of range.</exception>
    /// <exception cref="InvalidDataException">A channel is missing or in another unit, or labels lie on other nodes.</exception>
    public static TargetModel Adapt(
        TargetModel source, TransferStrategy strategy, FeatureStack stack, TargetLabels? labelled, bool[] open, TransferOptions options,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, string? checkpointFolder = null,
        PreTrainedNetwork? preTrained = null)
    {
        options.Require();
        stack = stack.Select(source.Card.Normaliser.Channels.Select(channel => channel.Name));
        var learns = options.RateOf(strategy) > 0;
        var refits = strategy is TransferStrategy.NormaliserRefit or TransferStrategy.FromScratch || (learns && options.RefitNormaliser);
        if (strategy == TransferStrategy.PreTrained && preTrained is null)
            throw new ArgumentException($"'{source.Card.Target}': {strategy} begins with a network that has learnt to fill in fields; found none");
        var normaliser = strategy == TransferStrategy.PreTrained ? preTrained!.Normaliser : refits ? Normaliser.Fit(stack, open) : source.Card.Normaliser;
        if (!learns)
            return As(Copy(source, normaliser), source, refits ? "its normaliser fitted anew, no label seen" : "as it was");
        if (labelled is null)
            throw new ArgumentException($"'{source.Card.Target}': {strategy} learns from labelled tiles; found no labels");
        var training = TrainingOf(source.Card, strategy, labelled, options);
        var start = new TrainingStart
        {
            Network = strategy switch
            {
                TransferStrategy.FromScratch => null,
                TransferStrategy.PreTrained => preTrained!.Network,
                _ => source.Network,
            },
            Normaliser = normaliser,
            Part = strategy == TransferStrategy.HeadOnly ? LearningPart.Head : LearningPart.All,
        };
        var model = Trainer.Train(stack, labelled, null, training, progress, cancellation, checkpointFolder, start);
        if (strategy == TransferStrategy.FromScratch)
            return model;
        if (strategy == TransferStrategy.PreTrained)
            return model.Describe(card => card with
            {
                AdaptedFrom = new(null, null, FormattableString.Invariant(
                    $"all weights trained on {labelled.KnownCount} labelled nodes for {training.Passes} passes at a peak rate of {training.PeakLearningRate}, from weights that had learnt to fill in fields, no label seen")),
            });
        var what = strategy == TransferStrategy.HeadOnly ? "its last convolution" : "all weights";
        return As(model, source, FormattableString.Invariant(
            $"{what} trained on {labelled.KnownCount} labelled nodes for {training.Passes} passes at a peak rate of {training.PeakLearningRate}, with {(refits ? "the normaliser of the new region" : "the normaliser as it was")}"));
    }

    /// <summary>The source's training with the passes and the rate of the strategy. Tiles and loss are as they were.</summary>
    private static TrainingOptions TrainingOf(ModelCard card, TransferStrategy strategy, TargetLabels labelled, TransferOptions options)
    {
        // Of much ground each tile has fewer views, so that one pass fits into the steps; of little ground there are many passes.
        var tiles = TileSampler.PositionsOf(labelled, card.Tiles).Count;
        var viewsPerTile = Math.Clamp(options.Steps * options.BatchSize / tiles, 1, card.Training.Augmentation.ViewsPerTile);
        var stepsPerPass = (tiles * viewsPerTile + options.BatchSize - 1) / options.BatchSize;
        return card.Training with
        {
            Passes = Math.Max(1, (int)Math.Round((double)options.Steps / stepsPerPass)),
            BatchSize = options.BatchSize,
            Augmentation = card.Training.Augmentation with { ViewsPerTile = viewsPerTile },
            PeakLearningRate = options.RateOf(strategy),
            Seed = options.Seed,
            Threads = options.Threads,
            Patience = null,
            KeepBest = false,
        };
    }

    private static TargetModel Copy(TargetModel source, Normaliser normaliser)
    {
        NativeTorch.Require();
        var network = new UNet(source.Card.Network, seed: 0);
        new TrainingStart { Network = source.Network }.Fill(network);
        TrainingDevice.Of(source.Card.Training.Device, source.Card.Training.Precision).Place(network);
        return new(network, source.Card with { Normaliser = normaliser, Metrics = [], Calibration = null, Name = null, WeightsHash = null, CardHash = null });
    }

    private static TargetModel As(TargetModel model, TargetModel source, string change) =>
        model.Describe(card => card with { AdaptedFrom = new(source.Card.Region, source.Card.WeightsHash, change) });
}
