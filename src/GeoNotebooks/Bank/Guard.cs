using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>
/// Holds a model's card against the ground that it is asked about, before it answers. A raster looks the same whether it was interpolated from forty points in a tile or from two; the network would answer either way.
/// So the guard counts primary points, never cells, and looks at what was measured and done, not at names alone.
/// </summary>
public static class Guard
{
    /// <summary>Looks at everything that the card and the ground tell, without running the network.</summary>
    /// <param name="card">The model's card.</param>
    /// <param name="ground">The ground.</param>
    public static GuardReport Judge(ModelCard card, ModelGround ground)
    {
        var findings = new List<GuardFinding>();
        findings.AddRange(NodesCheck.Of(card, ground.Stack.Geometry));
        findings.AddRange(ChannelsCheck.Of(card, ground));
        var (density, sparse) = DensityCheck.Of(card, ground);
        findings.AddRange(density);
        findings.AddRange(ValuesCheck.Of(card, ground));
        if (card.Synthetic != ground.Synthetic)
            findings.Add(new(GuardCheck.Kind, GuardSeverity.Warning, "the ground", card.Synthetic
                ? "the model learnt on synthetic ground and is asked about measured ground: its geology is nobody's"
                : "the model learnt on measured ground and is asked about synthetic ground: its answers tell of the generator", card.Synthetic ? "adapt it on labelled tiles of this ground first" : ""));
        return new(card.Target, [.. findings.OrderByDescending(finding => finding.Severity)], Masks(ground, sparse, null));
    }

    /// <summary>The same, and how far the ground lies from all that the network has seen.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ground">The ground.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static GuardReport Judge(TargetModel model, ModelGround ground, CancellationToken cancellation = default)
    {
        var report = Judge(model.Card, ground);
        // Where a channel is lacking, or the nodes are others, the network cannot even look.
        if (model.Card.Seen is not { } seen || report.Findings.Any(finding => finding.Severity == GuardSeverity.Refusal && finding.Check is GuardCheck.Channel or GuardCheck.Unit or GuardCheck.CellSize or GuardCheck.Extent))
            return report;
        var distance = seen.MapOf(model, ground.Stack.Select(model.Card.Normaliser.Channels.Select(channel => channel.Name)), report.Answered, cancellation);
        var (finding, unlike) = LikenessCheck.Of(seen, distance, report.Answered);
        return report with
        {
            Findings = [.. report.Findings.Concat(finding is null ? [] : [finding]).OrderByDescending(one => one.Severity)],
            Answered = Masks(ground, [.. report.Answered.Select(answered => !answered)], unlike),
            Distance = distance,
        };
    }

    /// <summary>The model's answer, if the guard has nothing against it, or somebody takes it on himself; ground that the guard masks is blank unless he does.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ground">The ground.</param>
    /// <param name="options">How to look.</param>
    /// <param name="permission">Who answers for an answer outside the training, and why; null for nobody.</param>
    /// <param name="progress">Share of the prediction done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OutsideTrainingException">The guard refuses, and nobody has permitted it.</exception>
    /// <exception cref="InvalidDataException">A channel is missing or has another unit, or the cell size differs: that no permission can mend.</exception>
    public static GuardedMap Answer(
        TargetModel model, ModelGround ground, SpreadOptions options, AllowOutsideTraining? permission = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var report = Judge(model, ground, cancellation) with { Permission = permission };
        report.Require();
        var wanted = permission is null ? report.Answered : ground.Asked;
        var map = model.PredictWithSpread(ground.Stack, options, wanted, progress, cancellation);
        return new(model.Card.Calibration is { } calibrator ? map.Calibrated(calibrator) : map, report);
    }

    private static bool[] Masks(ModelGround ground, bool[] sparse, bool[]? unlike) => [.. Enumerable.Range(0, ground.Stack.Geometry.Count).Select(node =>
        ground.Asked?[node] != false && !sparse[node] && unlike?[node] != true)];
}
