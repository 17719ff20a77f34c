using GeoNotebooks.Baselines;
using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Tests.Baselines;

/// <summary>Two channels of noise, and labels drawn with log-odds that are known.</summary>
internal static class BaselineGround
{
    public static readonly GridGeometry Geometry = new(60, 100, 0, 0, 500, 500, Crs.Local);
    public static readonly BlockFolds Blocks = new() { BlockMetres = 10_000, BufferMetres = 1_000, Count = 4 };
    public static readonly bool[] Everywhere = [.. Enumerable.Repeat(true, Geometry.Count)];
    public static readonly float[] First = Noise(1), Second = Noise(2);

    public static FeatureStack Stack { get; } = StackOf(First, Second);

    public static PixelFeatures Pixels { get; } = PixelFeatures.Of(Stack, []);

    /// <summary>Present with log-odds of 2 first - second - 1, where both have a deviation of about 1.</summary>
    public static TargetLabels Labels { get; } = Drawn();

    public static FeatureStack StackOf(float[] first, float[] second) => new([new(Geometry, first, "first", "mGal"), new(Geometry, second, "second", "nT")]);

    public static TargetLabels LabelsOf(Func<int, bool> present) =>
        new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(node => present(node) ? TargetLabels.Present : TargetLabels.Absent)], "target");

    public static float[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Geometry.Count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static TargetLabels Drawn()
    {
        var random = new Random(3);
        return LabelsOf(node => random.NextDouble() < 1 / (1 + Math.Exp(-(2 * First[node] - Second[node] - 1))));
    }
}
