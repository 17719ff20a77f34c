using GeoNotebooks.Bank;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Prospects;

/// <summary>The guard's word on a study's own networks over its own ground: where gaps of a survey, or ground unlike all other, forbid an answer.</summary>
/// <param name="Reports">What the guard says, by target.</param>
/// <param name="Answered">One flag a node: ground that every network may answer for.</param>
public sealed record StudyGuard(IReadOnlyDictionary<string, GuardReport> Reports, bool[] Answered)
{
    /// <summary>Asks the guard.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">How to train networks that are lacking.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static StudyGuard Of(RegionStudy study, TrainingOptions options, CancellationToken cancellation = default)
    {
        var (reports, answered) = (new Dictionary<string, GuardReport>(), (bool[])study.OnSheets.Clone());
        ModelGround? ground = null;
        foreach (var plan in TargetPlan.Kolyma)
        {
            using var model = study.ModelOf(plan, options, cancellationToken: cancellation);
            ground ??= ModelGround.Of(study.Package, study.Sheets, study.Stack, model.Card.TileMetres);
            var report = reports[plan.Target] = Guard.Judge(model, ground, cancellation);
            for (var node = 0; node < answered.Length; node++)
                answered[node] &= report.Answered[node];
        }
        return new(reports, answered);
    }

    /// <summary>Share of the study's ground that is masked.</summary>
    /// <param name="study">The study.</param>
    public double MaskedShare(RegionStudy study) => 1 - Answered.Count(answered => answered) / (double)study.OnSheets.Count(on => on);
}
