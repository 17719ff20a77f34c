using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>Heights of the ground and the alluvium in its valleys.</summary>
internal static class Terrain
{
    /// <summary>Share of the ground under alluvium.</summary>
    private const double CoverShare = 0.11;

    public static (float[] Elevation, float[] Cover) Build(GeologyModel geology, GeologySettings settings)
    {
        var torus = geology.Torus;
        var (rough, valleys) = GaussianField.Pair(torus, geology.Seed, "terrain", GaussianField.Rough(22_000, 0.95));
        var branches = GaussianField.Single(torus, geology.Seed, "rivers", GaussianField.Smooth(9_000));
        // Where a smooth random field passes through zero runs a network of lines: the rivers.
        var height = torus.Fill(i => (float)(1_000 + 230 * rough[i] + 60 * valleys[i] - 260 * Math.Exp(-Square(branches[i] / 0.22))));

        foreach (var fault in geology.Faults.Where(fault => fault.Topographic && fault.LikeMapped))
            Carve(fault);
        foreach (var valley in geology.Lineaments.Where(lineament => lineament.Topographic))
            Carve(valley);
        // Hornfels stands above granite, granite above shale.
        foreach (var body in geology.Intrusions.Where(body => body.Roof == 0))
        {
            var relief = RandomStream.For(geology.Seed, "relief", body.Id).Normal(settings.GraniteRelief, 60);
            body.Visit(torus, 2_000, (index, depth, _) => height[index] += (float)(relief * Ramp(depth, -2_000, 300)));
        }
        foreach (var body in geology.Confounders.Where(body => body.Kind == BodyKind.Basin))
            body.Visit(torus, 1_000, (index, depth, _) => height[index] -= (float)(160 * Ramp(depth, -1_000, 1_000)));

        var around = Blur.Gaussian(torus, height, 4_000);
        var below = torus.Fill(i => height[i] - around[i]);
        var threshold = Quantiles.Of(below, CoverShare);
        var cover = Blur.Gaussian(torus, torus.Fill(i => below[i] < threshold ? 1f : 0f), 300);
        var ground = torus.Fill(i => Math.Max(180, height[i] - 20 * cover[i]));
        return (ground, cover);

        void Carve(Fault fault) => fault.Visit(torus, 2_000, (index, across, along) => height[index] -= (float)(
            settings.FaultValley * fault.Patch(fault.TopographicPatches, along) * Ends(fault, along) * Math.Exp(-Square(across / settings.FaultValleyWidth))));
    }

    /// <summary>1 along a trace, falling to 0 over its last kilometre and a half.</summary>
    public static double Ends(Fault fault, double along) => Math.Min(1, Math.Min(along, fault.Length - along) / 1_500);

    /// <summary>0 at the first place, 1 at the second, linear between.</summary>
    public static double Ramp(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);

    private static double Square(double value) => value * value;
}
