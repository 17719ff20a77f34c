using GeoNotebooks.Baselines;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Xunit;
using static GeoNotebooks.Tests.Baselines.BaselineGround;

namespace GeoNotebooks.Tests.Baselines;

public sealed class CrossPredictionTests
{
    private static readonly PixelBaselineOptions Trees = new() { Trees = 30, Leaves = 8, LearningRate = 0.2, LeastNodesPerLeaf = 20, FeatureShare = 1 };

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, ITargetBaseline> All { get; } = new ITargetBaseline[]
    {
        Trees, new PixelBaselineTuning { Settings = [new("small", Trees, false), new("large", Trees with { Leaves = 16 }, false)], InnerFolds = Blocks with { Count = 2 }, TuningNodes = 6_000 },
        new LogisticOptions(), new WeightsOfEvidenceOptions(), new WeightsOfEvidenceOptions { Binary = true }, new KohonenOptions { Rows = 6, Columns = 8, Passes = 6 },
    }.ToDictionary(baseline => baseline is WeightsOfEvidenceOptions { Binary: true } ? "binary " + baseline.Name : baseline.Name);

    [Theory, MemberData(nameof(Names))]
    public void Every_baseline_finds_the_target_on_blocks_that_it_did_not_see(string name)
    {
        var scores = All[name].CrossPredict(Pixels, Labels, Blocks.Split(Labels)).Values;
        // A perfect judge knows the log-odds; noise is left to him too.
        var perfect = AveragePrecision.Of([.. First.Zip(Second, (a, b) => 2 * a - b)], Labels.Values);
        // A pattern of two classes throws most of a channel away.
        Assert.InRange(AveragePrecision.Of(scores, Labels.Values), perfect - (name.StartsWith("binary", StringComparison.Ordinal) ? 0.25 : 0.12), perfect + 0.01);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_options_give_the_same_scores_for_any_number_of_threads(string name)
    {
        var splits = Blocks.Split(Labels);
        Assert.Equal(All[name].CrossPredict(Pixels, Labels, splits, threads: 1).Values, All[name].CrossPredict(Pixels, Labels, splits, threads: 3).Values);
    }

    [Theory, MemberData(nameof(Names))]
    public void Test_labels_and_unknown_ones_play_no_part_in_the_scores_of_their_fold(string name)
    {
        var split = Blocks.Split(Labels)[0];
        var lies = Labels with { Values = [.. Labels.Values.Select((label, node) => split.Training[node] ? label : (sbyte)(1 - label))] };
        float[] Scores(TargetLabels labels) => All[name].CrossPredict(Pixels, labels, [split]).Values;
        Assert.Equal(Scores(Labels), Scores(lies));
        Assert.All(Scores(Labels).Index(), pair => Assert.Equal(!split.Test[pair.Index], float.IsNaN(pair.Item)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Holes_get_no_score_and_a_value_that_is_missing_spoils_nothing_else(string name)
    {
        var features = PixelFeatures.Of(StackOf(
            [.. First.Select((value, node) => node < 250 ? float.NaN : value)], [.. Second.Select((value, node) => node < 130 ? float.NaN : value)]), []);
        var scores = All[name].Fit(features, Labels).Predict(features, [.. Enumerable.Range(0, Geometry.Count).Select(node => node < 3_000)]);
        Assert.All(scores.Index(), pair => Assert.Equal(pair.Index is < 130 or >= 3_000, float.IsNaN(pair.Item)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Wrong_input_is_said_in_one_sentence(string name)
    {
        var (baseline, splits) = (All[name], Blocks.Split(Labels));
        string Of(Action work) => Assert.Throws<InvalidDataException>(work).Message;
        Assert.Contains("found 0 and 6000", Of(() => baseline.Fit(Pixels, LabelsOf(_ => false))));
        Assert.Contains("the labels lie on other nodes", Of(() => baseline.Fit(Pixels, Labels with { Geometry = Geometry with { West = 250 } })));
        var split = splits[1];
        Assert.Contains("fold 1 of 1 needs nodes with the target and nodes without it to train on; found 0 and",
            Of(() => baseline.CrossPredict(Pixels, LabelsOf(node => split.Test[node]), [split])));
        Assert.Contains("fold 1 of 1 lies on other nodes", Of(() => baseline.CrossPredict(Pixels, Labels, [split with { Geometry = Geometry with { West = 250 } }])));
        var blank = PixelFeatures.Of(StackOf(First, [.. Second.Select((value, node) => split.Test[node] ? value : float.NaN)]), []);
        Assert.Contains("the feature 'second' has no value on the", Of(() => baseline.CrossPredict(blank, Labels, [split])));
        Assert.Contains("found second", Assert.Throws<ArgumentException>(() =>
            baseline.Fit(Pixels, Labels).Predict(PixelFeatures.Of(Stack.Select("second"), []), Everywhere)).Message);
        Assert.Contains("expected one flag for each of 6000 nodes; found 3", Assert.Throws<ArgumentException>(() => baseline.Fit(Pixels, Labels).Predict(Pixels, new bool[3])).Message);
    }

    [Fact]
    public void A_training_label_beside_a_test_label_is_refused()
    {
        var split = Blocks.Split(Labels)[0];
        Assert.Matches("lies (500|1000) m from a test label; expected more than 1000 m", Assert.Throws<InvalidOperationException>(() =>
            Trees.CrossPredict(Pixels, Labels, [split with { Training = Array.ConvertAll(split.Test, test => !test) }])).Message);
    }

    [Fact]
    public void Fewer_places_with_the_target_than_folds_are_refused()
    {
        var one = LabelsOf(node => node == 1234);
        Assert.Contains("expected positives in each of 4 folds", Assert.Throws<InvalidDataException>(() => Blocks.Split(one)).Message);
        var tuning = (PixelBaselineTuning)All["boosted trees, tuned"];
        Assert.Matches("inner folds.*expected positives in each of 2 folds", Assert.Throws<InvalidDataException>(() => tuning.Train(Pixels, one)).Message);
    }
}
