using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Surveys;
using GeoNotebooks.Tiles;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

[Collection(TrainingCollection.Name)]
public sealed class TargetModelTests : IDisposable
{
    private static readonly Discs Ground = Discs.Make(96);

    private readonly TargetModel _model = Trainer.Train(Ground.Stack, Ground.North, null, Discs.Tiny with { Passes = 1, Augmentation = Augmentation.None });

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Saved_model_predicts_the_same_bits_and_keeps_its_card()
    {
        _model.Describe(card => card with { Region = "discs", Synthetic = true, PointsPerTile = [new("gravity", 40.5, 31, 52)], Metrics = [new("test", "discs", "blocked", "map", "AP", 0.5, 0.4, null, 12)] })
            .Describe(card => card with { Calibration = new PlattCalibrator(0.8, -0.5) { Prevalence = 0.1, Nodes = 40 } })
            .Save(_folder.Path);
        using var loaded = TargetModel.Load(_folder.Path);
        Assert.Equal(_model.Predict(Ground.Stack, threads: 1).Values, loaded.Predict(Ground.Stack, threads: 1).Values);
        Assert.Equal(_model.Card.Metrics, loaded.Card.Metrics);
        Assert.Equal(_model.Card.PointsPerTile, loaded.Card.PointsPerTile);
        Assert.Equal(_model.Card.Training, loaded.Card.Training);
        Assert.Equal(_model.Card.Normaliser.Channels, loaded.Card.Normaliser.Channels);
        Assert.Equal(_model.Card.Calibration, loaded.Card.Calibration);
        Assert.Equal("discs", loaded.Card.Region);
        Assert.True(loaded.Card.Synthetic);
        Assert.Contains("TorchSharp", loaded.Card.Versions.Keys);
        Assert.Equal(["card.json", "model.safetensors"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Damaged_models_are_refused_in_a_sentence()
    {
        _model.Save(_folder.Path);
        var (weights, card) = (_folder["model.safetensors"], _folder["card.json"]);
        var (bytes, text) = (File.ReadAllBytes(weights), File.ReadAllText(card));

        File.WriteAllBytes(weights, bytes[..^1]);
        Assert.Contains("damaged", Refusal());
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Assert.Contains("damaged", Refusal());
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        File.WriteAllText(card, text.Replace("\"baseWidth\": 4", "\"baseWidth\": 8"));
        Assert.Contains("altered after it was saved: its digest does not fit", Refusal());
        CardFile.Write(_model.Card with { Network = _model.Card.Network with { BaseWidth = 8 } }, card);
        Assert.Contains("expected '_down.0._first.weight' as Float32 of (8, 2, 3, 3); found Float32 of (4, 2, 3, 3)", Refusal());
        CardFile.Write(_model.Card with { Schema = 7 }, card);
        Assert.Contains("expected a card of form 1, which is what this version knows; found form 7", Refusal());
        File.WriteAllText(card, text[..^20]);
        Assert.Contains("as JSON", Refusal());
        File.WriteAllText(card, "{}");
        Assert.Contains("found less", Refusal());
        File.WriteAllText(card, text);
        File.Delete(weights);
        Assert.Contains("no such file", Refusal());
        File.Delete(card);
        Assert.Contains("card.json", Refusal());

        string Refusal() => Assert.Throws<InvalidDataException>(() => TargetModel.Load(_folder.Path)).Message;
    }

    [Fact]
    public void Any_byte_that_changes_makes_the_model_another()
    {
        _model.Save(_folder.Path);
        var random = new Random(5);
        foreach (var file in new[] { _folder["card.json"], _folder["model.safetensors"] })
        {
            var bytes = File.ReadAllBytes(file);
            // Of the card every byte, of the weights each of the header and some of the values.
            var places = file.EndsWith(".json", StringComparison.Ordinal) ? Enumerable.Range(0, bytes.Length) : Enumerable.Range(0, 300).Concat(Enumerable.Range(0, 100).Select(_ => random.Next(bytes.Length)));
            foreach (var place in places)
            {
                var was = bytes[place];
                bytes[place] ^= (byte)(1 << random.Next(7));
                File.WriteAllBytes(file, bytes);
                Assert.ThrowsAny<InvalidDataException>(() => TargetModel.Load(_folder.Path));
                bytes[place] = was;
            }
            File.WriteAllBytes(file, bytes);
        }
        TargetModel.Load(_folder.Path).Dispose();
    }

    [Fact]
    public void Stack_that_does_not_fit_the_card_is_refused()
    {
        var (gravity, magnetic) = (Ground.Stack.Channels[0], Ground.Stack.Channels[1]);
        Assert.Contains("needs the channel 'magnetic anomaly' (nT)", Refusal(new([gravity])));
        Assert.Contains("in mGal; the stack has it in um/s2", Refusal(new([gravity with { Unit = "um/s2" }, magnetic])));
        var wide = Ground.Stack.Geometry with { CellWidth = 250, CellHeight = 250 };
        Assert.Contains("250 x 250 m", Refusal(new([gravity with { Geometry = wide }, magnetic with { Geometry = wide }])));

        string Refusal(FeatureStack stack) => Assert.Throws<InvalidDataException>(() => _model.Predict(stack)).Message;
    }

    [Fact]
    public void Order_and_number_of_channels_in_the_stack_do_not_matter()
    {
        var (gravity, magnetic) = (Ground.Stack.Channels[0], Ground.Stack.Channels[1]);
        Assert.Equal(
            _model.Predict(Ground.Stack, threads: 1).Values,
            _model.Predict(new([magnetic, gravity with { Name = "one more" }, gravity]), threads: 1).Values);
    }

    [Fact]
    public void Nodes_without_any_value_stay_without_and_one_value_is_enough()
    {
        var gravity = Ground.Stack.Channels[0];
        var (both, one) = (gravity.Values.ToArray(), Ground.Stack.Channels[1].Values.ToArray());
        both[50] = both[51] = one[50] = float.NaN;
        var map = _model.Predict(new([gravity with { Values = both }, Ground.Stack.Channels[1] with { Values = one }]), threads: 1);
        Assert.True(float.IsNaN(map.Values[50]));
        Assert.Equal(1, map.Values.Count(float.IsNaN));
        Assert.All(map.Values.Where(value => !float.IsNaN(value)), value => Assert.InRange(value, 0, 1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 40)]
    [InlineData(33, 31)]
    public void Stack_of_any_size_gets_a_map(int rows, int columns)
    {
        var stack = new FeatureStack([.. Ground.Stack.Channels.Select(channel => channel.Window(3, 5, rows, columns))]);
        var map = _model.Predict(stack, threads: 1);
        Assert.Equal(stack.Geometry, map.Geometry);
        Assert.DoesNotContain(map.Values, float.IsNaN);
    }

    [Fact]
    public void Progress_ends_at_one_and_cancellation_stops()
    {
        var shares = new List<double>();
        _model.Predict(Ground.Stack, new Collector(shares), threads: 1);
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
        Assert.Throws<OperationCanceledException>(() => _model.Predict(Ground.Stack, null, new CancellationToken(true)));
    }

    [Fact]
    public void Points_per_tile_are_those_of_the_training_tiles()
    {
        var geometry = Ground.Stack.Geometry;
        var positions = TileSampler.PositionsOf(Ground.North, Discs.Tiny.Tiles);
        Assert.Equal(_model.Card.SourceTiles, positions.Count);
        var everyNode = new PointSet(
            [.. Enumerable.Range(0, geometry.Count).Select(i => geometry.X(i % geometry.Columns))],
            [.. Enumerable.Range(0, geometry.Count).Select(i => geometry.Y(i / geometry.Columns))], new float[geometry.Count], "gravity", "mGal", geometry.Crs);
        Assert.Equal(new("gravity", 1024, 1024, 1024), PrimaryPointCount.Of(everyNode, geometry, positions, 32));
    }

    private sealed class Collector(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}
