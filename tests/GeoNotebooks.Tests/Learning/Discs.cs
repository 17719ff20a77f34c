using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

/// <summary>
/// Bodies that a network must find: discs of radius 3 to 8 nodes, low in gravity and high in a magnetic field, under noise as large as they are.
/// The north half is for training, the south half for judging, with a blank strip between.
/// </summary>
internal sealed record Discs(FeatureStack Stack, TargetLabels North, TargetLabels South)
{
    /// <summary>A network small enough to train in a second or two.</summary>
    public static TrainingOptions Quick { get; } = new(Passes: 4, BatchSize: 16, PeakLearningRate: 1e-2, BaseWidth: 8, Levels: 2, Threads: 1)
    {
        Tiles = new(32, 16),
    };

    /// <summary>Smaller still: for what holds of any network.</summary>
    public static TrainingOptions Tiny { get; } = Quick with { Passes = 3, BaseWidth = 4, Dropout = 0.2, Augmentation = new(2) };

    public static Discs Make(int size = 160, int seed = 3)
    {
        var geometry = new GridGeometry(size, size, 0, 0, 200, 200, Crs.Local);
        var random = new Random(seed);
        var labels = new sbyte[geometry.Count];
        for (var disc = 0; disc < size * size / 700; disc++)
        {
            var (row, column, radius) = (random.Next(size), random.Next(size), 3 + 5 * random.NextDouble());
            for (var i = 0; i < labels.Length; i++)
                if (double.Hypot(i / size - row, i % size - column) <= radius)
                    labels[i] = TargetLabels.Present;
        }
        var target = new TargetLabels(geometry, labels, "discs");
        return new(
            new([Noisy("gravity", "mGal", -3, 40), Noisy("magnetic anomaly", "nT", 90, 500)]),
            target.Where([.. Enumerable.Range(0, labels.Length).Select(i => i / size < size / 2)]),
            target.Where([.. Enumerable.Range(0, labels.Length).Select(i => i / size >= size / 2 + 8)]));

        Grid Noisy(string name, string unit, double contrast, double level) =>
            new(geometry, [.. labels.Select(label => (float)(level + contrast * (label + Normal())))], name, unit);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}

/// <summary>Threads of libtorch are a setting of the process: tests that train run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class TrainingCollection
{
    public const string Name = "training";
}
