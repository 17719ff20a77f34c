using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Draws the faults of the shield and the lineaments that are taken for them.</summary>
internal static class BalticFaults
{
    // Numbers on the torus of 49 000 km2; the nine sheets hold about seven in ten of them.
    private const int ShearCount = 34;
    private const int CrossCount = 80;
    private const int DykeCount = 70;
    private const int ValleyCount = 70;

    /// <summary>
    /// North-west shear zones, oblique to the belts that they offset, and north-east and east-west faults across them (Karelian craton; Lehtonen et al. 2005). Oxidation along
    /// them turned magnetite into haematite (Airo 2002, Bull. Geol. Soc. Finland 74): most show as magnetic lows, whatever rock they cut; some only as a scarp or as wet ground.
    /// </summary>
    public static IReadOnlyList<Fault> Faults(Torus torus, long seed)
    {
        var faults = new List<Fault>();
        for (var i = 0; i < ShearCount + CrossCount; i++)
        {
            var random = RandomStream.For(seed, "shield fault", i);
            var shear = i < ShearCount;
            var azimuth = shear ? 308 + random.Normal(0, 7) : random.Chance(0.6) ? 46 + random.Normal(0, 11) : 88 + random.Normal(0, 9);
            var length = shear ? Math.Clamp(random.LogNormal(62_000, 0.35), 35_000, 130_000) : Math.Clamp(random.LogNormal(24_000, 0.35), 12_000, 55_000);
            var magnetic = random.Chance(0.9);
            faults.Add(Draw(random, torus, i, shear ? $"Shear zone {i + 1}" : $"Cross fault {i - ShearCount + 1}", length, azimuth) with
            {
                Regional = shear,
                Throw = (random.Chance(0.5) ? 1 : -1) * random.Uniform(0.05, shear ? 0.30 : 0.20),
                Slip = (random.Chance(0.5) ? 1 : -1) * (shear ? random.Uniform(2_000, 8_000) : random.Uniform(800, 3_000)),
                Magnetic = magnetic,
                Topographic = !magnetic || random.Chance(0.7),
                Radiometric = random.Chance(0.8),
            });
        }
        return faults;
    }

    /// <summary>Diabase dykes of the north-west swarm (they stand out as magnetic highs) and valleys that the ice cut: more than there are faults.</summary>
    public static IReadOnlyList<Fault> Lineaments(Torus torus, long seed)
    {
        var lineaments = new List<Fault>();
        for (var i = 0; i < DykeCount + ValleyCount; i++)
        {
            var random = RandomStream.For(seed, "shield lineament", i);
            var dyke = i < DykeCount;
            var azimuth = dyke ? 320 + random.Normal(0, 6) : random.Chance(0.6) ? BalticFrame.IceDegrees + random.Normal(0, 10) : random.Uniform(0, 180);
            lineaments.Add(Draw(random, torus, i, dyke ? $"Diabase dyke {i + 1}" : $"Ice valley {i - DykeCount + 1}", Math.Clamp(random.LogNormal(20_000, 0.4), 8_000, 60_000), azimuth) with
            {
                Magnetic = dyke,
                Topographic = !dyke,
            });
        }
        return lineaments;
    }

    private static Fault Draw(RandomStream random, Torus torus, int id, string name, double length, double azimuth) => new()
    {
        Id = id,
        Name = name,
        X = torus.Geometry.West + random.Uniform(0, torus.Width),
        Y = torus.Geometry.North - random.Uniform(0, torus.Height),
        AzimuthDegrees = azimuth,
        Length = length,
        // Old and steep, they run straighter than faults of folded belts.
        Bends = [random.Normal(0, 0.018 * length), random.Normal(0, 0.008 * length), random.Normal(0, 0.004 * length)],
        Regional = false,
        Throw = 0,
        Slip = 0,
        Magnetic = false,
        Radiometric = false,
        Topographic = false,
        MagneticPatches = Fault.DrawPatches(random, length, 0.85),
        RadiometricPatches = Fault.DrawPatches(random, length, 0.85),
        TopographicPatches = Fault.DrawPatches(random, length, 0.85),
    };
}
