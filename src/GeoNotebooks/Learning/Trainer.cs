using GeoNotebooks.Features;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning;

/// <summary>Trains the network of one target.</summary>
/// <remarks>
/// Everything random follows from <see cref="TrainingOptions.Seed"/>, pass and step, so that a training taken up from a checkpoint goes the way that it would
/// have gone. Bit for bit this holds on one processor type with one number of threads, since the order of sums depends on both.
/// </remarks>
public static class Trainer
{
    /// <summary>Trains a U-Net on the nodes whose label is known.</summary>
    /// <param name="stack">The channels, on square cells. The normaliser is fitted where the training labels are known.</param>
    /// <param name="training">Labels on the nodes of the stack. An unknown node never enters the loss: ground that is held back is made unknown by <see cref="TargetLabels.Where"/>.</param>
    /// <param name="validation">Labels that are scored after each pass, or null. No node may be known in both.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellation">Stops between steps; the latest checkpoint stays.</param>
    /// <param name="checkpointFolder">
    /// Takes <c>checkpoint.safetensors</c> after each pass and as often within one as <see cref="TrainingOptions.Checkpoints"/> says; when one of the same training is there, it is taken up, and
    /// ends with the weights that it would have had. A checkpoint that cannot be written stops nothing: <see cref="TrainingProgress.Warning"/> says so. Null keeps none.
    /// </param>
    /// <param name="start">Weights and normaliser to begin from, and the part that learns; null begins with fresh weights, and all learn.</param>
    /// <exception cref="InvalidDataException">Labels and stack do not lie on the same nodes, ground is in both sets of labels, the target is nowhere present, the checkpoint belongs to another training, or the start does not fit the channels.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number, or has exploded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TargetModel Train(
        FeatureStack stack, TargetLabels training, TargetLabels? validation, TrainingOptions options,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, string? checkpointFolder = null,
        TrainingStart? start = null)
    {
        NativeTorch.Require();
        options.Require();
        Require(stack, training, validation);
        start?.Require(stack, options.NetworkFor(stack.Channels.Count), training.Target);
        options = options.Resolved();
        using var run = new TrainingRun(stack, training, validation, options, start ?? new());
        var file = checkpointFolder is null ? null : new CheckpointFile(checkpointFolder, stack, training, validation, options, start);
        return run.ToTheEnd(file, progress, cancellation);
    }

    private static void Require(FeatureStack stack, TargetLabels training, TargetLabels? validation)
    {
        var geometry = stack.Geometry;
        if (Math.Abs(geometry.CellWidthMetres / geometry.CellHeightMetres - 1) > 1e-6)
            throw new InvalidDataException(FormattableString.Invariant(
                $"tiles are turned by quarters of a circle, so cells must be square; found {geometry.CellWidthMetres:0.###} x {geometry.CellHeightMetres:0.###} m"));
        foreach (var labels in validation is null ? [training] : new[] { training, validation })
            stack.Channels[0].RequireSameNodes(labels.Geometry, labels.Target);
        if (training.PresentCount == 0 || training.PresentCount == training.KnownCount)
            throw new InvalidDataException(
                $"'{training.Target}': training needs nodes where the target is present and nodes where it is absent; found {training.PresentCount} present of {training.KnownCount} known");
        if (validation is null)
            return;
        var shared = training.Values.Zip(validation.Values).Count(pair => pair.First != TargetLabels.Unknown && pair.Second != TargetLabels.Unknown);
        if (shared > 0)
            throw new InvalidDataException($"'{training.Target}': {shared} nodes are known both in the training and in the validation labels; no node may judge what it has taught");
    }
}
