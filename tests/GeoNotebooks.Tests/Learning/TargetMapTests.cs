using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class TargetMapTests : IDisposable
{
    private static readonly Discs Ground = Discs.Make(96);
    private static readonly TrainingOptions Options = Discs.Tiny with { Passes = 2, Dropout = 0.4 };

    private readonly TargetModel _model = Trainer.Train(Ground.Stack, Ground.North, null, Options);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Spread_is_that_of_passes_with_other_maps_dropped()
    {
        var map = _model.PredictWithSpread(Ground.Stack, new(Passes: 6, Threads: 1));
        Assert.Equal(map.Spread.Values, _model.PredictWithSpread(Ground.Stack, new(Passes: 6, Threads: 1)).Spread.Values);
        Assert.NotEqual(map.Spread.Values, _model.PredictWithSpread(Ground.Stack, new(Passes: 6, Seed: 2, Threads: 1)).Spread.Values);
        Assert.All(map.Spread.Values, value => Assert.InRange(value, 0, 0.55f));
        Assert.True(map.Spread.Values.Max() > 0.02);
        Assert.Equal(("probability of discs", "spread of discs"), (map.Probability.Name, map.Spread.Name));
        // The mean over thinned networks stays near the answer of the whole one.
        var plain = _model.Predict(Ground.Stack, threads: 1).Values;
        Assert.True(plain.Zip(map.Probability.Values, (a, b) => Math.Abs(a - b)).Average() < 0.1);
    }

    // One pass after another by hand: pass k of eight is what a single pass of that number gives.
    [Fact]
    public void Mean_and_spread_are_those_of_the_passes()
    {
        var passes = new SpreadOptions(Passes: 5, Views: 4).NetworkPasses();
        Assert.Equal(4, passes.Select(pass => pass.View).Distinct().Count());
        var predictor = new WindowPredictor(_model.Network, _model.Card.Normaliser, 32, 16, 16);
        var wanted = Enumerable.Repeat(true, Ground.Stack.Geometry.Count).ToArray();
        var single = passes.Select(pass => predictor.Predict(Ground.Stack, wanted, [pass], null, default).Mean).ToList();
        var map = _model.PredictWithSpread(Ground.Stack, new(Passes: 5, Views: 4, Threads: 1));
        for (var i = 0; i < wanted.Length; i += 37)
        {
            var mean = single.Average(values => (double)values[i]);
            Assert.Equal(mean, map.Probability.Values[i], 1e-5);
            Assert.Equal(Math.Sqrt(single.Sum(values => (values[i] - mean) * (values[i] - mean)) / 4), map.Spread.Values[i], 1e-5);
        }
    }

    [Fact]
    public void Ensemble_joins_the_answers_of_its_networks()
    {
        using var other = Trainer.Train(Ground.Stack, Ground.North, null, Options with { Seed = 2 });
        var options = new SpreadOptions(Passes: 1, Threads: 1);
        var shares = new List<double>();
        var both = TargetMap.Of([_model, other, _model], Ground.Stack, options, new Collector(shares));
        var (a, b) = (_model.PredictWithSpread(Ground.Stack, options).Probability.Values, other.PredictWithSpread(Ground.Stack, options).Probability.Values);
        for (var i = 0; i < a.Length; i += 37)
        {
            var mean = (2.0 * a[i] + b[i]) / 3;
            Assert.Equal(mean, both.Probability.Values[i], 1e-6);
            Assert.Equal(Math.Sqrt((2 * Math.Pow(a[i] - mean, 2) + Math.Pow(b[i] - mean, 2)) / 2), both.Spread.Values[i], 1e-6);
        }
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
        Assert.Contains("found none", Assert.Throws<ArgumentException>(() => TargetMap.Of([], Ground.Stack, options)).Message);
    }

    [Fact]
    public void Views_average_and_are_refused_where_the_network_saw_none()
    {
        var (one, eight) = (_model.Predict(Ground.Stack, threads: 1).Values, _model.Predict(Ground.Stack, threads: 1, views: 8).Values);
        Assert.NotEqual(one, eight);
        Assert.True(one.Zip(eight, (a, b) => Math.Abs(a - b)).Average() < 0.2);
        Assert.Contains("1, 4 or 8 views; found 3", Assert.Throws<ArgumentException>(() => _model.Predict(Ground.Stack, views: 3)).Message);
        Assert.Contains("no more views than passes", Assert.Throws<ArgumentException>(() => _model.PredictWithSpread(Ground.Stack, new(Passes: 4, Views: 8))).Message);
        using var upright = Trainer.Train(Ground.Stack, Ground.North, null, Options with { Passes = 1, Augmentation = Augmentation.None });
        Assert.Contains("only as it was trained", Assert.Throws<ArgumentException>(() => upright.Predict(Ground.Stack, views: 4)).Message);
    }

    private sealed class Collector(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }

    [Fact]
    public void What_is_mapped_is_certain_and_what_the_map_lacks_is_what_it_may_have_missed()
    {
        var geometry = new GridGeometry(1, 5, 0, 0, 200, 200, Crs.Local);
        var map = new TargetMap(new(geometry, [0.6f, 0.6f, 0.6f, 0.99f, float.NaN], "faults", "1"), new(geometry, [0.1f, 0.1f, 0.1f, 0, float.NaN], "spread", "1"));
        var labels = new TargetLabels(geometry, [TargetLabels.Present, TargetLabels.Absent, TargetLabels.Unknown, TargetLabels.Absent, TargetLabels.Present], "faults");
        var known = map.WithMapped(labels, 0.8);
        // Of ground with p 0.6 for "mapped", 0.75 has the target; of the rest 0.4, what is there but not mapped is 0.15.
        Assert.Equal([1f, 0.375f, 0.6f, 1f, float.NaN], known.Probability.Values.Select(value => (float)Math.Round(value, 5)));
        Assert.Equal((0, 0.1f), (known.Spread.Values[0], known.Spread.Values[2]));
        Assert.InRange(known.Spread.Values[1], 0.05f, 0.25f);
        // A map that shows everything is right where it shows nothing.
        Assert.Equal([1f, 0, 0.6f, 0, float.NaN], map.WithMapped(labels, 1).Probability.Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.WithMapped(labels, 0));
    }

    [Fact]
    public void A_map_fills_what_another_leaves_open()
    {
        var geometry = new GridGeometry(1, 3, 0, 0, 200, 200, Crs.Local);
        TargetMap Map(params float[] values) => new(new(geometry, values, "faults", "1"), new(geometry, [.. values.Select(value => value / 10)], "spread", "1"));
        var both = Map(0.1f, 0.2f, 0.3f).Where([true, false, false]).Or(Map(0.7f, 0.8f, float.NaN));
        Assert.Equal([0.1f, 0.8f, float.NaN], both.Probability.Values);
        Assert.Equal([0.01f, 0.08f, float.NaN], both.Spread.Values, (a, b) => float.IsNaN(a) ? float.IsNaN(b) : Math.Abs(a - b) < 1e-6f);
    }
}
