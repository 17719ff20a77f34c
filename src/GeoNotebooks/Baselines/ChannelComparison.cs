using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Baselines;

/// <summary>
/// The candidates of one target from all sides: which say the same (correlation), what each tells alone (information), what each is worth to trees beside the others (importance), what a network
/// loses without it (ablation, where it was made), and which few the rule proposes, with the check of that proposal.
/// </summary>
/// <remarks>
/// Everything is looked at on training ground alone. "Proposed" was chosen on the same ground on which its folds are judged and so looks slightly better than it is; "rule" chooses anew on each fold's own
/// training ground, and is the honest figure of what the rule brings (on selection bias: Ambroise and McLachlan, 2002, PNAS 99, 6562-6566).
/// </remarks>
/// <param name="Target">The target.</param>
/// <param name="Correlation">Rank correlations of the candidates.</param>
/// <param name="Information">Information of each candidate.</param>
/// <param name="Importance">Importance of each candidate among all.</param>
/// <param name="Proposal">The channels proposed, in the order of the choice.</param>
/// <param name="Scores">Average precision out of fold: "all", "proposed", "rule" and the sets asked for.</param>
public sealed record ChannelComparison(
    string Target, ChannelCorrelation Correlation, IReadOnlyList<ChannelInformation> Information, IReadOnlyList<ChannelImportance> Importance,
    IReadOnlyList<ChosenChannel> Proposal, IReadOnlyList<SetScore> Scores)
{
    /// <summary>Name of the score of all candidates together.</summary>
    public const string All = "all";

    /// <summary>Name of the score of the channels proposed.</summary>
    public const string Proposed = "proposed";

    /// <summary>Name of the score of the rule, which chooses anew in each fold.</summary>
    public const string Rule = "rule";

    /// <summary>Chance needs fewer deals where only the order of channels counts.</summary>
    private const int DrawsInFold = 20;

    /// <summary>The trial that the scores come from, for more sets of channels.</summary>
    public required ChannelTrial Trial { get; init; }

    /// <summary>What a network loses without each channel, as <see cref="ChannelAblation.DropOne"/> gives it; empty where it was not made.</summary>
    public IReadOnlyList<AblationStep> Ablation { get; init; } = [];

    /// <summary>Names of the channels proposed.</summary>
    public IReadOnlyList<string> ProposedChannels => [.. Proposal.Select(one => one.Channel)];

    /// <summary>Compares candidates.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="training">Labels of training ground.</param>
    /// <param name="folds">How it is parted.</param>
    /// <param name="information">How information is estimated.</param>
    /// <param name="count">How many channels are proposed at most.</param>
    /// <param name="among">Names among which the rule chooses; null for all candidates.</param>
    /// <param name="sets">More sets to score, such as the channels in use, by name.</param>
    /// <param name="progress">Told of each step.</param>
    /// <exception cref="InvalidDataException">The labels hold one class only; a channel is blank or constant; there are fewer blocks than folds; no channel stands out from chance.</exception>
    public static ChannelComparison Of(
        ChannelCandidates candidates, TargetLabels training, BlockFolds folds, MutualInformationOptions information, int count = 5,
        IReadOnlyList<string>? among = null, IReadOnlyList<(string Name, IReadOnlyList<string> Channels)>? sets = null, IProgress<string>? progress = null)
    {
        var trial = ChannelTrial.Of(candidates, training, folds);
        progress?.Report($"{training.Target}: information");
        var told = MutualInformation.Of(trial.Sample, training, information);
        var proposal = ChannelChoice.Propose(Among(told, among), candidates.Correlation, count);
        progress?.Report($"{training.Target}: the rule within each fold");
        var inFold = Enumerable.Range(0, trial.Splits.Count).Select(fold =>
        {
            var seen = trial.TrainingSample(fold);
            var alone = MutualInformation.Of(seen, training, information with { Draws = Math.Min(information.Draws, DrawsInFold) });
            return (IReadOnlyList<string>)[.. ChannelChoice.Propose(Among(alone, among), ChannelCorrelation.Of(seen), count).Select(one => one.Channel)];
        }).ToList();
        progress?.Report($"{training.Target}: sets of channels");
        IReadOnlyList<SetScore> scores =
        [
            trial.Score(All, among ?? trial.Sample.Names), trial.Score(Proposed, [.. proposal.Select(one => one.Channel)]), trial.Score(Rule, inFold),
            .. (sets ?? []).Select(set => trial.Score(set.Name, set.Channels)),
        ];
        progress?.Report($"{training.Target}: importance");
        return new(training.Target, candidates.Correlation, told, trial.Importance(), proposal, scores)
        { Trial = trial };
    }

    /// <summary>The four views, one row a channel: information, importance and ablation with their intervals, the group by correlation, the rank in each view, and the place in the proposal. Best information first.</summary>
    public DataFrame Table()
    {
        var groups = Correlation.Groups().Index().SelectMany(group => group.Item.Select(name => (name, Number: group.Index + 1))).ToDictionary(pair => pair.name, pair => pair.Number);
        var ranks = Ranks().ToDictionary(row => row.Channel);
        var told = Information.OrderByDescending(one => one.Bits).ToList();
        var worth = told.Select(one => Importance.Single(other => other.Channels[0] == one.Channel)).ToList();
        var lost = told.Select(one => Ablation.FirstOrDefault(step => step.Channel == one.Channel)).ToList();
        var columns = new List<DataFrameColumn>
        {
            new StringDataFrameColumn("channel", told.Select(one => one.Channel)),
            new Int32DataFrameColumn("group", told.Select(one => groups[one.Channel])),
            new DoubleDataFrameColumn("information, bit", told.Select(one => Math.Round(one.Bits, 5))),
            new StringDataFrameColumn("95 % of it", told.Select(one => Interval(one.Low, one.High))),
            new DoubleDataFrameColumn("chance, bit", told.Select(one => Math.Round(one.NullHigh, 5))),
            new DoubleDataFrameColumn("importance, AP", worth.Select(one => Math.Round(one.Drop, 5))),
            new StringDataFrameColumn("95 % of that", worth.Select(one => Interval(one.Low, one.High))),
            new Int32DataFrameColumn("rank by information", told.Select(one => ranks[one.Channel].Information)),
            new Int32DataFrameColumn("rank by importance", told.Select(one => ranks[one.Channel].Importance)),
        };
        if (Ablation.Count > 0)
        {
            columns.Add(new DoubleDataFrameColumn("ablation, AP", lost.Select(step => step is null ? double.NaN : Math.Round(step.Drop, 5))));
            columns.Add(new Int32DataFrameColumn("rank by ablation", told.Select(one => ranks[one.Channel].Ablation)));
        }
        columns.Add(new Int32DataFrameColumn("proposed as", told.Select(one => ranks[one.Channel].Proposed)));
        return new(columns);
    }

    /// <summary>The rank of each channel in each view, 1 for the best, in the order of the correlation's tree; null where a view has nothing to say of it.</summary>
    public IReadOnlyList<ChannelRanking> Ranks()
    {
        var told = RanksOf(Information.Select(one => (one.Channel, one.Bits)));
        var worth = RanksOf(Importance.Select(one => (one.Channels[0], one.Drop)));
        var lost = RanksOf(Ablation.Where(step => step.Channel is not null).Select(step => (step.Channel!, step.Drop)));
        var proposed = Proposal.Index().ToDictionary(pair => pair.Item.Channel, pair => pair.Index + 1);
        return [.. Correlation.OrderedNames.Select(name => new ChannelRanking(name, Get(told, name), Get(worth, name), Get(lost, name), Get(proposed, name)))];
    }

    /// <summary>The sets of channels with their average precision, one row a set.</summary>
    public DataFrame ScoreTable() => new(
        new StringDataFrameColumn("set", Scores.Select(score => score.Name)),
        new DoubleDataFrameColumn("AP", Scores.Select(score => Math.Round(score.AveragePrecision, 4))),
        new StringDataFrameColumn("95 %", Scores.Select(score => Interval(score.Low, score.High))),
        new StringDataFrameColumn("channels", Scores.Select(score => score.Name == Rule ? $"chosen anew in each fold, {score.Channels.Count} in all" : score.Channels.Count > 8 ? $"{score.Channels.Count} channels" : string.Join("; ", score.Channels))));

    /// <summary>The score of a set.</summary>
    /// <exception cref="KeyNotFoundException">There is no set of this name.</exception>
    public SetScore this[string set] => Scores.FirstOrDefault(score => score.Name == set)
        ?? throw new KeyNotFoundException($"target '{Target}': no set '{set}' was scored; there are {string.Join(", ", Scores.Select(score => score.Name))}");

    private static List<ChannelInformation> Among(IReadOnlyList<ChannelInformation> information, IReadOnlyList<string>? names) =>
        [.. information.Where(one => names is null || names.Contains(one.Channel))];

    private static Dictionary<string, int> RanksOf(IEnumerable<(string Name, double Value)> values) =>
        values.OrderByDescending(pair => pair.Value).Index().ToDictionary(pair => pair.Item.Name, pair => pair.Index + 1);

    private static int? Get(Dictionary<string, int> ranks, string name) => ranks.TryGetValue(name, out var rank) ? rank : null;

    private static string Interval(double low, double high) => FormattableString.Invariant($"{low:0.0000} to {high:0.0000}");
}

/// <summary>The rank of a channel in each view, 1 for the best; null where the view has nothing to say of it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Information">By mutual information.</param>
/// <param name="Importance">By permutation importance.</param>
/// <param name="Ablation">By what a network loses without it.</param>
/// <param name="Proposed">Its place in the proposal.</param>
public sealed record ChannelRanking(string Channel, int? Information, int? Importance, int? Ablation, int? Proposed);
