using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Draws the faults and the lineaments that are taken for them.</summary>
internal static class KolymaFaults
{
    // Numbers on the torus of 92 000 km2; the fifteen sheets hold about two thirds of them.
    private const int RegionalCount = 46;
    private const int CrossCount = 78;
    private const int DykeCount = 66;
    private const int ValleyCount = 66;

    public static IReadOnlyList<Fault> Faults(Torus torus, long seed)
    {
        var faults = new List<Fault>();
        for (var i = 0; i < RegionalCount + CrossCount; i++)
        {
            var random = RandomStream.For(seed, "fault", i);
            var regional = i < RegionalCount;
            // Regional faults of the Yana-Kolyma belt run with the folds for tens to hundreds of kilometres; cross faults are shorter
            // (Goryachev and Pirajno 2014, fig. 2).
            var fault = Draw(random, torus, i, regional ? $"Regional fault {i + 1}" : $"Cross fault {i - RegionalCount + 1}", regional,
                regional ? Math.Clamp(random.LogNormal(75_000, 0.35), 40_000, 150_000) : Math.Clamp(random.LogNormal(26_000, 0.35), 12_000, 60_000),
                regional ? KolymaFrame.StrikeDegrees + random.Normal(0, 6) : 48 + random.Normal(0, 16));
            faults.Add(fault);
        }
        return faults;
    }

    /// <summary>Dykes (they show in the magnetic field) and valleys of other origin: as many as the faults.</summary>
    public static IReadOnlyList<Fault> Lineaments(Torus torus, long seed)
    {
        var lineaments = new List<Fault>();
        for (var i = 0; i < DykeCount + ValleyCount; i++)
        {
            var random = RandomStream.For(seed, "lineament", i);
            var dyke = i < DykeCount;
            var drawn = Draw(random, torus, i, dyke ? $"Dyke {i + 1}" : $"Valley {i - DykeCount + 1}", false,
                Math.Clamp(random.LogNormal(dyke ? 18_000 : 22_000, 0.4), 8_000, 60_000), random.Uniform(0, 180));
            lineaments.Add(drawn with { Magnetic = dyke, Topographic = !dyke, Radiometric = false, Throw = 0, Slip = 0 });
        }
        return lineaments;
    }

    private static Fault Draw(RandomStream random, Torus torus, int id, string name, bool regional, double length, double azimuth)
    {
        // A third of the faults show in one field only; the others in two or three.
        var single = random.Chance(1 / 3.0);
        var pick = random.Uniform();
        bool magnetic, radiometric, topographic;
        if (single)
            (magnetic, radiometric, topographic) = (pick < 0.4, pick is >= 0.4 and < 0.6, pick >= 0.6);
        else
            (magnetic, radiometric, topographic) = (pick < 0.85, pick is < 0.45 or >= 0.85, pick >= 0.2);
        var sign = random.Chance(0.5) ? 1 : -1;
        return new()
        {
            Id = id,
            Name = name,
            X = torus.Geometry.West + random.Uniform(0, torus.Width),
            Y = torus.Geometry.North - random.Uniform(0, torus.Height),
            AzimuthDegrees = azimuth,
            Length = length,
            Bends = [random.Normal(0, 0.035 * length), random.Normal(0, 0.015 * length), random.Normal(0, 0.008 * length)],
            Regional = regional,
            Throw = sign * (regional ? random.Uniform(0.15, 0.55) : random.Uniform(0.05, 0.25)),
            Slip = (random.Chance(0.5) ? 1 : -1) * (regional ? random.Uniform(500, 3000) : random.Uniform(600, 2500)),
            Magnetic = magnetic,
            Radiometric = radiometric,
            Topographic = topographic,
            MagneticPatches = Fault.DrawPatches(random, length, 0.9),
            RadiometricPatches = Fault.DrawPatches(random, length, 0.9),
            TopographicPatches = Fault.DrawPatches(random, length, 0.9),
        };
    }
}
