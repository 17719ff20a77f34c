using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>What the geological map does not show, drawn within the sheets and beyond them apart.</summary>
internal static class MapOmission
{
    private const double UnmappedShare = 0.27;
    private const int LeastUnmapped = 16;

    /// <summary>About a quarter of the intrusions is not on the map: half of those like the others, half with a deep roof.</summary>
    public static List<Body> OfIntrusions(RegionFrame frame, long seed, List<Body> bodies)
    {
        var random = RandomStream.For(seed, "unmapped intrusions");
        var inside = Enumerable.Range(0, bodies.Count).Where(i => frame.Holds(bodies[i].X, bodies[i].Y)).ToList();
        foreach (var group in new[] { inside, [.. Enumerable.Range(0, bodies.Count).Except(inside)] })
        {
            var count = (int)Math.Round(group.Count * UnmappedShare);
            count = ReferenceEquals(group, inside) ? Math.Max(count, LeastUnmapped) : count;
            var order = random.Permutation(group.Count);
            for (var k = 0; k < Math.Min(count, order.Length); k++)
            {
                var deep = k % 2 == 1;
                bodies[group[order[k]]] = bodies[group[order[k]]] with { Mapped = false, LikeMapped = !deep, Roof = deep ? random.Uniform(300, 1500) : 0 };
            }
        }
        return bodies;
    }

    /// <summary>About a quarter of the faults is not on the map: half of those like the others, half blind.</summary>
    public static List<Fault> OfFaults(RegionFrame frame, long seed, List<Fault> faults)
    {
        var random = RandomStream.For(seed, "unmapped faults");
        var inside = Enumerable.Range(0, faults.Count).Where(i => faults[i].Trace() is var trace && frame.Holds(trace[trace.Length / 2].X, trace[trace.Length / 2].Y)).ToList();
        foreach (var group in new[] { inside, [.. Enumerable.Range(0, faults.Count).Except(inside)] })
        {
            var count = (int)Math.Round(group.Count * UnmappedShare);
            count = ReferenceEquals(group, inside) ? Math.Max(count, LeastUnmapped) : count;
            var order = random.Permutation(group.Count);
            for (var k = 0; k < Math.Min(count, order.Length); k++)
                faults[group[order[k]]] = faults[group[order[k]]] with { Mapped = false, LikeMapped = k % 2 == 0 };
        }
        return faults;
    }
}
