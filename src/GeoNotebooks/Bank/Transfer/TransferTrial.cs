using System.Runtime.ExceptionServices;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.PreTraining;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Bank.Transfer;

/// <summary>Draws labelled tiles in a new region again and again, adapts a network to them in several ways, and judges each on blocks that none of them saw.</summary>
/// <param name="Source">The network from the old region.</param>
/// <param name="Stack">Channels of the new region.</param>
/// <param name="OnSheets">Nodes where its fields are measured: one flag a node.</param>
/// <param name="Labels">The new region's map: tiles are drawn from it.</param>
/// <param name="Splits">Test blocks, and the ground beyond a strip about them. Draws take them in turn, so that all ground judges.</param>
/// <param name="Judges">Labels that judge on the test blocks, by name: "truth", "map".</param>
public sealed record TransferTrial(
    TargetModel Source, FeatureStack Stack, bool[] OnSheets, TargetLabels Labels, IReadOnlyList<SpatialSplit> Splits, IReadOnlyDictionary<string, TargetLabels> Judges)
{
    /// <summary>What is tried; all strategies unless less is asked for. One that begins with a pre-trained network is left out where <see cref="PreTrained"/> gives none.</summary>
    public IReadOnlyList<TransferStrategy> Strategies { get; init; } = Enum.GetValues<TransferStrategy>();

    /// <summary>The pre-trained network of a split, by its number: it may have looked at the fields of all ground but the split's test blocks. It stays its owner's. Draws that go on side by side may ask at once.</summary>
    public Func<int, PreTrainedNetwork>? PreTrained { get; init; }

    /// <summary>Views of the ground that a network judges by.</summary>
    public int Views { get; init; } = 1;

    /// <summary>The same with <see cref="TransferStrategy.PreTrained"/>: for each split a network of the source's shape fills in the fields of all ground but the test blocks, when it is first asked for.</summary>
    /// <param name="passes">Passes of pre-training.</param>
    /// <param name="options">Seed and threads; each split has a seed of its own.</param>
    /// <param name="hidden">What is hidden; null for the defaults.</param>
    /// <param name="told">Told of each network and its split when it is ready; may be null.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public TransferTrial WithPreTraining(int passes, TransferOptions options, PreTrainingOptions? hidden = null, Action<int, PreTrainedNetwork>? told = null, CancellationToken cancellation = default)
    {
        var networks = Splits.Select((_, split) => new Lazy<PreTrainedNetwork>(() => Fill(split))).ToList();
        return this with { PreTrained = split => networks[split].Value };

        PreTrainedNetwork Fill(int split)
        {
            var training = Source.Card.Training with { Passes = passes, Seed = options.Seed + split, Threads = options.Threads };
            var network = PreTrainer.Train(Stack, OpenOf(split), training, hidden, cancellation: cancellation);
            told?.Invoke(split, network);
            return network;
        }
    }

    /// <summary>The scores of several draws, as many side by side as there are processors for the threads of each. What is found does not depend on how many.</summary>
    /// <param name="draws">Their numbers.</param>
    /// <param name="budgets">Numbers of labelled tiles; more than there are are left out.</param>
    /// <param name="options">How networks learn; the seed is moved on by the draw.</param>
    /// <param name="progress">Told of each score as it is found, from the thread that found it.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>Draw after draw, in the order asked for.</returns>
    public IReadOnlyList<TransferScore> Draws(IReadOnlyList<int> draws, IReadOnlyList<int> budgets, TransferOptions options, IProgress<TransferScore>? progress = null, CancellationToken cancellation = default)
    {
        var scores = draws.Select(_ => new List<TransferScore>()).ToArray();
        var side = new ParallelOptions { MaxDegreeOfParallelism = options.Threads == 0 ? 1 : Math.Max(1, Environment.ProcessorCount / options.Threads), CancellationToken = cancellation };
        try
        {
            Parallel.For(0, draws.Count, side, at =>
            {
                foreach (var score in Draw(draws[at], budgets, options, cancellation))
                {
                    scores[at].Add(score);
                    progress?.Report(score);
                }
            });
        }
        catch (AggregateException several)
        {
            // What stopped one draw stops all; its own words say more than those of the bundle.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        return [.. scores.SelectMany(found => found)];
    }

    /// <summary>The scores of one draw, one after another as they are found.</summary>
    /// <param name="draw">Number of the draw: seed of tiles, training and order, and the test blocks that it is judged on.</param>
    /// <param name="budgets">Numbers of labelled tiles; more than there are are left out.</param>
    /// <param name="options">How networks learn; the seed is moved on by the draw.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public IEnumerable<TransferScore> Draw(int draw, IReadOnlyList<int> budgets, TransferOptions options, CancellationToken cancellation = default)
    {
        var split = Splits[draw % Splits.Count];
        var (open, judged) = (OpenOf(draw % Splits.Count), OnSheets.Zip(split.Test, (on, test) => on && test).ToArray());
        var tiles = LabelledTiles.Draw(Labels, split, options.Seed + draw, Source.Card.Tiles.Size);
        options = options with { Seed = options.Seed + draw };
        foreach (var strategy in Strategies.Where(strategy => strategy != TransferStrategy.PreTrained || PreTrained is not null))
            foreach (var budget in options.RateOf(strategy) > 0 ? budgets.Where(budget => budget <= tiles.Count) : [0])
            {
                var begin = strategy == TransferStrategy.PreTrained ? PreTrained!(draw % Splits.Count) : null;
                using var model = Adaptation.Adapt(Source, strategy, Stack, budget == 0 ? null : tiles.Take(budget), open, options, cancellation: cancellation, preTrained: begin);
                var scores = Judge(model, judged, cancellation);
                foreach (var (against, labels) in Judges)
                {
                    var judge = labels.Where(judged);
                    yield return new(Labels.Target, strategy, budget, draw, against, AveragePrecision.Of(scores, judge.Values), judge.Prevalence);
                }
            }
    }

    /// <summary>Ground whose fields may be looked at: all but the test blocks. In the strip about them nothing judges.</summary>
    private bool[] OpenOf(int split) => [.. OnSheets.Zip(Splits[split].Test, (on, test) => on && !test)];

    /// <summary>The whole network, no map dropped, over the windows that hold judged ground: a quarter of the work of a whole map. What the windows see beyond it stays.</summary>
    private float[] Judge(TargetModel model, bool[] judged, CancellationToken cancellation)
    {
        var (card, passes) = (model.Card, SpreadOptions.Turns(Views).Select(view => new NetworkPass(view, null)).ToArray());
        return new WindowPredictor(model.Network, card.Normaliser, card.Tiles.Size, card.Tiles.Size / 2, card.Training.BatchSize).Predict(Stack, judged, passes, null, cancellation).Mean;
    }
}
