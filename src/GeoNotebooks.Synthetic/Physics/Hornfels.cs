using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Physics;

/// <summary>
/// Pyrrhotite hornfels about an intrusion: a ring outside the contact, broken into patches, and a shell above a roof that does not reach the surface.
/// Ilmenite-series granites of the Kolyma belt are weakly magnetic themselves; their aureoles are what shows.
/// </summary>
internal static class Hornfels
{
    /// <summary>Visits the nodes of the ring within a slab: index, induced magnetisation in A/m, Koenigsberger ratio, direction of the remanence.</summary>
    public static void Visit(KolymaGeology geology, Body body, double top, double bottom, Action<int, double, double, FieldDirection> visit)
    {
        var random = RandomStream.For(geology.Seed, "hornfels", body.Id);
        // One intrusion in seven has no ring that shows.
        if (random.Chance(0.14))
            return;
        var width = random.Uniform(500, 1_600);
        var susceptibility = KolymaBodies.DrawPyrrhotite(random);
        var koenigsberger = random.Uniform(1, 10);
        var remanence = KolymaBodies.DrawRemanence(random);
        var floor = body.Roof + random.Uniform(1_000, 2_500);
        var closure = random.Uniform(-0.5, 0.5);
        double[] amplitudes = [random.Normal(0, 0.5), random.Normal(0, 0.6), random.Normal(0, 0.6), random.Normal(0, 0.5)];
        double[] phases = [random.Uniform(0, 6.283), random.Uniform(0, 6.283), random.Uniform(0, 6.283), random.Uniform(0, 6.283)];

        var beside = Taper.Overlap(Math.Max(0, body.Roof - 500), floor, top, bottom);
        var above = body.Roof > 0 ? Taper.Overlap(Math.Max(0, body.Roof - 500), body.Roof, top, bottom) : 0;
        if (beside <= 0 && above <= 0)
            return;
        // Pyrrhotite beds make up about a third of an aureole.
        var amperes = 0.35 * susceptibility * KolymaFields.Inducing;
        body.Visit(geology.Torus, width + 400, (index, depth, angle) =>
        {
            var patch = closure;
            for (var n = 0; n < amplitudes.Length; n++)
                patch += amplitudes[n] * Math.Cos((n + 1) * angle + phases[n]);
            var here = Taper.Ramp(patch, -0.1, 0.5);
            if (here <= 0)
                return;
            var outside = Taper.Ramp(depth, -width - 200, -width + 200) * (1 - Taper.Ramp(depth, -100, 200));
            var inside = Taper.Ramp(depth, -100, 200);
            var share = here * (outside * beside + inside * above);
            if (share > 0)
                visit(index, amperes * share, koenigsberger, remanence);
        });
    }
}
