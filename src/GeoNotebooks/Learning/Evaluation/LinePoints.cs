using NetTopologySuite.Geometries;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>Points along lines, each standing for an equal piece of its line.</summary>
internal static class LinePoints
{
    /// <summary>The middle of each piece; a line is cut into as many equal pieces as make each at most the spacing long.</summary>
    /// <param name="shape">Lines; other shapes have no points.</param>
    /// <param name="spacingMetres">Greatest length of a piece.</param>
    public static IEnumerable<Coordinate> Along(Geometry shape, double spacingMetres)
    {
        if (!(spacingMetres > 0))
            throw new ArgumentOutOfRangeException(nameof(spacingMetres), FormattableString.Invariant($"expected a spacing above 0 m; found {spacingMetres}"));
        for (var part = 0; part < shape.NumGeometries; part++)
            if (shape.GetGeometryN(part) is LineString { Length: > 0 } line)
                foreach (var point in Along(line.CoordinateSequence, line.Length, spacingMetres))
                    yield return point;
    }

    private static IEnumerable<Coordinate> Along(CoordinateSequence line, double length, double spacing)
    {
        var pieces = (int)Math.Ceiling(length / spacing);
        var (piece, behind) = (0, 0.0);
        for (var i = 1; i < line.Count; i++)
        {
            var (ax, ay, bx, by) = (line.GetX(i - 1), line.GetY(i - 1), line.GetX(i), line.GetY(i));
            var segment = double.Hypot(bx - ax, by - ay);
            for (; piece < pieces && (piece + 0.5) / pieces * length is var at && (at <= behind + segment || i == line.Count - 1); piece++)
            {
                var share = segment > 0 ? (at - behind) / segment : 0;
                yield return new(ax + share * (bx - ax), ay + share * (by - ay));
            }
            behind += segment;
        }
    }
}
