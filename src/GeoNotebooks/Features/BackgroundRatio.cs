using GeoNotebooks.Grids;

namespace GeoNotebooks.Features;

/// <summary>
/// Contents over their local background: the geometric mean within a square window about the node, or in the square ring between two windows. A pure number, 1 where nothing stands out.
/// </summary>
/// <remarks>
/// The geometric mean, and not the median, because contents are near log-normal, so that the two agree on the background; a high sample pulls it by its logarithm over the number of nodes only; and it comes of sums over
/// rectangles, whose cost does not grow with the window, where a running median's does. The ring keeps an anomaly as wide as its hole out of its own background.
/// Zeros and values below the detection limit need substitutes first (<see cref="DetectionLimits"/>).
/// </remarks>
public static class BackgroundRatio
{
    /// <summary>Ratio to the background within a width in metres.</summary>
    /// <param name="contents">Contents above 0; NaN is left out of backgrounds and stays NaN.</param>
    /// <param name="windowMetres">Width of the window. It is made of the odd number of nodes that comes nearest.</param>
    /// <param name="holeMetres">Width of the square in its middle that is no background: 0 for none.</param>
    /// <param name="minimumShare">Smallest share of valued nodes in the part of the window within the grid; below it the result is NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is narrower than three nodes, or the hole not smaller than the window.</exception>
    /// <exception cref="InvalidDataException">Contents of 0 or less, no value at all, or a grid in degrees.</exception>
    public static Grid Of(Grid contents, double windowMetres, double holeMetres = 0, double minimumShare = 0.25)
    {
        var (width, height) = (contents.Geometry.CellWidthMetres, contents.Geometry.CellHeightMetres);
        if (!(windowMetres >= 2 * Math.Max(width, height)) || !double.IsFinite(windowMetres))
            throw new ArgumentOutOfRangeException(nameof(windowMetres), FormattableString.Invariant($"'{contents.Name}': expected a background window of at least {2 * Math.Max(width, height)} m, three nodes wide; found {windowMetres} m"));
        if (!(holeMetres >= 0 && holeMetres < windowMetres))
            throw new ArgumentOutOfRangeException(nameof(holeMetres), FormattableString.Invariant($"'{contents.Name}': expected a hole from 0 m to less than the window's {windowMetres} m; found {holeMetres} m"));
        return Of(contents, Half(windowMetres, height), Half(windowMetres, width), holeMetres > 0 ? (Half(holeMetres, height), Half(holeMetres, width)) : null, minimumShare);
    }

    /// <summary>Ratio to the background in a window counted in nodes.</summary>
    /// <param name="contents">Contents above 0; NaN is left out of backgrounds and stays NaN.</param>
    /// <param name="windowNodes">Width of the window, odd, from 3 up.</param>
    /// <param name="holeNodes">Width of the square in its middle that is no background, odd; 0 for none.</param>
    /// <param name="minimumShare">Smallest share of valued nodes in the part of the window within the grid; below it the result is NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window that is even or too small, or a hole that is even or not smaller than the window.</exception>
    /// <exception cref="InvalidDataException">Contents of 0 or less, or no value at all.</exception>
    public static Grid OfNodes(Grid contents, int windowNodes, int holeNodes = 0, double minimumShare = 0.25)
    {
        if (windowNodes < 3 || windowNodes % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(windowNodes), $"'{contents.Name}': expected a window of an odd number of nodes from 3 up, so that it has a centre; found {windowNodes}");
        if (holeNodes != 0 && (holeNodes < 1 || holeNodes % 2 == 0 || holeNodes >= windowNodes))
            throw new ArgumentOutOfRangeException(nameof(holeNodes), $"'{contents.Name}': expected a hole of 0 or of an odd number of nodes below the window's {windowNodes}; found {holeNodes}");
        return Of(contents, windowNodes / 2, windowNodes / 2, holeNodes > 0 ? (holeNodes / 2, holeNodes / 2) : null, minimumShare);
    }

    private static int Half(double metres, double cellMetres) => (int)Math.Min(Math.Floor(metres / (2 * cellMetres) + 1e-9), int.MaxValue / 4);

    private static Grid Of(Grid contents, int halfRows, int halfColumns, (int Rows, int Columns)? hole, double minimumShare)
    {
        if (!(minimumShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(minimumShare), FormattableString.Invariant($"'{contents.Name}': expected a share of valued nodes from 0 to 1; found {minimumShare}"));
        LogContents.RequirePositive(contents.Values, contents.Name, contents.Unit);
        if (hole == (halfRows, halfColumns))
            throw new ArgumentOutOfRangeException(nameof(hole), $"'{contents.Name}': expected a hole at least two nodes narrower than the window; on these cells both are {2 * halfRows + 1} x {2 * halfColumns + 1} nodes");
        var (rows, columns) = (contents.Rows, contents.Columns);
        var logs = new RectangleSums(rows, columns, node => float.IsNaN(contents.Values[node]) ? 0 : Math.Log(contents.Values[node]));
        var counts = new RectangleSums(rows, columns, node => float.IsNaN(contents.Values[node]) ? 0 : 1);
        var ratios = new float[contents.Values.Length];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var (sum, count, area) = Within(row, column, halfRows, halfColumns);
                if (hole is var (innerRows, innerColumns))
                {
                    var inner = Within(row, column, innerRows, innerColumns);
                    (sum, count, area) = (sum - inner.Sum, count - inner.Count, area - inner.Area);
                }
                // Of a missing value the ratio is missing as well, for NaN passes through.
                ratios[row * columns + column] = count > 0 && count >= minimumShare * area
                    ? (float)(contents.Values[row * columns + column] / Math.Exp(sum / count))
                    : float.NaN;
            }
        });
        return new(contents.Geometry, ratios, $"{contents.Name} over background", "1");

        (double Sum, double Count, double Area) Within(int row, int column, int halfHeight, int halfWidth)
        {
            var (top, bottom) = (Math.Max(row - halfHeight, 0), Math.Min(row + halfHeight + 1, rows));
            var (left, right) = (Math.Max(column - halfWidth, 0), Math.Min(column + halfWidth + 1, columns));
            return (logs.Within(top, left, bottom, right), counts.Within(top, left, bottom, right), (double)(bottom - top) * (right - left));
        }
    }
}
