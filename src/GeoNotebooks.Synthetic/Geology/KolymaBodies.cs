using GeoNotebooks.Synthetic.Numerics;
using GeoNotebooks.Synthetic.Physics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Draws the intrusions and the bodies that are taken for them.</summary>
internal static class KolymaBodies
{
    // Numbers on the torus; the fifteen sheets hold about two thirds.
    private const int GranitoidCount = 116;
    private const int BasinCount = 40;
    private const int ShaleCount = 46;
    private const int VolcanicCount = 36;
    private const int PyrrhotiteCount = 110;

    /// <summary>Direction of the present field at Omchak.</summary>
    public static FieldDirection PresentField { get; } = FieldDirection.From(74.0, -13.0);

    public static IReadOnlyList<Body> Granitoids(Torus torus, long seed)
    {
        var bodies = new List<Body>();
        for (var attempt = 0; bodies.Count < GranitoidCount && attempt < 20_000; attempt++)
        {
            var random = RandomStream.For(seed, "granitoid", attempt);
            // Stocks to small batholiths; floors at 2.5 to 7 km (gravity models of Cretaceous plutons; Vigneresse 1990, Geol. J. 25, 249).
            var body = BodyOutline.Draw(random, torus, bodies.Count, BodyKind.Granitoid, Math.Clamp(random.LogNormal(3_300, 0.42), 1_800, 11_000), 1.7, KolymaFrame.StrikeDegrees) with
            {
                Floor = random.Uniform(2_500, 7_000),
                // Granite 2.60-2.66 g/cm3 against hosts of 2.68-2.76 (Telford, Geldart and Sheriff 1990, table 2.2).
                Density = -random.Uniform(60, 120),
                // Ilmenite series (Ishihara 1977, Mining Geology 27, 293): below 5e-4 SI.
                Susceptibility = random.Uniform(1e-4, 5e-4),
                Barren = random.Chance(0.2),
            };
            if (bodies.Any(other => BodyOutline.Apart(torus, body, other) < 0.9 * (body.SemiMajor + other.SemiMajor) + 1_500))
                continue;
            var complex = body.Barren ? "Okhotsk complex (barren)" : body.SemiMajor < 4_000 ? "Nera-Bokhapcha complex" : "Kolyma complex";
            bodies.Add(body with { Complex = complex, Name = $"Intrusion {bodies.Count + 1}" });
        }
        return bodies;
    }

    /// <summary>Bodies that give some of the signs of a granite without being one: as many of each sign as there are granites.</summary>
    public static IReadOnlyList<Body> Confounders(Torus torus, long seed, IReadOnlyList<Body> granitoids)
    {
        var bodies = new List<Body>();
        foreach (var (kind, count, median) in new[]
        {
            (BodyKind.Basin, BasinCount, 4_200.0), (BodyKind.Shale, ShaleCount, 3_600.0), (BodyKind.FelsicVolcanics, VolcanicCount, 4_000.0),
            (BodyKind.Pyrrhotite, PyrrhotiteCount, 1_500.0),
        })
        {
            for (int attempt = 0, drawn = 0; drawn < count && attempt < 20_000; attempt++)
            {
                var random = RandomStream.For(seed, kind.ToString(), attempt);
                var body = BodyOutline.Draw(random, torus, bodies.Count, kind, Math.Clamp(random.LogNormal(median, 0.4), 800, 11_000), kind == BodyKind.Pyrrhotite ? 3.5 : 2.2, KolymaFrame.StrikeDegrees);
                if (granitoids.Any(other => BodyOutline.Apart(torus, body, other) < 0.8 * (body.SemiMajor + other.SemiMajor)))
                    continue;
                drawn++;
                bodies.Add(Fill(body, random) with { Name = $"{kind} {drawn}" });
            }
        }
        return bodies;
    }

    /// <summary>A remanence: three in four along the present field, one in four away from it, often reversed.</summary>
    public static FieldDirection DrawRemanence(RandomStream random) => random.Chance(0.75)
        ? PresentField
        : FieldDirection.From((random.Chance(0.6) ? -1 : 1) * random.Uniform(30, 85), random.Uniform(0, 360));

    /// <summary>Susceptibility of pyrrhotite-bearing rock: log-normal about 4e-3 SI (Clark and Emerson 1991, Explor. Geophys. 22, 547).</summary>
    public static double DrawPyrrhotite(RandomStream random) => Math.Min(random.LogNormal(4e-3, 0.6), 2e-2);

    private static Body Fill(Body body, RandomStream random) => body.Kind switch
    {
        // Cenozoic fill 2.0-2.4 g/cm3.
        BodyKind.Basin => body with { Floor = random.Uniform(150, 700), Density = -random.Uniform(250, 450), Susceptibility = 2e-4 },
        BodyKind.Shale => body with { Roof = random.Uniform(0, 600), Floor = random.Uniform(2_000, 5_000), Density = -random.Uniform(50, 110), Susceptibility = 1.5e-4 },
        BodyKind.FelsicVolcanics => body with { Floor = random.Uniform(400, 1_200), Density = -random.Uniform(120, 240), Susceptibility = random.LogNormal(4e-4, 0.5) },
        _ => body with
        {
            Roof = random.Uniform(0, 300),
            Floor = random.Uniform(800, 2_500),
            Density = 20,
            Susceptibility = DrawPyrrhotite(random),
            Koenigsberger = random.Uniform(1, 10),
            Remanence = DrawRemanence(random),
        },
    };
}
