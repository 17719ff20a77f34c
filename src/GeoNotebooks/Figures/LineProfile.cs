using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Figures;

/// <summary>
/// What lies along a line across maps: each channel in a chart of its own with its unit, probabilities together on one axis from 0 to 1, labels as strips, all against the distance from A.
/// A gap in a curve is a gap in the map; a gap in a strip is ground of which nobody knows.
/// </summary>
/// <param name="Line">The line, in the system of the maps.</param>
public sealed record LineProfile(ProfileLine Line)
{
    /// <summary>More stations than these no screen can show.</summary>
    private const int MostStations = 5000;

    /// <summary>Grids to read, one chart each, on nodes of their own.</summary>
    public IReadOnlyList<Grid> Channels { get; init; } = [];

    /// <summary>Maps of probability, 0 to 1.</summary>
    public IReadOnlyList<Grid> Probabilities { get; init; } = [];

    /// <summary>Standards of targets: what the map says.</summary>
    public IReadOnlyList<TargetLabels> Labels { get; init; } = [];

    /// <summary>Greatest distance between two stations in metres; null for half a cell of the finest map (and no more than 5000 stations).</summary>
    public double? StepMetres { get; init; }

    /// <summary>The charts, one below the other: channels, probabilities, labels.</summary>
    /// <param name="title">The title over all.</param>
    /// <param name="source">Where the maps come from.</param>
    /// <exception cref="ArgumentException">There is nothing to read along the line.</exception>
    /// <exception cref="InvalidDataException">Maps are in different systems or in degrees, the whole line lies off all of them, or a map of probability holds something else.</exception>
    public FigurePanel ToPanel(string title, FigureSource source)
    {
        IReadOnlyList<(string Name, GridGeometry Geometry)> maps =
            [.. Channels.Concat(Probabilities).Select(grid => (grid.Name, grid.Geometry)), .. Labels.Select(labels => (labels.Target, labels.Geometry))];
        if (maps.Count == 0)
            throw new ArgumentException($"profile '{title}': a profile needs a channel, a map of probability or labels to read along the line");
        foreach (var (name, geometry) in maps)
            if (geometry.Crs != maps[0].Geometry.Crs)
                throw new InvalidDataException($"profile '{title}': '{name}' is in {geometry.Crs}, '{maps[0].Name}' in {maps[0].Geometry.Crs}: bring both into one system first");
        var step = StepMetres ?? Math.Max(maps.Min(map => Math.Min(map.Geometry.CellWidthMetres, map.Geometry.CellHeightMetres)) / 2, Line.LengthMetres / MostStations);
        var stations = Line.Stations(step);
        if (!stations.Select(Line.At).Any(at => maps.Any(map => map.Geometry.NodeAt(at.X, at.Y) is not null)))
            throw new InvalidDataException($"profile '{title}': expected a line across the maps; from {ProfileLine.Place(Line.Points[0])} to {ProfileLine.Place(Line.Points[^1])} it lies off all of them "
                + $"('{maps[0].Name}' reaches from {ProfileLine.Place(CornerOf(maps[0].Geometry.Bounds, upper: false))} to {ProfileLine.Place(CornerOf(maps[0].Geometry.Bounds, upper: true))})");
        double[] kilometres = [.. stations.Select(metres => metres / 1000)];
        var charts = new List<ChartFigure>();
        foreach (var grid in Channels)
            charts.Add(Chart(grid.Name, source, new ChartAxis(grid.Unit is "1" ? "" : grid.Unit), 0.2, new LineSeries(grid.Name, kilometres, Line.Sample(grid, stations)) { WidthPixels = 1.6 }));
        if (Probabilities.Count > 0)
            charts.Add(Chart(Probabilities.Count == 1 ? $"Probability: {Probabilities[0].Name}" : "Probability", source, new ChartAxis("") { Minimum = 0, Maximum = 1 }, 0.22, [.. Probabilities.Select(grid => new LineSeries(grid.Name, kilometres, Probability(title, grid, stations)))]));
        if (Labels.Count > 0)
            charts.Add(LabelChart(source, stations));
        charts[0] = charts[0] with { Marks = [new(0, Line.Start), .. charts[0].Marks, new(Line.LengthMetres / 1000, Line.End)] };
        charts[^1] = charts[^1].WithX(Axis($"Distance from {Line.Start} to {Line.End}"));
        return new(title, source, 1, charts)
        {
            Subtitle = $"{Line.Start}: {ProfileLine.Place(Line.Points[0])}; {Line.End}: {ProfileLine.Place(Line.Points[^1])}; {maps[0].Geometry.Crs}; "
                + $"{NumberText.Significant(Line.LengthMetres / 1000, 3)} km{(Line.BendsMetres.Count > 0 ? ", dashed where it bends" : "")}, a reading each {NumberText.Significant(stations[1], 3)} m",
        };
    }

    private static Coordinate CornerOf(Envelope bounds, bool upper) => upper ? new(bounds.MaxX, bounds.MaxY) : new(bounds.MinX, bounds.MinY);

    private IReadOnlyList<double> Probability(string title, Grid grid, IReadOnlyList<double> stations)
    {
        var values = Line.Sample(grid, stations);
        return values.FirstOrDefault(value => value is < -1e-6 or > 1 + 1e-6) is var wrong && wrong == 0
            ? values
            : throw new InvalidDataException(FormattableString.Invariant($"profile '{title}': expected probabilities of 0 to 1 in '{grid.Name}'; found {wrong:0.####}: list it among the channels"));
    }

    private ChartFigure LabelChart(FigureSource source, IReadOnlyList<double> stations)
    {
        // Rows count from the bottom, a reader begins at the top.
        IReadOnlyList<TargetLabels> rows = [.. Labels.Reverse()];
        var read = rows.Select(labels => Line.Sample(labels, stations)).ToList();
        StripSeries Strips(string name, sbyte label, Rgb colour) => new(name, [.. read.SelectMany((values, row) => StripsOf(values, label, stations).Select(strip => (row, strip.From / 1000, strip.To / 1000)))]) { Colour = colour };
        var colours = new LabelLayer(rows[0]);
        return Chart("Labels of the map", source, new ChartAxis("") { Categories = [.. rows.Select(labels => labels.Target)] }, 0.15 + 0.025 * rows.Count,
            Strips("present", TargetLabels.Present, colours.Present), Strips("known to be absent", TargetLabels.Absent, colours.Absent));
    }

    /// <summary>The runs of a label; a run begins and ends half way between two stations.</summary>
    private static IEnumerable<(double From, double To)> StripsOf(IReadOnlyList<sbyte> values, sbyte label, IReadOnlyList<double> stations)
    {
        for (var first = 0; first < values.Count; first++)
        {
            if (values[first] != label)
                continue;
            var last = first;
            while (last + 1 < values.Count && values[last + 1] == label)
                last++;
            yield return (first == 0 ? 0 : (stations[first - 1] + stations[first]) / 2, last == values.Count - 1 ? stations[^1] : (stations[last] + stations[last + 1]) / 2);
            first = last;
        }
    }

    private ChartFigure Chart(string title, FigureSource source, ChartAxis y, double heightShare, params IReadOnlyList<ChartSeries> series) => new(title, source, Axis(""), y, series)
    {
        HeightShare = heightShare,
        SharesX = true,
        Marks = [.. Line.BendsMetres.Select(metres => new ChartMark(metres / 1000))],
    };

    private ChartAxis Axis(string label) => new(label, label.Length > 0 ? "km" : "") { Minimum = 0, Maximum = Line.LengthMetres / 1000 };
}
