using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>
/// Kriging at many places that lie denser than the points. The plane is laid out in squares as wide as the points are apart; the neighbourhoods about a square's
/// four corners are solved once and serve every place in it, each weighed by how near its corner is. The weights reach 0 with slope 0 at the far sides, so that
/// from square to square the surface goes on without a step or a kink, where a neighbourhood for each place changes by jumps.
/// </summary>
/// <remarks>
/// A corner serves a square when it knows every point within a diagonal of it (so that the surface still takes each point's value), and when a search radius cuts
/// nothing off. Otherwise the square is quartered, as about a cluster of stations, until so few places are left that each has a neighbourhood of its own.
/// The variance is the weighted mean of the corners' variances, which is never below the variance of the weighted mean of their estimates (Jensen's inequality).
/// </remarks>
internal sealed class KrigingSquares(Func<KrigingNeighbourhood> neighbourhood, Places places, float[] values, float[]? variances)
{
    /// <summary>Fewer places than this in a square are not worth its corners.</summary>
    private const int FewestPlaces = 5;

    /// <summary>Squares of a row that one worker takes at a time.</summary>
    private const int SquaresPerTask = 32;

    private readonly KrigingNeighbourhood _own = neighbourhood();
    private readonly Stack<KrigingNeighbourhood> _spare = new();

