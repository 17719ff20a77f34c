using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects.Evidence;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace GeoNotebooks.Prospects;

/// <summary>Zones: connected pieces of the best ground of a prospectivity map.</summary>
public static class Zones
{
    private const int None = -1;

    /// <summary>
    /// Cuts zones out of a map. The map is smoothed and its best ground taken; nodes join from the highest down, each the zone among its eight neighbours with the highest summit, and where two zones meet they become one
    /// if the saddle is high enough.
    /// </summary>
    /// <param name="map">The score, higher is better; NaN where there is no answer.</param>
    /// <param name="options">The rules.</param>
    /// <returns>The zones by rank; none where every piece is too small.</returns>
    /// <exception cref="ArgumentException">Rules out of range, or a rotated grid.</exception>
    /// <exception cref="InvalidDataException">No node has a score.</exception>
    public static IReadOnlyList<Zone> Of(Grid map, ZoneOptions? options = null)
    {
        options ??= new();
        options.Require();
        map.Geometry.RequireUnrotated("the zones of a map");
        if (Array.TrueForAll(map.Values, float.IsNaN))
            throw new InvalidDataException($"'{map.Name}': expected nodes with a score to cut zones from; every node is blank");
        var heights = options.SmoothingMetres > 0 ? WavelengthFilter.GaussianLowPass(map, options.SmoothingMetres).Values : map.Values;
        var order = Enumerable.Range(0, heights.Length).Where(node => !float.IsNaN(map.Values[node])).OrderByDescending(node => heights[node]).ThenBy(node => node).ToArray();
        var best = order.AsSpan(0, Math.Clamp((int)Math.Round(options.AreaShare * order.Length), 1, order.Length));
        var pieces = Pieces(map.Geometry, heights, best, options.Saddle);
        var ranked = pieces
            .Where(piece => piece.Count * map.Geometry.CellAreaSquareKilometres >= options.SmallestSquareKilometres)
            .Select(piece => (Nodes: piece, Score: piece.Average(node => (double)map.Values[node])))
            .OrderByDescending(piece => piece.Score).ThenByDescending(piece => piece.Nodes.Count).ThenBy(piece => piece.Nodes[0]);
        // The first node of a piece is the one that it began with.
        return [.. ranked.Select((piece, i) => new Zone(
            i + 1, ShapeOf(map.Geometry, piece.Nodes), piece.Nodes, piece.Nodes.Count * map.Geometry.CellAreaSquareKilometres, piece.Score, piece.Nodes[0]))];
    }

    /// <summary>Ground that the best zones of two maps share, over the ground of either (intersection over union): whether another seed would have sent the geologist elsewhere.</summary>
    /// <param name="first">Zones by rank.</param>
    /// <param name="second">Zones of another map of the same nodes.</param>
    /// <param name="count">How many of the best.</param>
    /// <returns>From 0 to 1; NaN where neither has a zone.</returns>
    public static double Overlap(IReadOnlyList<Zone> first, IReadOnlyList<Zone> second, int count = 10)
    {
        var (one, other) = (first.Take(count).SelectMany(zone => zone.Nodes).ToHashSet(), second.Take(count).SelectMany(zone => zone.Nodes).ToHashSet());
        var shared = one.Count(other.Contains);
        return shared / (double)(one.Count + other.Count - shared);
    }

    /// <summary>The zones with the interval of their scores over draws of the map.</summary>
    /// <param name="zones">The zones.</param>
    /// <param name="draws">Maps of the same nodes, two or more; each is looked at once.</param>
    public static IReadOnlyList<Zone> WithIntervals(IReadOnlyList<Zone> zones, IEnumerable<Grid> draws)
    {
        var scores = draws.Select(draw => zones.Select(zone => zone.Nodes.Average(node => (double)draw.Values[node])).ToArray()).ToList();
        return scores.Count > 1
            ? [.. zones.Select((zone, i) => zone with { Interval = Interval([.. scores.Select(of => of[i]).Order()]) })]
            : throw new ArgumentException($"an interval needs at least two draws of the map; found {scores.Count}");
    }

