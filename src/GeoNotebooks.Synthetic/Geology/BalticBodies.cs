using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Draws the granitoids of the shield and the bodies that are taken for them. Densities of bodies are contrasts to 2.70 g/cm3 and take the place of the host's.</summary>
internal static class BalticBodies
{
    // Numbers on the torus; the nine sheets hold about seven in ten.
    private const int GranitoidCount = 72;
    private const int GabbroCount = 26;
    private const int DomeCount = 36;
    private const int MagnetiteGneissCount = 44;
    private const int MigmatiteCount = 40;

    public const string Sanukitoid = "Sanukitoid suite";
    public const string Microcline = "Microcline granite";
    public const string Rapakivi = "Rapakivi granite";

    /// <summary>Direction of the present field in the middle of the sheets.</summary>
    public static FieldDirection PresentField { get; } = FieldDirection.From(75.8, 13.7);

    /// <summary>
    /// Three suites, of which only the second is what granite is in Kolyma: sanukitoids are dense and of the magnetite series, rapakivi is light and half magnetic
    /// (ranges after Lehtonen et al. 2005, ch. 3 and 8, and Heilimo et al. 2010, Lithos 115, 27).
    /// </summary>
    public static IReadOnlyList<Body> Granitoids(Torus torus, long seed)
    {
        var bodies = new List<Body>();
        for (var attempt = 0; bodies.Count < GranitoidCount && attempt < 20_000; attempt++)
        {
            var random = RandomStream.For(seed, "shield granitoid", attempt);
            var pick = random.Uniform();
            var (complex, radius, elongation) = pick < 0.42 ? (Sanukitoid, 3_600.0, 2.4) : pick < 0.84 ? (Microcline, 3_900.0, 2.0) : (Rapakivi, 6_500.0, 1.3);
            var body = BodyOutline.Draw(random, torus, bodies.Count, BodyKind.Granitoid, Math.Clamp(random.LogNormal(radius, 0.4), 1_800, 13_000), elongation, BalticFrame.StrikeDegrees);
            body = complex switch
            {
                Sanukitoid => body with { Density = random.Uniform(10, 70), Susceptibility = Math.Min(random.LogNormal(1.2e-2, 0.5), 6e-2), Floor = random.Uniform(2_500, 6_000) },
                Microcline => body with { Density = random.Uniform(-90, -50), Susceptibility = random.LogNormal(3e-4, 0.4), Floor = random.Uniform(2_500, 6_500) },
                _ => body with { Density = random.Uniform(-95, -60), Susceptibility = random.LogNormal(4e-3, 0.5), Floor = random.Uniform(3_500, 8_000) },
            };
            if (bodies.Any(other => BodyOutline.Apart(torus, body, other) < 0.9 * (body.SemiMajor + other.SemiMajor) + 1_000))
                continue;
            bodies.Add(body with { Complex = complex, Name = $"Pluton {bodies.Count + 1}" });
        }
        return bodies;
    }

    /// <summary>Bodies that give some of the signs of a granitoid without being one: about twice as many.</summary>
    public static IReadOnlyList<Body> Confounders(Torus torus, long seed, IReadOnlyList<Body> granitoids)
    {
        var bodies = new List<Body>();
        foreach (var (kind, count, median) in new[]
        {
            (BodyKind.Gabbro, GabbroCount, 2_600.0), (BodyKind.GneissDome, DomeCount, 4_200.0), (BodyKind.MagnetiteGneiss, MagnetiteGneissCount, 3_400.0),
            (BodyKind.Migmatite, MigmatiteCount, 4_000.0),
        })
        {
            for (int attempt = 0, drawn = 0; drawn < count && attempt < 20_000; attempt++)
            {
                var random = RandomStream.For(seed, "shield " + kind, attempt);
                var body = BodyOutline.Draw(random, torus, bodies.Count, kind, Math.Clamp(random.LogNormal(median, 0.4), 1_000, 11_000), 2.6, BalticFrame.StrikeDegrees);
                if (granitoids.Any(other => BodyOutline.Apart(torus, body, other) < 0.75 * (body.SemiMajor + other.SemiMajor)))
                    continue;
                drawn++;
                bodies.Add(Fill(body, random) with { Name = $"{kind} {drawn}" });
            }
        }
        return bodies;
    }

    private static Body Fill(Body body, RandomStream random) => body.Kind switch
    {
        // Layered intrusions of 2.44 Ga: 2.9-3.1 g/cm3; their magnetisation is largely remanent.
        BodyKind.Gabbro => body with
        {
            Floor = random.Uniform(1_000, 3_500),
            Density = random.Uniform(200, 330),
            Susceptibility = Math.Min(random.LogNormal(1.0e-2, 0.8), 6e-2),
            Koenigsberger = random.Uniform(0.3, 3),
            Remanence = random.Chance(0.5) ? PresentField : FieldDirection.From((random.Chance(0.5) ? -1 : 1) * random.Uniform(20, 80), random.Uniform(0, 360)),
        },
        BodyKind.GneissDome => body with { Floor = random.Uniform(2_500, 6_000), Density = random.Uniform(-85, -45), Susceptibility = random.LogNormal(4e-4, 0.5) },
        BodyKind.MagnetiteGneiss => body with { Floor = random.Uniform(2_000, 5_000), Density = random.Uniform(-30, 50), Susceptibility = Math.Min(random.LogNormal(1.2e-2, 0.5), 6e-2) },
        _ => body with { Floor = random.Uniform(800, 2_500), Density = random.Uniform(-40, 10), Susceptibility = random.LogNormal(4e-4, 0.5) },
    };
}
