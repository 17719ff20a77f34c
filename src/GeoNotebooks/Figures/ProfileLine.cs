using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>A line across a map, straight or bent, along which maps are read. Distances run from its beginning, A, along all its bends.</summary>
public sealed record ProfileLine
{
    private readonly double[] _metres;

    /// <summary>A line through points, from A to B.</summary>
    /// <param name="points">Two points or more, x = easting and y = northing in metres of the system of the maps.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, one has no place, or the line has no length.</exception>
    public ProfileLine(params IReadOnlyList<Coordinate> points)
    {
        if (points.Count < 2 || points.Any(point => !double.IsFinite(point.X + point.Y)))
            throw new ArgumentException($"a profile needs two points or more that all have a place; found {string.Join(", ", points.Select(Place))}");
        _metres = new double[points.Count];
        for (var i = 1; i < points.Count; i++)
            _metres[i] = _metres[i - 1] + points[i - 1].Distance(points[i]);
        if (_metres[^1] == 0)
            throw new ArgumentException($"a profile needs a line of some length; found nothing but the point {Place(points[0])}");
        Points = points;
    }

    /// <summary>The points that the line goes through.</summary>
    public IReadOnlyList<Coordinate> Points { get; }

    /// <summary>What the beginning is called on the map and over the profile.</summary>
    public string Start { get; init; } = "A";

    /// <summary>What the end is called.</summary>
    public string End { get; init; } = "B";

    /// <summary>Length along all bends.</summary>
    public double LengthMetres => _metres[^1];

    /// <summary>Distances of the bends from A, in metres, without the two ends.</summary>
    public IReadOnlyList<double> BendsMetres => [.. _metres.Skip(1).SkipLast(1).Where(metres => metres > 0 && metres < LengthMetres).Distinct()];

    /// <summary>The point at a distance from A; the ends for distances beyond them.</summary>
    public Coordinate At(double metres)
    {
        var leg = Math.Clamp(Array.FindIndex(_metres, reached => reached >= metres) is >= 0 and var found ? found : _metres.Length - 1, 1, _metres.Length - 1);
        var length = _metres[leg] - _metres[leg - 1];
        var share = length > 0 ? Math.Clamp((metres - _metres[leg - 1]) / length, 0, 1) : 1;
        var (from, to) = (Points[leg - 1], Points[leg]);
        return new(from.X + share * (to.X - from.X), from.Y + share * (to.Y - from.Y));
    }

    /// <summary>Distances from A, evenly spaced from 0 to the whole length.</summary>
    /// <param name="stepMetres">The largest spacing; the line is divided into as many equal parts as it takes.</param>
    public IReadOnlyList<double> Stations(double stepMetres)
    {
        if (!(stepMetres > 0))
            throw new ArgumentException(FormattableString.Invariant($"the stations of a profile need a spacing above 0 m; found {stepMetres}"));
        var parts = (int)Math.Ceiling(LengthMetres / stepMetres * (1 - 1e-12));
        return [.. Enumerable.Range(0, parts + 1).Select(i => LengthMetres * i / parts)];
    }

    /// <summary>The values of a grid at stations: bilinear between its nodes, NaN off the grid and between nodes of which one is blank.</summary>
    /// <param name="grid">The grid, in the system of the line.</param>
    /// <param name="stationsMetres">Distances from A.</param>
    public IReadOnlyList<double> Sample(Grid grid, IReadOnlyList<double> stationsMetres) => [.. stationsMetres.Select(metres => Value(grid, At(metres)))];

    /// <summary>The labels at stations, each of the node whose cell the station lies in: a label has no value between nodes. Unknown off the map.</summary>
    /// <param name="labels">The labels, in the system of the line.</param>
    /// <param name="stationsMetres">Distances from A.</param>
    public IReadOnlyList<sbyte> Sample(TargetLabels labels, IReadOnlyList<double> stationsMetres) =>
        [.. stationsMetres.Select(metres => At(metres) is var at && labels.Geometry.NodeAt(at.X, at.Y) is { } node ? labels.Values[node] : TargetLabels.Unknown)];

    /// <summary>The line on a map, with the names of its ends: layers to put on top of others.</summary>
    /// <param name="name">The name in the legend.</param>
    public IReadOnlyList<MapLayer> MapLayers(string? name = null)
    {
        var line = new GeometryFactory().CreateLineString([.. Points]);
        return [
            // A pale edge keeps the line in sight on dark ground.
            new LineLayer("edge of the profile", line) { Stroke = "#ffffff", WidthPixels = 4.6, Opacity = 0.85, InLegend = false },
            new LineLayer(name ?? $"profile {Start}\u2013{End}", line) { Stroke = "#111111", WidthPixels = 2.2 },
            // The names stand off the line, on the sides away from each other.
            new PointLayer("beginning of the profile", [Points[0]]) { Labels = [Start], LabelsLeft = Points[0].X <= Points[^1].X, SizePixels = 9, InLegend = false },
            new PointLayer("end of the profile", [Points[^1]]) { Labels = [End], LabelsLeft = Points[0].X > Points[^1].X, SizePixels = 9, InLegend = false },
        ];
    }

    /// <summary>A station on a node has the node's value, whatever lies beside it.</summary>
    private static double Value(Grid grid, Coordinate at)
    {
        var (row, column) = grid.Geometry.At(at.X, at.Y);
        var (nearestRow, nearestColumn) = (Math.Round(row), Math.Round(column));
        return Math.Abs(row - nearestRow) + Math.Abs(column - nearestColumn) < 1e-9 && grid.Geometry.NodeAt(at.X, at.Y) is { } node ? grid.Values[node] : grid.At(at);
    }

    internal static string Place(Coordinate point) => FormattableString.Invariant($"{point.X:0} E, {point.Y:0} N");
}
