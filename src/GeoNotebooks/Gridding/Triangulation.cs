using NetTopologySuite.Geometries;
using NetTopologySuite.Shape.Fractal;
using NetTopologySuite.Triangulate;
using NetTopologySuite.Triangulate.QuadEdge;

namespace GeoNotebooks.Gridding;

/// <summary>Corners of the triangle about a place, and the place's barycentric coordinates in it, which sum to one.</summary>
internal readonly record struct TriangleCorners(int First, int Second, int Third, double A, double B, double C);

/// <summary>
/// The Delaunay triangles of points (NetTopologySuite's incremental subdivision with robust predicates), in buckets, so that the triangle about a place is found at once.
/// </summary>
internal sealed class Triangulation
{
    /// <summary>A place counts as inside when no barycentric coordinate is below this: places on an edge belong to one of its triangles.</summary>
    private const double Edge = -1e-9;

    private const int HilbertLevel = 15;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly int[] _corners;
    private readonly (double West, double South, double Size, int Columns, int Rows) _buckets;
    private readonly int[] _start;
    private readonly int[] _members;

    private Triangulation(double[] x, double[] y, int[] corners)
    {
        (_x, _y, _corners) = (x, y, corners);
        var (west, south) = (x.Min(), y.Min());
        var (width, height) = (Math.Max(x.Max() - west, 1e-9), Math.Max(y.Max() - south, 1e-9));
        var size = Math.Max(Math.Sqrt(width * height / Math.Max(1, Count)), Math.Max(width, height) / 4096);
        _buckets = (west, south, size, (int)(width / size) + 1, (int)(height / size) + 1);
        _start = new int[_buckets.Columns * _buckets.Rows + 1];
        for (var triangle = 0; triangle < Count; triangle++)
            foreach (var bucket in BucketsOf(triangle))
                _start[bucket + 1]++;
        for (var bucket = 0; bucket + 1 < _start.Length; bucket++)
            _start[bucket + 1] += _start[bucket];
        _members = new int[_start[^1]];
        var next = _start.ToArray();
        for (var triangle = 0; triangle < Count; triangle++)
            foreach (var bucket in BucketsOf(triangle))
                _members[next[bucket]++] = triangle;
    }

    public int Count => _corners.Length / 3;

    public static Triangulation Of(double[] x, double[] y)
    {
        // About the middle of the points: northings of seven digits would cost the predicates theirs. The height carries the index.
        var (middleX, middleY) = (x.Average(), y.Average());
        var sites = new Vertex[x.Length];
        var area = new Envelope();
        for (var i = 0; i < sites.Length; i++)
        {
            var site = new CoordinateZ(x[i] - middleX, y[i] - middleY, i);
            area.ExpandToInclude(site);
            sites[i] = new(site);
        }
        // Along a Hilbert curve each point falls into a triangle beside the last one; in the order of eastings the search crosses the whole strip.
        var scale = ((1 << HilbertLevel) - 1) / Math.Max(area.Width, area.Height);
        var codes = Array.ConvertAll(sites, site => HilbertCode.Encode(HilbertLevel, (int)((site.X - area.MinX) * scale), (int)((site.Y - area.MinY) * scale)));
        Array.Sort(codes, sites);
        var subdivision = new QuadEdgeSubdivision(area, 0);
        new IncrementalDelaunayTriangulator(subdivision).InsertSites(sites);
        var gathered = new Gathered();
        subdivision.VisitTriangles(gathered, false);
        return new(x, y, [.. gathered.Corners]);
    }

    /// <summary>Finds the triangle about a place; false outside the hull.</summary>
    public bool TryFind(double x, double y, out TriangleCorners corners)
    {
        var (column, row) = (Math.Floor((x - _buckets.West) / _buckets.Size), Math.Floor((y - _buckets.South) / _buckets.Size));
        corners = default;
        if (!(column >= 0 && row >= 0 && column < _buckets.Columns && row < _buckets.Rows))
            return false;
        var bucket = (int)row * _buckets.Columns + (int)column;
        for (var i = _start[bucket]; i < _start[bucket + 1]; i++)
        {
            var (first, second, third) = (_corners[3 * _members[i]], _corners[3 * _members[i] + 1], _corners[3 * _members[i] + 2]);
            var (ux, uy, vx, vy) = (_x[second] - _x[first], _y[second] - _y[first], _x[third] - _x[first], _y[third] - _y[first]);
            var (px, py, area) = (x - _x[first], y - _y[first], ux * vy - uy * vx);
            var (b, c) = ((px * vy - py * vx) / area, (ux * py - uy * px) / area);
            if (!(b >= Edge && c >= Edge && b + c <= 1 - Edge))
                continue;
            corners = new(first, second, third, 1 - b - c, b, c);
            return true;
        }
        return false;
    }

    private IEnumerable<int> BucketsOf(int triangle)
    {
        var (a, b, c) = (_corners[3 * triangle], _corners[3 * triangle + 1], _corners[3 * triangle + 2]);
        var (west, east) = (Column(Math.Min(_x[a], Math.Min(_x[b], _x[c]))), Column(Math.Max(_x[a], Math.Max(_x[b], _x[c]))));
        var (south, north) = (Row(Math.Min(_y[a], Math.Min(_y[b], _y[c]))), Row(Math.Max(_y[a], Math.Max(_y[b], _y[c]))));
        for (var row = south; row <= north; row++)
            for (var column = west; column <= east; column++)
                yield return row * _buckets.Columns + column;

        int Column(double x) => (int)((x - _buckets.West) / _buckets.Size);
        int Row(double y) => (int)((y - _buckets.South) / _buckets.Size);
    }

    private sealed class Gathered : ITriangleVisitor
    {
        public List<int> Corners { get; } = [];

        public void Visit(QuadEdge[] triEdges)
        {
            for (var i = 0; i < 3; i++)
                Corners.Add((int)triEdges[i].Orig.Coordinate.Z);
        }
    }
}
