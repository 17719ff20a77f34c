using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Prospects;

/// <summary>Cross-fitted maps of a study: what may be scored and ranked. Networks are kept in <c>models/crossfit</c> of the run folder and maps in <c>maps/crossfit</c>, for other notebooks of the run.</summary>
public static class StudyCrossFit
{
    /// <summary>Judges each fold by a network that trained on the others; networks that the run already holds are not trained again.</summary>
    /// <param name="study">The study.</param>
    /// <param name="plan">The target.</param>
    /// <param name="splits">Folds of the study's training labels.</param>
    /// <param name="options">How to train.</param>
    /// <param name="spread">How each network judges.</param>
    /// <param name="progress">Told of each batch, with the number of the fold.</param>
    /// <param name="cancellation">Stops a training or a prediction.</param>
    public static CrossFit CrossFit(
        this RegionStudy study, TargetPlan plan, IReadOnlyList<SpatialSplit> splits, TrainingOptions options, SpreadOptions spread, Action<int, TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var labels = study.TrainingLabels(plan);
        var blocks = new BlockFolds { BlockMetres = RegionStudy.BufferMetres }.BlocksOf(study.Geometry);
        // Ground without a label, such as that under cover, is judged too: objects may be hidden there.
        var wanted = study.OnSheets.Zip(study.Split.Training, (on, open) => on && open).ToArray();
        using var step = study.Run.Measure($"cross-fitted map: {plan.Target}", study.AreaSquareKilometres, study.Geometry.Count);
        var fit = GeoNotebooks.Learning.CrossFit.Of(
            study.Stack.Select(plan.Channels), labels, splits, blocks, (fold, training) => Network(study, plan, fold, training, options, progress, cancellation), spread, wanted, cancellation);
        study.Keep(plan, fit.Map, "maps", "crossfit");
        return fit;
    }

    /// <summary>
    /// The map of a target over all sheets in which no value is from a network that trained there: out of fold on the training ground; on the blind ground and the strip about it from the network that trained on all the rest.
    /// From <c>maps/unseen</c> of the run folder, or made now and kept there.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="plan">The target.</param>
    /// <param name="options">How to train what is lacking.</param>
    /// <param name="progress">Told of each batch, with the number of the fold.</param>
    /// <param name="cancellation">Stops a training or a prediction.</param>
    public static TargetMap UnseenMap(
        this RegionStudy study, TargetPlan plan, TrainingOptions options, Action<int, TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (study.KeptMap(plan, "maps", "unseen") is { } kept)
            return kept;
        var fit = study.CrossFit(plan, study.FoldsOf(plan), options, RegionStudy.SpreadOf(options), progress, cancellation);
        var rest = study.MapOf(plan, options, cancellationToken: cancellation);
        return study.Keep(plan, fit.Map.Where(fit.Judged).Or(rest.Where(Array.ConvertAll(study.Split.Training, trained => !trained))), "maps", "unseen");
    }

    /// <summary>The network of one fold, from the run folder, or trained now.</summary>
    /// <param name="study">The study.</param>
    /// <param name="plan">The target.</param>
    /// <param name="splits">Folds of the study's training labels.</param>
    /// <param name="fold">Number of the fold, from 0.</param>
    /// <param name="options">How to train.</param>
    /// <param name="cancellation">Stops the training.</param>
    public static TargetModel CrossFitNetwork(
        this RegionStudy study, TargetPlan plan, IReadOnlyList<SpatialSplit> splits, int fold, TrainingOptions options, CancellationToken cancellation = default) =>
        Network(study, plan, fold, study.TrainingLabels(plan).Where(splits[fold].Training), options, null, cancellation);

    private static TargetModel Network(
        RegionStudy study, TargetPlan plan, int fold, TargetLabels training, TrainingOptions options, Action<int, TrainingProgress>? progress, CancellationToken cancellation) =>
        study.NetworkIn(
            FormattableString.Invariant($"crossfit/{plan.Target}-{fold + 1}"), plan, training, options,
            progress is null ? null : new Runs.ProgressAction<TrainingProgress>(report => progress(fold, report)), cancellation);
}
