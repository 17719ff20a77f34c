using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Xunit;

namespace GeoNotebooks.Tests.Folds;

public sealed class BlockFoldsTests
{
    private static readonly GridGeometry Geometry = new(120, 200, 0, 0, 1000, 1000, Crs.Local);
    private static readonly BlockFolds Folds = new() { BlockMetres = 20_000, BufferMetres = 5000, Count = 4 };

    /// <summary>Positives crowd in the south-east; a strip in the north is unknown.</summary>
    private static TargetLabels Labels() => new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node =>
        node / 200 < 10 ? TargetLabels.Unknown : (node % 200 * 7 + node / 200 * 13) % (400 - node % 200) < 20 ? TargetLabels.Present : TargetLabels.Absent)], "faults");

    [Fact]
    public void Every_known_node_is_judged_once_and_never_near_training()
    {
        var labels = Labels();
        var splits = Folds.Split(labels);
        var judged = new int[Geometry.Count];
        foreach (var split in splits)
        {
            split.RequireNoLeak(labels.Where(split.Training), labels.Where(split.Test));
            Assert.InRange(split.TrainingShareOf(labels), 0.2, 1);
            for (var node = 0; node < judged.Length; node++)
                judged[node] += split.Test[node] ? 1 : 0;
        }
        Assert.All(Enumerable.Range(0, Geometry.Count).Where(node => labels.Values[node] != TargetLabels.Unknown), node => Assert.Equal(1, judged[node]));
    }

    [Fact]
    public void Folds_hold_about_as_many_positives()
    {
        var labels = Labels();
        var loads = Folds.Split(labels).Select(split => labels.Where(split.Test).PresentCount).ToArray();
        Assert.InRange((double)loads.Max() / loads.Min(), 1, 1.5);
    }

    [Fact]
    public void Training_label_within_the_buffer_fails_the_leakage_test()
    {
        var labels = Labels();
        var split = Folds.Split(labels)[0];
        var error = Assert.Throws<InvalidOperationException>(() => split.RequireNoLeak(labels.Where([.. split.Test.Select(flag => !flag)]), labels.Where(split.Test)));
        Assert.Contains("m from a test label; expected more than 5000 m", error.Message);
    }

    [Fact]
    public void Too_few_blocks_or_positives_are_said()
    {
        Assert.Contains("found 4", Assert.Throws<InvalidDataException>(() => (Folds with { BlockMetres = 100_000, Count = 5 }).Split(Labels())).Message);
        var none = Labels() with { Values = new sbyte[Geometry.Count] };
        Assert.Contains("fold 1 has none", Assert.Throws<InvalidDataException>(() => Folds.Split(none)).Message);
        Assert.Contains("leaves no positives to train on", Assert.Throws<InvalidDataException>(() => (Folds with { BufferMetres = 300_000 }).Split(Labels())).Message);
    }
}