    /// <summary>The zones as a layer for GIS: rank, area (km2), score and, where they are known, its interval and the answers of the evidence card.</summary>
    /// <param name="zones">The zones.</param>
    /// <param name="crs">The system of the map that they were cut from.</param>
    /// <param name="cards">Cards of some of them.</param>
    public static VectorLayer Layer(IReadOnlyList<Zone> zones, Crs crs, IReadOnlyList<EvidenceCard>? cards = null) => new("zones", crs, [.. zones.Select(zone =>
    {
        var attributes = new Dictionary<string, object?>
        {
            ["rank"] = (long)zone.Rank,
            ["area_km2"] = zone.AreaSquareKilometres,
            ["score"] = zone.Score,
            ["low"] = zone.Interval?.Low,
            ["high"] = zone.Interval?.High,
        };
        foreach (var (question, answer) in cards?.FirstOrDefault(card => card.Zone.Rank == zone.Rank)?.Answers ?? [])
            attributes[question.TrimEnd('?').ToLowerInvariant().Replace(' ', '_')] = answer;
        return new VectorFeature(zone.Shape, attributes);
    })]);

    private static (double Low, double High) Interval(double[] sorted) => (
        MathNet.Numerics.Statistics.SortedArrayStatistics.Quantile(sorted, 0.025), MathNet.Numerics.Statistics.SortedArrayStatistics.Quantile(sorted, 0.975));

    /// <summary>Pieces of ground, each from its summit down.</summary>
    private static List<List<int>> Pieces(GridGeometry geometry, float[] heights, ReadOnlySpan<int> order, double saddle)
    {
        var pieceOf = new int[heights.Length];
        Array.Fill(pieceOf, None);
        var pieces = new List<List<int>>();
        var near = new List<int>(8);
        foreach (var node in order)
        {
            near.Clear();
            var (row, column) = (node / geometry.Columns, node % geometry.Columns);
            for (var r = Math.Max(0, row - 1); r <= Math.Min(geometry.Rows - 1, row + 1); r++)
                for (var c = Math.Max(0, column - 1); c <= Math.Min(geometry.Columns - 1, column + 1); c++)
                    if (pieceOf[r * geometry.Columns + c] is not None and var piece && !near.Contains(piece))
                        near.Add(piece);
            if (near.Count == 0)
            {
                near.Add(pieces.Count);
                pieces.Add([]);
            }
            // The lower its number, the earlier a piece began, and the higher its summit.
            near.Sort();
            Join(near[0], [node]);
            foreach (var lower in near.Skip(1))
                if (heights[node] >= saddle * heights[pieces[lower][0]])
                {
                    Join(near[0], pieces[lower]);
                    pieces[lower].Clear();
                }
        }
        pieces.RemoveAll(piece => piece.Count == 0);
        return pieces;

        void Join(int piece, List<int> nodes)
        {
            foreach (var node in nodes)
                pieceOf[node] = piece;
            pieces[piece].AddRange(nodes);
        }
    }

    private static Geometry ShapeOf(GridGeometry geometry, List<int> nodes)
    {
        var runs = new List<Geometry>();
        foreach (var row in nodes.Order().GroupBy(node => node / geometry.Columns))
        {
            var (first, last) = (None, None);
            foreach (var column in row.Select(node => node % geometry.Columns))
            {
                if (first != None && column == last + 1)
                {
                    last = column;
                    continue;
                }
                Add(row.Key, first, last);
                (first, last) = (column, column);
            }
            Add(row.Key, first, last);
        }
        return UnaryUnionOp.Union(runs);

        void Add(int row, int first, int last)
        {
            if (first != None)
                runs.Add(GeometryFactory.Default.ToGeometry(geometry.Window(row, first, 1, last - first + 1).Bounds));
        }
    }
}
