using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Targets;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Bank.Transfer;

/// <summary>What a network finds off the map, in the order in which one would go and look.</summary>
/// <param name="Geometry">The nodes of the map that the lines were traced on.</param>
/// <param name="Lines">The lines, by rank.</param>
public sealed record OffMapLines(GridGeometry Geometry, IReadOnlyList<OffMapLine> Lines)
{
    /// <summary>Follows the flagged traces that leave the map's own lines.</summary>
    /// <param name="traces">Strength of each node as part of a line, as <see cref="LineTraces.Of"/> gives it.</param>
    /// <param name="threshold">Strength from which on a node is flagged (<see cref="FlagThreshold"/>).</param>
    /// <param name="mapped">The lines of the map.</param>
    /// <param name="awayMetres">What lies nearer to a mapped line is taken for that line: a map places a fault to a few hundred metres, and a network draws its zone.</param>
    /// <param name="options">The least length of a line.</param>
    /// <exception cref="InvalidDataException">The lines are in another system.</exception>
    public static OffMapLines Of(Grid traces, float threshold, VectorLayer mapped, double awayMetres = 1_200, FoundOptions? options = null)
    {
        options ??= new();
        var geometry = traces.Geometry;
        PolygonRaster.RequireSameSystem(geometry, mapped);
        var near = LineDistance.Metres(geometry, mapped.Features.Select(feature => feature.Shape), awayMetres);
        bool[] flagged = [.. traces.Values.Select((strength, node) => strength >= threshold && !(near[node] <= awayMetres))];
        var lines = FlaggedLines.Of(geometry, Thinning.Of(geometry, FlaggedSegments.AtLeast(geometry, flagged, options.LeastSegmentMetres)));
        var found = lines.Where(line => line.Length >= options.LeastSegmentMetres)
            .Select(line => new OffMapLine(0, line, line.Length / 1000, NodesOf(geometry, line).Average(node => traces.Values[node])))
            .OrderByDescending(line => line.ExpectedKilometres);
        return new(geometry, [.. found.Select((line, index) => line with { Rank = index + 1 })]);
    }

    /// <summary>Share of each line that lies near lines of a truth, in the order of <see cref="Lines"/>: for scoring alone.</summary>
    /// <param name="truth">The truth's lines.</param>
    /// <param name="toleranceMetres">How near.</param>
    public IReadOnlyList<double> SharesNear(VectorLayer truth, double toleranceMetres = 400)
    {
        PolygonRaster.RequireSameSystem(Geometry, truth);
        var distance = LineDistance.Metres(Geometry, truth.Features.Select(feature => feature.Shape), toleranceMetres);
        return [.. Lines.Select(line => NodesOf(Geometry, line.Line).Average(node => distance[node] <= toleranceMetres ? 1.0 : 0.0))];
    }

    /// <summary>One row a line: rank, length, strength, expected length and the place of its middle.</summary>
    /// <param name="first">How many.</param>
    public DataFrame Table(int first = 10)
    {
        var rows = Lines.Take(first).ToList();
        return new(
            new Int32DataFrameColumn("rank", rows.Select(line => line.Rank)),
            new DoubleDataFrameColumn("length, km", rows.Select(line => Math.Round(line.Kilometres, 1))),
            new DoubleDataFrameColumn("strength", rows.Select(line => Math.Round(line.Strength, 2))),
            new DoubleDataFrameColumn("expected, km", rows.Select(line => Math.Round(line.ExpectedKilometres, 1))),
            new DoubleDataFrameColumn("easting of the middle, m", rows.Select(line => Math.Round(Middle(line).X))),
            new DoubleDataFrameColumn("northing of the middle, m", rows.Select(line => Math.Round(Middle(line).Y))));

        static NetTopologySuite.Geometries.Coordinate Middle(OffMapLine line) => line.Line.GetCoordinateN(line.Line.NumPoints / 2);
    }

    /// <summary>The line runs from node to node.</summary>
    private static IEnumerable<int> NodesOf(GridGeometry geometry, NetTopologySuite.Geometries.LineString line) =>
        line.Coordinates.Select(place => geometry.NodeAt(place.X, place.Y) ?? throw new ArgumentException(FormattableString.Invariant($"expected a line on the nodes; found a vertex at ({place.X}, {place.Y})")));
}
