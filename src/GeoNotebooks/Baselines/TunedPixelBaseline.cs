using Microsoft.Data.Analysis;

namespace GeoNotebooks.Baselines;

/// <summary>Boosted trees of the setting that did best on inner folds of their own training ground.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Chosen">The setting.</param>
/// <param name="Trials">All settings with what they reached.</param>
public sealed record TunedPixelBaseline(PixelBaseline Trees, TuningSetting Chosen, IReadOnlyList<TuningTrial> Trials) : ITargetScorer
{
    /// <inheritdoc/>
    public float[] Predict(PixelFeatures features, bool[] wanted) => Trees.Predict(PixelBaselineTuning.Seen(features, Chosen), wanted);

    /// <summary>One row a setting and outer fold: what it reached on the inner folds, and whether it was chosen.</summary>
    /// <param name="folds">The baselines of the outer folds.</param>
    public static DataFrame Table(IReadOnlyList<TunedPixelBaseline> folds)
    {
        var rows = folds.Index().SelectMany(fold => fold.Item.Trials.Select(trial => (Fold: fold.Index + 1, Trial: trial, Chosen: trial.Setting == fold.Item.Chosen))).ToList();
        return new(
            new Int32DataFrameColumn("fold", rows.Select(row => row.Fold)),
            new StringDataFrameColumn("setting", rows.Select(row => row.Trial.Setting.Name)),
            new DoubleDataFrameColumn("AP on inner folds", rows.Select(row => Math.Round(row.Trial.AveragePrecision, 4))),
            new BooleanDataFrameColumn("chosen", rows.Select(row => row.Chosen)));
    }
}
