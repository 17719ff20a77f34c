using GeoNotebooks.Grids;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Thins flagged ground to lines about one node wide that keep its connections: nodes are peeled off from two sides in turn until none can go without breaking a line or shortening it (Zhang and Suen
/// 1984, Communications of the ACM 27, 236-239).
/// </summary>
public static class Thinning
{
    /// <summary>The middle lines of flagged ground.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="flagged">One flag a node, row after row from the north-west corner.</param>
    /// <returns>One flag a node, a part of the flags given.</returns>
    public static bool[] Of(GridGeometry geometry, bool[] flagged)
    {
        if (flagged.Length != geometry.Count)
            throw new ArgumentException($"a grid of {geometry.Rows} x {geometry.Columns} holds {geometry.Count} flags; found {flagged.Length}");
        // A frame of unflagged nodes, so that each node has eight neighbours.
        var wide = geometry.Columns + 2;
        var thin = new bool[(geometry.Rows + 2) * wide];
        var nodes = new List<int>();
        for (var node = 0; node < flagged.Length; node++)
            if (flagged[node])
            {
                var at = (node / geometry.Columns + 1) * wide + node % geometry.Columns + 1;
                thin[at] = true;
                nodes.Add(at);
            }
        // P2 to P9: from the north neighbour round by the east.
        int[] round = [-wide, -wide + 1, 1, wide + 1, wide, wide - 1, -1, -wide - 1];
        var peeled = new List<int>();
        bool changed;
        do
        {
            changed = false;
            for (var side = 0; side < 2; side++)
            {
                peeled.Clear();
                foreach (var node in nodes)
                    if (Peels(thin, node, round, side))
                        peeled.Add(node);
                // All at once, as in the paper, a square of four nodes would vanish; one by one, each looked at again, no piece is lost or broken.
                foreach (var node in peeled)
                    thin[node] = !Peels(thin, node, round, side);
                changed |= nodes.RemoveAll(node => !thin[node]) > 0;
            }
        }
        while (changed);
        var lines = new bool[flagged.Length];
        foreach (var node in nodes)
            lines[(node / wide - 1) * geometry.Columns + node % wide - 1] = true;
        return lines;
    }

    /// <summary>The conditions of the paper: 2 to 6 neighbours, one run of them, and room on the side that is peeled.</summary>
    private static bool Peels(bool[] thin, int node, int[] round, int side)
    {
        int neighbours = 0, runs = 0;
        for (var i = 0; i < 8; i++)
        {
            var here = thin[node + round[i]];
            neighbours += here ? 1 : 0;
            runs += !here && thin[node + round[(i + 1) % 8]] ? 1 : 0;
        }
        if (neighbours is < 2 or > 6 || runs != 1)
            return false;
        var (north, east, south, west) = (thin[node + round[0]], thin[node + round[2]], thin[node + round[4]], thin[node + round[6]]);
        return side == 0 ? !(north && east && south) && !(east && south && west) : !(north && east && west) && !(north && south && west);
    }
}
