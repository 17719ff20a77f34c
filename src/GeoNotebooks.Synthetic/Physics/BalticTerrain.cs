using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>The shield: subdued ground that ice has worn, and the lakes, bogs and outwash sand in its hollows.</summary>
internal static class BalticTerrain
{
    /// <summary>Share of the ground under lakes, bogs and sand, where nothing is mapped. Thin till, which is nearly everywhere, hides no map unit.</summary>
    private const double CoverShare = 0.12;

    public static (float[] Elevation, float[] Cover) Build(BalticGeology geology, BalticSettings settings)
    {
        var torus = geology.Torus;
        var rough = GaussianField.Single(torus, geology.Seed, "worn ground", GaussianField.Rough(16_000, 0.8));
        var (drumlins, eskers) = GaussianField.Pair(torus, geology.Seed, "drumlins", GaussianField.Folds(2_600, 0.4, 9_000, BalticFrame.IceDegrees));
        var height = torus.Fill(i => 165 + 26 * rough[i] + 3.5f * drumlins[i] + 1.5f * eskers[i]);
        // A fault shows as a scarp where the ice has worn one side more; the valleys belong to the ice, not to the faults. In Kolyma it is the other way round.
        foreach (var fault in geology.Faults.Where(fault => fault.Topographic && fault.LikeMapped))
        {
            var side = RandomStream.For(geology.Seed, "scarp", fault.Id).Chance(0.5) ? 1 : -1;
            fault.Visit(torus, 8_000, (index, across, along) => height[index] += (float)(0.5 * side * settings.FaultScarp * fault.Patch(fault.TopographicPatches, along)
                * Taper.Ends(fault, along) * Math.Tanh(across / settings.FaultScarpWidth) * Math.Exp(-Math.Abs(across) / 2_000)));
        }
        foreach (var valley in geology.Lineaments.Where(lineament => lineament.Topographic))
            valley.Visit(torus, 2_000, (index, across, along) => height[index] -= (float)(settings.IceValley * valley.Patch(valley.TopographicPatches, along) * Taper.Ends(valley, along)
                * Math.Exp(-across * across / (settings.IceValleyWidth * settings.IceValleyWidth))));
        foreach (var body in geology.Intrusions.Where(body => body.Roof == 0))
        {
            var relief = RandomStream.For(geology.Seed, "shield relief", body.Id).Normal(6, 8);
            body.Visit(torus, 1_500, (index, depth, _) => height[index] += (float)(relief * Taper.Ramp(depth, -1_500, 300)));
        }
        var around = Blur.Gaussian(torus, height, 3_000);
        var below = torus.Fill(i => height[i] - around[i]);
        var threshold = Quantiles.Of(below, CoverShare);
        var cover = Blur.Gaussian(torus, torus.Fill(i => below[i] < threshold ? 1f : 0f), 300);
        return (torus.Fill(i => Math.Max(30, height[i] - 2 * cover[i])), cover);
    }
}