    /// <summary>Estimates at all places.</summary>
    /// <param name="neighbourhood">Makes a neighbourhood for one thread.</param>
    /// <param name="points">The points.</param>
    /// <param name="places">Where.</param>
    /// <param name="values">Takes the estimates.</param>
    /// <param name="variances">Takes the variances, where they are wanted.</param>
    /// <param name="progress">Told the share of the places that are done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static void Estimate(
        Func<KrigingNeighbourhood> neighbourhood, PointSet points, Places places, float[] values, float[]? variances, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
            return;
        // Points of a square net lie so far apart.
        var side = Math.Sqrt((points.X.Max() - points.X.Min()) * (points.Y.Max() - points.Y.Min()) / points.Count);
        if (!(side > 0))
            side = 1;
        var (west, south) = (places.X.Min(), places.Y.Min());
        var columns = (long)((places.X.Max() - west) / side) + 1;
        var (square, order) = (new long[places.Count], new int[places.Count]);
        for (var i = 0; i < places.Count; i++)
            (square[i], order[i]) = ((long)((places.Y[i] - south) / side) * columns + (long)((places.X[i] - west) / side), i);
        Array.Sort(square, order);
        // Where each task begins: at a new row of squares, or so many squares farther on in one.
        var starts = new List<int>();
        var before = (Row: -1L, Part: -1L);
        for (var i = 0; i < square.Length; i++)
            if ((square[i] / columns, square[i] % columns / SquaresPerTask) is var task && task != before)
            {
                starts.Add(i);
                before = task;
            }
        starts.Add(square.Length);
        var meter = new ShareMeter(places.Count, progress);
        Parallel.For(0, starts.Count - 1, new ParallelOptions { CancellationToken = cancellationToken }, () => new KrigingSquares(neighbourhood, places, values, variances), (task, _, worker) =>
        {
            worker.Row(square, order, starts[task], starts[task + 1], columns, west, south, side, cancellationToken);
            meter.Add(starts[task + 1] - starts[task]);
            return worker;
        }, _ => { });
    }

    /// <summary>Squares of one row, from west to east: the eastern corners of one are the western ones of the next.</summary>
    private void Row(long[] square, int[] order, int from, int to, long columns, double west, double south, double side, CancellationToken cancellationToken)
    {
        (long Square, KrigingNeighbourhood SouthEast, KrigingNeighbourhood NorthEast)? last = null;
        for (int next; from < to; from = next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (next = from + 1; next < to && square[next] == square[from]; next++)
            {
            }
            var members = order.AsSpan(from, next - from);
            if (members.Length < FewestPlaces)
            {
                Own(members);
                continue;
            }
            var (x, y) = (west + square[from] % columns * side, south + square[from] / columns * side);
            var beside = last is { } known && known.Square == square[from] - 1;
            var (southWest, northWest) = beside ? (last!.Value.SouthEast, last.Value.NorthEast) : (At(x, y), At(x, y + side));
            if (!beside && last is { } left)
                Return(left.SouthEast, left.NorthEast);
            var (southEast, northEast) = (At(x + side, y), At(x + side, y + side));
            Fill(x, y, side, southWest, southEast, northWest, northEast, members);
            Return(southWest, northWest);
            last = (square[from], southEast, northEast);
        }
        if (last is { } end)
            Return(end.SouthEast, end.NorthEast);
    }

    private void Fill(
        double x, double y, double side, KrigingNeighbourhood southWest, KrigingNeighbourhood southEast, KrigingNeighbourhood northWest, KrigingNeighbourhood northEast, Span<int> members)
    {
        if (members.Length < FewestPlaces)
        {
            Own(members);
            return;
        }
        var diagonal = Math.Sqrt(2) * side;
        if (southWest.Serves(diagonal) && southEast.Serves(diagonal) && northWest.Serves(diagonal) && northEast.Serves(diagonal))
        {
            foreach (var place in members)
            {
                var (px, py) = (places.X[place], places.Y[place]);
                var (eastward, northward) = (Eased((px - x) / side), Eased((py - y) / side));
                double Mean(double sw, double se, double nw, double ne) =>
                    (1 - northward) * ((1 - eastward) * sw + eastward * se) + northward * ((1 - eastward) * nw + eastward * ne);
                values[place] = (float)Mean(southWest.Estimate(px, py), southEast.Estimate(px, py), northWest.Estimate(px, py), northEast.Estimate(px, py));
                if (variances is not null)
                    variances[place] = (float)Mean(southWest.Variance(px, py), southEast.Variance(px, py), northWest.Variance(px, py), northEast.Variance(px, py));
            }
            return;
        }
        var half = side / 2;
        var (middleX, middleY) = (x + half, y + half);
        int Quarter(int place) => (places.Y[place] >= middleY ? 2 : 0) + (places.X[place] >= middleX ? 1 : 0);
        members.Sort((a, b) => Quarter(a).CompareTo(Quarter(b)));
        Span<int> ends = stackalloc int[5];
        foreach (var place in members)
            ends[Quarter(place) + 1]++;
        for (var i = 1; i < 5; i++)
            ends[i] += ends[i - 1];
        var (south, west, centre, east, north) = (At(middleX, y), At(x, middleY), At(middleX, middleY), At(x + side, middleY), At(middleX, y + side));
        Fill(x, y, half, southWest, south, west, centre, members[..ends[1]]);
        Fill(middleX, y, half, south, southEast, centre, east, members[ends[1]..ends[2]]);
        Fill(x, middleY, half, west, centre, northWest, north, members[ends[2]..ends[3]]);
        Fill(middleX, middleY, half, centre, east, north, northEast, members[ends[3]..]);
        Return(south, west, centre, east, north);
    }

    private void Own(ReadOnlySpan<int> members)
    {
        foreach (var place in members)
        {
            _own.MoveTo(places.X[place], places.Y[place]);
            values[place] = (float)_own.Estimate(places.X[place], places.Y[place]);
            if (variances is not null)
                variances[place] = (float)_own.Variance(places.X[place], places.Y[place]);
        }
    }

    private KrigingNeighbourhood At(double x, double y)
    {
        var found = _spare.TryPop(out var spare) ? spare : neighbourhood();
        found.MoveTo(x, y);
        return found;
    }

    private void Return(params ReadOnlySpan<KrigingNeighbourhood> used)
    {
        foreach (var one in used)
            _spare.Push(one);
    }

    /// <summary>From 0 to 1 with no slope at either end.</summary>
    private static double Eased(double t) => Math.Clamp(t, 0, 1) is var share ? share * share * (3 - 2 * share) : 0;
}
