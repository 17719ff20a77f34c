using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>Potassium, uranium and thorium at the surface of the shield: the bedrock seen through thin till, less radiation where the ground is wet.</summary>
internal static class BalticRadioelements
{
    /// <summary>Potassium in percent, uranium and thorium in ppm of the suites (Lehtonen et al. 2005; ranges 2-3, 3.5-4.5 and 4-5 % of potassium).</summary>
    private static (double Potassium, double Uranium, double Thorium) Of(Body body) => body.Complex switch
    {
        BalticBodies.Sanukitoid => (2.4, 1.8, 10),
        BalticBodies.Microcline => (3.4, 3.0, 15),
        _ => (3.9, 3.8, 18),
    };

    public static (float[] Potassium, float[] Uranium, float[] Thorium) Build(BalticGeology geology, BalticSettings settings, float[] cover)
    {
        var torus = geology.Torus;
        var (first, second) = GaussianField.Pair(torus, geology.Seed, "shield potassium and thorium", BalticFields.Within);
        var (third, till) = GaussianField.Pair(torus, geology.Seed, "shield uranium and till", GaussianField.Smooth(2_500));
        BalticUnit Unit(int i) => BalticUnit.Column[geology.Units[i]];
        var potassium = torus.Fill(i => (float)Unit(i).Potassium);
        var uranium = torus.Fill(i => (float)Unit(i).Uranium);
        var thorium = torus.Fill(i => (float)Unit(i).Thorium);
        foreach (var body in geology.Intrusions.Where(body => body.Roof == 0))
            Lead(body, Of(body), RandomStream.For(geology.Seed, "shield radiation", body.Id).Uniform(0.4, 1.1));
        foreach (var body in geology.Confounders.Where(body => body.Kind is BodyKind.Migmatite or BodyKind.Gabbro))
            Lead(body, body.Kind == BodyKind.Gabbro ? (0.5, 0.3, 1.2) : (2.9, 2.4, 13), RandomStream.For(geology.Seed, "shield radiation " + body.Kind, body.Id).Uniform(0.4, 1));

        var wet = torus.Fill(i => (float)(1 - settings.CoverDamping * cover[i]));
        foreach (var fault in geology.Faults.Where(fault => fault.Radiometric && fault.LikeMapped))
            fault.Visit(torus, 1_500, (index, across, along) => wet[index] *= (float)(1 - Math.Min(0.8, settings.FaultDamping * fault.Patch(fault.RadiometricPatches, along)
                * Taper.Ends(fault, along) * Math.Exp(-across * across / (650.0 * 650)))));
        var deviation = settings.RadioelementDeviation;
        return (
            Seen(potassium, 1.9, i => deviation.Potassium * first[i]),
            Seen(uranium, 1.6, i => deviation.Uranium * (0.4 * first[i] + 0.917 * third[i])),
            Seen(thorium, 8, i => deviation.Thorium * (0.5 * first[i] + 0.866 * second[i])));

        void Lead(Body body, (double Potassium, double Uranium, double Thorium) rock, double strength) => body.Visit(torus, 300, (index, depth, _) =>
        {
            var share = strength * Taper.Ramp(depth, -200, 300);
            potassium[index] += (float)(share * (rock.Potassium - potassium[index]));
            uranium[index] += (float)(share * (rock.Uranium - uranium[index]));
            thorium[index] += (float)(share * (rock.Thorium - thorium[index]));
        });

        // Till is a mixture of what the ice passed over: it draws every rock towards the mean of the region.
        float[] Seen(float[] rock, double mean, Func<int, double> variation) => torus.Fill(i =>
        {
            var mixed = Math.Clamp(settings.TillMixing * (1 + 0.5 * till[i]), 0, 0.95);
            return (float)Math.Max(0.05, (rock[i] + mixed * (mean - rock[i])) * Math.Exp(variation(i)) * wet[i]);
        });
    }
}
