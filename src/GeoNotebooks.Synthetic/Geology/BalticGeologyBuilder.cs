using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Builds the truth of the Baltic-style region: belts and gneiss, the faults that offset them, granitoids; then decides what the map does not show.</summary>
internal static class BalticGeologyBuilder
{
    private const double BeltShare = 0.20;
    private const double ParagneissShare = 0.22;

    /// <summary>The pile of a greenstone belt from its margin to its core: unit, and where in the belt it ends, by share of the belt's ground.</summary>
    private static readonly (byte Unit, double Until)[] Pile =
    [
        (BalticUnit.Metabasalt, 0.22), (BalticUnit.Ultramafic, 0.30), (BalticUnit.Metabasalt, 0.50), (BalticUnit.IronFormation, 0.57), (BalticUnit.FelsicSchist, 0.74),
        (BalticUnit.Ultramafic, 0.79), (BalticUnit.Metabasalt, 0.88), (BalticUnit.IronFormation, 0.92), (BalticUnit.FelsicSchist, 1),
    ];

    public static BalticGeology Build(BalticFrame frame, long seed)
    {
        var torus = frame.Torus;
        var faults = MapOmission.OfFaults(frame, seed, [.. BalticFaults.Faults(torus, seed)]);
        var intrusions = MapOmission.OfIntrusions(frame, seed, [.. BalticBodies.Granitoids(torus, seed)]);
        float[] Offset(float[] field) => FaultOffset.Apply(torus, faults, field, fault => fault.Regional ? 12_000 : 6_000);
        return new()
        {
            Frame = frame,
            Seed = seed,
            Faults = faults,
            Lineaments = BalticFaults.Lineaments(torus, seed),
            Intrusions = intrusions,
            Confounders = BalticBodies.Confounders(torus, seed, intrusions),
            Units = Units(torus, seed, Offset),
            Foliation = Offset(GaussianField.Single(torus, seed, "foliation", GaussianField.Folds(6_500, 0.55, 24_000, BalticFrame.StrikeDegrees))),
            FaultDistance = Fault.Distances(torus, faults),
            IntrusionDepth = Body.Depths(torus, intrusions),
        };
    }

    /// <summary>Belts some 50 km apart, long along the strike; within a belt the units follow its outline, since the pile is folded into steep synclines.</summary>
    private static byte[] Units(Torus torus, long seed, Func<float[], float[]> offset)
    {
        var great = GaussianField.Single(torus, seed, "greenstone belts", GaussianField.Folds(52_000, 0.40, 110_000, BalticFrame.StrikeDegrees));
        var small = GaussianField.Single(torus, seed, "branches of belts", GaussianField.Folds(17_000, 0.35, 45_000, BalticFrame.StrikeDegrees));
        var level = offset(torus.Fill(i => great[i] + 0.38f * small[i]));
        // Thin beds pinch out along the strike.
        var presence = offset(GaussianField.Single(torus, seed, "pinching beds", GaussianField.Smooth(14_000)));
        var bounds = Quantiles.Of(level, [ParagneissShare, 1 - BeltShare, .. Pile.Select(bed => 1 - BeltShare + BeltShare * bed.Until)]);
        var units = new byte[torus.Count];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = level[i] < bounds[0] ? BalticUnit.Paragneiss : BalticUnit.Gneiss;
            if (level[i] < bounds[1])
                continue;
            var bed = 0;
            while (bed < Pile.Length - 1 && level[i] > bounds[bed + 2])
                bed++;
            var unit = Pile[bed].Unit;
            var absent = unit == BalticUnit.IronFormation && presence[i] < 0 || unit == BalticUnit.Ultramafic && presence[i] > 0.5;
            units[i] = absent ? BalticUnit.Metabasalt : unit;
        }
        return units;
    }
}
