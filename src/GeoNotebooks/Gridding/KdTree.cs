namespace GeoNotebooks.Gridding;

/// <summary>
/// Points of a plane, sorted so that the nearest to a place are found in logarithmic time (Bentley 1975, Communications of the ACM 18, 509-517).
/// A place is never compared by more than distance and index: what is found does not depend on how the tree was built.
/// </summary>
internal sealed class KdTree
{
    private const int LeafSize = 8;
    private const int WorthAThread = 50_000;

    // In the order of the tree, so that a leaf is one stretch of memory.
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly int[] _index;
    private readonly bool[] _splitsNorth;

    public KdTree(double[] x, double[] y)
    {
        (_index, _splitsNorth) = ([.. Enumerable.Range(0, x.Length)], new bool[x.Length]);
        Build(x, y, 0, x.Length);
        _x = [.. _index.Select(i => x[i])];
        _y = [.. _index.Select(i => y[i])];
    }

    public int Count => _index.Length;

    private void Build(double[] x, double[] y, int from, int to)
    {
        if (to - from <= LeafSize)
            return;
        double minX = double.PositiveInfinity, maxX = double.NegativeInfinity, minY = double.PositiveInfinity, maxY = double.NegativeInfinity;
        for (var i = from; i < to; i++)
        {
            var (px, py) = (x[_index[i]], y[_index[i]]);
            (minX, maxX, minY, maxY) = (Math.Min(minX, px), Math.Max(maxX, px), Math.Min(minY, py), Math.Max(maxY, py));
        }
        var middle = (from + to) / 2;
        _splitsNorth[middle] = maxY - minY > maxX - minX;
        Select(_splitsNorth[middle] ? y : x, from, to - 1, middle);
        if (to - from > WorthAThread)
        {
            Parallel.Invoke(() => Build(x, y, from, middle), () => Build(x, y, middle + 1, to));
            return;
        }
        Build(x, y, from, middle);
        Build(x, y, middle + 1, to);
    }

    /// <summary>Moves the index with the n-th smallest key to place n, smaller ones before it (Hoare 1961).</summary>
    private void Select(double[] keys, int low, int high, int n)
    {
        while (low < high)
        {
            var pivot = keys[_index[(low + high) / 2]];
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (keys[_index[left]] < pivot)
                    left++;
                while (keys[_index[right]] > pivot)
                    right--;
                if (left > right)
                    break;
                (_index[left], _index[right]) = (_index[right], _index[left]);
                left++;
                right--;
            }
            if (n <= right)
                high = right;
            else if (n >= left)
                low = left;
            else
                return;
        }
    }

    /// <summary>A search of one thread: at most so many points, none farther than a distance.</summary>
    internal sealed class Search(KdTree tree, int maximumCount, double maximumDistance = double.PositiveInfinity)
    {
        private readonly double _reach = maximumDistance * maximumDistance;
        private readonly int _limit = Math.Min(maximumCount, tree.Count);
        private double _atX;
        private double _atY;

        /// <summary>Indices of the points found, nearest first; of equally near ones the smaller index first.</summary>
        public int[] Index { get; } = new int[Math.Min(maximumCount, tree.Count)];

        /// <summary>Their squared distances.</summary>
        public double[] Squared { get; } = new double[Math.Min(maximumCount, tree.Count)];

        /// <summary>How many were found.</summary>
        public int Found { get; private set; }

        /// <summary>Finds the points nearest to a place and returns how many there are.</summary>
        public int Near(double x, double y)
        {
            (_atX, _atY, Found) = (x, y, 0);
            Visit(0, tree.Count);
            return Found;
        }

        private void Visit(int from, int to)
        {
            if (to - from <= LeafSize)
            {
                for (var i = from; i < to; i++)
                    Consider(i);
                return;
            }
            var middle = (from + to) / 2;
            var beyond = tree._splitsNorth[middle] ? _atY - tree._y[middle] : _atX - tree._x[middle];
            if (beyond < 0)
                Visit(from, middle);
            else
                Visit(middle + 1, to);
            Consider(middle);
            if (beyond * beyond > (Found < _limit ? _reach : Squared[Found - 1]))
                return;
            if (beyond < 0)
                Visit(middle + 1, to);
            else
                Visit(from, middle);
        }

        private void Consider(int at)
        {
            var (dx, dy, index) = (tree._x[at] - _atX, tree._y[at] - _atY, tree._index[at]);
            var squared = dx * dx + dy * dy;
            if (squared > _reach || (Found == _limit && Before(Found - 1)))
                return;
            var place = Found < _limit ? Found++ : Found - 1;
            for (; place > 0 && !Before(place - 1); place--)
                (Squared[place], Index[place]) = (Squared[place - 1], Index[place - 1]);
            (Squared[place], Index[place]) = (squared, index);

            bool Before(int other) => Squared[other] < squared || (Squared[other] == squared && Index[other] < index);
        }
    }
}
