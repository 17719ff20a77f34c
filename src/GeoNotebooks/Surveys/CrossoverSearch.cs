namespace GeoNotebooks.Surveys;

/// <summary>
/// Finds where flight lines and tie lines cross. Each line carries a binary tree of bounding boxes over its samples; two lines are compared only where their boxes meet,
/// so that the work grows with the number of crossings and not with the product of the samples.
/// </summary>
internal static class CrossoverSearch
{
    /// <summary>Tolerance of a crossing's place, in distances between samples.</summary>
    private const double Hair = 1e-7;

    /// <summary>Boxes this far apart meet, so that rounding hides no crossing.</summary>
    private const double BoxMarginMetres = 1e-3;

    /// <summary>All crossings of the flight lines with the tie lines of the same survey, but for those that fall into a gap.</summary>
    public static List<Crossover> Find(LineSet set)
    {
        var steps = set.FiducialSteps();
        var boxes = set.Lines.Select(line => new BoxTree(set, line)).ToArray();
        var ties = Enumerable.Range(0, boxes.Length).Where(i => set.Lines[i].IsTie).ToArray();
        var found = new List<Crossover>[boxes.Length];
        Parallel.For(0, boxes.Length, line =>
        {
            found[line] = [];
            if (set.Lines[line].IsTie)
                return;
            foreach (var tie in ties)
                if (set.Lines[tie].Survey == set.Lines[line].Survey)
                    Meet(set, boxes[line], 1, boxes[tie], 1, line, tie, steps[set.Lines[line].Survey], found[line]);
        });
        return [.. found.SelectMany(crossovers => crossovers)];
    }

    private static void Meet(LineSet set, BoxTree a, int nodeA, BoxTree b, int nodeB, int line, int tie, double step, List<Crossover> found)
    {
        if (!a.Meets(nodeA, b, nodeB))
            return;
        var ((fromA, toA), (fromB, toB)) = (a.Segments(nodeA), b.Segments(nodeB));
        if (toA - fromA == 1 && toB - fromB == 1)
            Cross(set, fromA, fromB, line, tie, step, found);
        else if (toA - fromA >= toB - fromB)
        {
            Meet(set, a, 2 * nodeA, b, nodeB, line, tie, step, found);
            Meet(set, a, 2 * nodeA + 1, b, nodeB, line, tie, step, found);
        }
        else
        {
            Meet(set, a, nodeA, b, 2 * nodeB, line, tie, step, found);
            Meet(set, a, nodeA, b, 2 * nodeB + 1, line, tie, step, found);
        }
    }

    /// <summary>The crossing of the stretches from sample <paramref name="i"/> and <paramref name="j"/> to the next ones, if they cross. A crossing on a sample belongs to two stretches, or by rounding to none: it is let in a hair beyond the ends, and kept once.</summary>
    private static void Cross(LineSet set, int i, int j, int line, int tie, double step, List<Crossover> found)
    {
        if (set.Fiducials[i + 1] - set.Fiducials[i] > 1.5 * step || set.Fiducials[j + 1] - set.Fiducials[j] > 1.5 * step)
            return;
        var (ax, ay, bx, by) = (set.X[i + 1] - set.X[i], set.Y[i + 1] - set.Y[i], set.X[j + 1] - set.X[j], set.Y[j + 1] - set.Y[j]);
        var cross = ax * by - ay * bx;
        if (cross == 0)
            return;
        var (dx, dy) = (set.X[j] - set.X[i], set.Y[j] - set.Y[i]);
        var (s, t) = ((dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross);
        if (!(s >= -Hair && s <= 1 + Hair && t >= -Hair && t <= 1 + Hair))
            return;
        foreach (var other in found)
            if (other.Tie == tie && Math.Abs(other.LineSample - i - s) < 3 * Hair && Math.Abs(other.TieSample - j - t) < 3 * Hair)
                return;
        double lineChange = (double)set.Values[i + 1] - set.Values[i], tieChange = (double)set.Values[j + 1] - set.Values[j];
        // Slopes along two directions give the gradient: g . a = lineChange, g . b = tieChange.
        var (gx, gy) = ((lineChange * by - tieChange * ay) / cross, (tieChange * ax - lineChange * bx) / cross);
        found.Add(new(line, tie, set.X[i] + s * ax, set.Y[i] + s * ay, i + s, j + t, set.Values[i] + s * lineChange, set.Values[j] + t * tieChange, Math.Sqrt(gx * gx + gy * gy)));
    }

    /// <summary>Boxes about the stretches between samples: node 1 holds all, nodes 2n and 2n + 1 the halves of node n.</summary>
    private sealed class BoxTree
    {
        private readonly Dictionary<int, (int From, int To)> _segments = [];
        private readonly Dictionary<int, (double West, double East, double South, double North)> _boxes = [];

        public BoxTree(LineSet set, FlightLine line)
        {
            if (line.Count > 1)
                Build(set, 1, line.Start, line.End - 1);
        }

        public (int From, int To) Segments(int node) => _segments[node];

        public bool Meets(int node, BoxTree other, int otherNode) =>
            _boxes.TryGetValue(node, out var a) && other._boxes.TryGetValue(otherNode, out var b)
            && a.West <= b.East + BoxMarginMetres && b.West <= a.East + BoxMarginMetres && a.South <= b.North + BoxMarginMetres && b.South <= a.North + BoxMarginMetres;

        private (double West, double East, double South, double North) Build(LineSet set, int node, int from, int to)
        {
            (double West, double East, double South, double North) box;
            if (to - from == 1)
            {
                box = (Math.Min(set.X[from], set.X[to]), Math.Max(set.X[from], set.X[to]), Math.Min(set.Y[from], set.Y[to]), Math.Max(set.Y[from], set.Y[to]));
            }
            else
            {
                var middle = (from + to) / 2;
                var (a, b) = (Build(set, 2 * node, from, middle), Build(set, 2 * node + 1, middle, to));
                box = (Math.Min(a.West, b.West), Math.Max(a.East, b.East), Math.Min(a.South, b.South), Math.Max(a.North, b.North));
            }
            _segments[node] = (from, to);
            return _boxes[node] = box;
        }
    }
}
