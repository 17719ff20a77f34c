using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>
/// Contents of till: what the bedrock gives, smeared and carried down the ice's way, under a log-normal scatter. The elements and their order are those of <see cref="Element.All"/>.
/// </summary>
internal static class BalticGeochemistry
{
    /// <summary>Medians of the fine fraction of till (ranges of Koljonen 1992, Geochemical Atlas of Finland 2), halos weaker than Kolyma's, and how the logarithm rises on mafic rock.</summary>
    private static readonly (Element Element, double Mafic)[] Till =
    [
        (new("gold", 0.0012, 0.60, 0.60, 0.05, 0), 0.35),
        (new("silver", 0.05, 0.40, 0.10, 0.10, 0), 0.15),
        (new("arsenic", 3.2, 0.55, 0.80, 0.05, 0), 0.50),
        (new("antimony", 0.15, 0.45, 0.55, 0.05, 0), 0.20),
        (new("tungsten", 0.8, 0.50, 0.05, 0.35, 0), -0.15),
        (new("tin", 1.5, 0.45, 0.00, 0.40, 0), -0.25),
        (new("bismuth", 0.12, 0.45, 0.05, 0.35, 0), 0.00),
        (new("molybdenum", 0.8, 0.50, 0.05, 0.40, 0), 0.00),
        (new("copper", 22, 0.40, 0.10, 0.00, 0), 0.60),
        (new("lead", 9, 0.40, 0.05, 0.25, 0), -0.35),
        (new("zinc", 42, 0.35, 0.05, 0.05, 0), 0.40),
        (new("mercury", 0.02, 0.50, 0.25, 0.00, 0), 0.00),
    ];

    /// <summary>The elements, in the order of every table.</summary>
    public static IEnumerable<Element> Elements => Till.Select(row => row.Element);

    public static float[][] Build(BalticGeology geology, BalticSettings settings, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var faults = new float[torus.Count];
        foreach (var fault in geology.Faults.Where(fault => fault.LikeMapped))
        {
            var patches = Fault.DrawPatches(RandomStream.For(geology.Seed, "till halo", fault.Id), fault.Length, 0.5);
            fault.Visit(torus, 3_000, (index, across, along) =>
                faults[index] = Math.Max(faults[index], (float)(fault.Patch(patches, along) * Math.Exp(-across * across / (800.0 * 800)))));
        }
        var granites = new float[torus.Count];
        foreach (var body in geology.Intrusions.Where(body => body.Roof == 0))
        {
            var strength = RandomStream.For(geology.Seed, "till granite", body.Id).Uniform(0.2, 1.3);
            body.Visit(torus, 1_000, (index, depth, _) => granites[index] = Math.Max(granites[index], (float)(strength * Taper.Ramp(depth, -800, 800))));
        }
        var (alongFaults, overGranites, overMafics) = (Carried(faults), Carried(granites), Carried(torus.Fill(i => (float)BalticUnit.Column[geology.Units[i]].Mafic)));

        var elements = new float[Till.Length][];
        for (var e = 0; e < elements.Length; e += 2)
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, second) = GaussianField.Pair(torus, geology.Seed, "till " + Till[e].Element.Name, GaussianField.Smooth(2_200));
            elements[e] = Content(Till[e], first);
            elements[e + 1] = Content(Till[e + 1], second);
        }
        return elements;

        float[] Content((Element Element, double Mafic) row, float[] variation) => torus.Fill(i => (float)(
            Math.Log(row.Element.Median) + row.Element.Scatter * variation[i] + row.Mafic * overMafics[i] + row.Element.Fault * alongFaults[i] + row.Element.Contact * overGranites[i]));

        float[] Carried(float[] source)
        {
            var (sin, cos) = Math.SinCos(BalticFrame.IceDegrees * Math.PI / 180);
            var smeared = Blur.Gaussian(torus, source, settings.TillTransport / 2);
            return torus.Fill(i => torus.At(
                smeared, torus.Geometry.X(i % torus.Columns) + settings.TillTransport * sin, torus.Geometry.Y(i / torus.Columns) + settings.TillTransport * cos));
        }
    }
}
