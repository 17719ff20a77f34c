using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>
/// Contents of stream sediments: a log-normal background for each unit (Ahrens 1954, Geochim. Cosmochim. Acta 5, 49), halos along faults and at contacts, partly eroded halos
/// of gold, arsenic and antimony at the ore clusters, and halos without any cluster.
/// </summary>
internal static class KolymaGeochemistry
{
    private const int FalseHalos = 30;

    public static float[][] Build(KolymaGeology geology, GaussianField.Amplitude within, CancellationToken cancellation)
    {
        var torus = geology.Torus;
        var faults = new float[torus.Count];
        foreach (var fault in geology.Faults.Where(fault => fault.LikeMapped))
        {
            var random = RandomStream.For(geology.Seed, "fault halo", fault.Id);
            var patches = Fault.DrawPatches(random, fault.Length, 0.8);
            fault.Visit(torus, 4_000, (index, across, along) =>
                faults[index] = Math.Max(faults[index], (float)(fault.Patch(patches, along) * Math.Exp(-across * across / (1_000.0 * 1_000)))));
        }
        var contacts = new float[torus.Count];
        foreach (var body in geology.Intrusions)
        {
            var strength = RandomStream.For(geology.Seed, "contact halo", body.Id).Uniform(0, body.Barren ? 0.5 : 1.3) * (body.Roof > 0 ? 0.5 : 1);
            body.Visit(torus, 4_000, (index, depth, _) => contacts[index] = Math.Max(contacts[index], (float)(strength * Math.Exp(-Math.Pow((depth + 300) / 1_500, 2)))));
        }
        var clusters = new float[torus.Count];
        foreach (var cluster in geology.Clusters)
            Halo(torus, clusters, cluster.X, cluster.Y, cluster.SemiMajor, cluster.SemiMinor, cluster.AzimuthDegrees, cluster.Halo);
        for (var i = 0; i < FalseHalos; i++)
        {
            var random = RandomStream.For(geology.Seed, "false halo", i);
            Halo(torus, clusters, torus.Geometry.West + random.Uniform(0, torus.Width), torus.Geometry.North - random.Uniform(0, torus.Height),
                random.Uniform(2_500, 6_000), random.Uniform(1_500, 2_600), KolymaFrame.StrikeDegrees + random.Normal(0, 20), random.Uniform(0.2, 0.9));
        }

        var elements = new float[Element.All.Count][];
        for (var e = 0; e < elements.Length; e += 2)
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, second) = GaussianField.Pair(torus, geology.Seed, "element " + Element.All[e].Name, within);
            elements[e] = Content(Element.All[e], first);
            elements[e + 1] = Content(Element.All[e + 1], second);
        }
        return elements;

        float[] Content(Element element, float[] variation)
        {
            // Volcanic ash brings copper and zinc, and less of what clay holds. Beds that look like the Atkan Formation to physics have no such chemistry.
            var ash = element.Name switch { "copper" or "zinc" => 1, "gold" => 0, _ => -1 };
            return torus.Fill(i =>
            {
                var unit = KolymaUnit.Column[geology.Units[i]];
                return (float)(Math.Log(element.Median) + element.Scatter * (ash * unit.Ash + variation[i])
                    + element.Fault * faults[i] + element.Contact * contacts[i] + element.Cluster * clusters[i]);
            });
        }
    }

    private static void Halo(Torus torus, float[] field, double x, double y, double semiMajor, double semiMinor, double azimuthDegrees, double strength)
    {
        var body = new Body
        {
            Id = 0,
            Kind = BodyKind.Shale,
            Name = "",
            X = x,
            Y = y,
            SemiMajor = semiMajor,
            SemiMinor = semiMinor,
            AzimuthDegrees = azimuthDegrees,
            Amplitudes = [],
            Phases = [],
            Floor = 0,
            Density = 0,
            Susceptibility = 0,
        };
        body.Visit(torus, 3_000, (index, depth, _) => field[index] = Math.Max(field[index], (float)(strength * Taper.Ramp(depth, -1_800, 1_500))));
    }
}
