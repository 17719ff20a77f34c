using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>Kolyma: heights of the ground and the alluvium in its valleys.</summary>
internal static class KolymaTerrain
{
    /// <summary>Share of the ground under alluvium.</summary>
    private const double CoverShare = 0.11;

    public static (float[] Elevation, float[] Cover) Build(KolymaGeology geology, KolymaSettings settings)
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
            body.Visit(torus, 2_000, (index, depth, _) => height[index] += (float)(relief * Taper.Ramp(depth, -2_000, 300)));
        }
        foreach (var body in geology.Confounders.Where(body => body.Kind == BodyKind.Basin))
            body.Visit(torus, 1_000, (index, depth, _) => height[index] -= (float)(160 * Taper.Ramp(depth, -1_000, 1_000)));

        var around = Blur.Gaussian(torus, height, 4_000);
        var below = torus.Fill(i => height[i] - around[i]);
        var threshold = Quantiles.Of(below, CoverShare);
        var cover = Blur.Gaussian(torus, torus.Fill(i => below[i] < threshold ? 1f : 0f), 300);
        var ground = torus.Fill(i => Math.Max(180, height[i] - 20 * cover[i]));
        return (ground, cover);

        void Carve(Fault fault) => fault.Visit(torus, 2_000, (index, across, along) => height[index] -= (float)(
            settings.FaultValley * fault.Patch(fault.TopographicPatches, along) * Taper.Ends(fault, along) * Math.Exp(-Square(across / settings.FaultValleyWidth))));
    }

    private static double Square(double value) => value * value;
}
