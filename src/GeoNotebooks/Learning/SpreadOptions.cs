using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>How the spread of a network's answer is found: the network is run several times with other maps dropped (Monte Carlo dropout; Gal and Ghahramani, 2016, ICML).</summary>
/// <param name="Passes">Passes over the ground. The first is the way down and the way up; the rest, under the same view, are the way up alone.</param>
/// <param name="Views">1, 4 (the quarter turns) or 8 (mirrored too): pass k looks at the ground in view k modulo views, so that as many passes cost little more and mean and spread cover both. At most as many as passes.</param>
/// <param name="Seed">Seed of the dropped maps. Pass k drops the same maps in every window: one thinned network over the whole ground.</param>
/// <param name="Threads">Threads of libtorch; 0 takes one for each processor.</param>
public sealed record SpreadOptions(int Passes = 8, int Views = 1, long Seed = 1, int Threads = 0)
{
    /// <summary>Windows; null takes the training tiles' size, overlapping by half.</summary>
    public WindowOptions? Windows { get; init; }

    /// <summary>True for the network as it is, without dropped maps: one pass a view, whose spread is that of the views.</summary>
    public bool Whole { get; init; }

    /// <summary>The plain answer, from so many views.</summary>
    /// <param name="views">1, 4 or 8.</param>
    public static SpreadOptions Plain(int views = 1) => new(views, views) { Whole = true };

    internal IReadOnlyList<NetworkPass> NetworkPasses()
    {
        if (Passes < 1 || Views > Passes)
            throw new ArgumentException($"a spread needs at least 1 pass, and no more views than passes; found {Passes} passes and {Views} views");
        var turns = Turns(Views);
        return [.. Enumerable.Range(0, Passes).Select(pass => new NetworkPass(turns[pass % Views], Whole ? null : (Seed, pass)))];
    }

    /// <summary>The first so many of the eight ways to turn a square.</summary>
    internal static TileTurn[] Turns(int views) => views is 1 or 4 or 8
        ? [.. new[] { false, true }.SelectMany(mirrored => Enumerable.Range(0, 4).Select(quarters => new TileTurn(quarters, mirrored))).Take(views)]
        : throw new ArgumentException($"the ground is looked at in 1, 4 or 8 views; found {views}");
}
