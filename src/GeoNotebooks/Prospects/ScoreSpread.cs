using GeoNotebooks.Grids;

namespace GeoNotebooks.Prospects;

/// <summary>How far the score of each node differs from draw to draw: the spread of the target maps as the score has it. It keeps two sums a node (Welford 1962, Technometrics 4, 419-420), not the draws.</summary>
public sealed class ScoreSpread
{
    private double[]? _mean, _squares;
    private GridGeometry? _geometry;

    /// <summary>How many draws were seen.</summary>
    public int Count { get; private set; }

    /// <summary>Looks at draws as they pass on to who else needs them, such as <see cref="Zones.WithIntervals"/>.</summary>
    /// <param name="draws">Maps of the same nodes.</param>
    public IEnumerable<Grid> Watch(IEnumerable<Grid> draws)
    {
        foreach (var draw in draws)
        {
            Add(draw);
            yield return draw;
        }
    }

    /// <summary>Standard deviation over the draws, unit of the score; NaN where it has no answer.</summary>
    /// <exception cref="InvalidOperationException">Fewer than two draws were seen.</exception>
    public Grid ToGrid() => Count > 1 && _geometry is not null
        ? new(_geometry, [.. _squares!.Select(squares => (float)Math.Sqrt(squares / (Count - 1)))], "spread of the score", "1")
        : throw new InvalidOperationException($"a spread needs at least two draws of the map; seen: {Count}");

    private void Add(Grid draw)
    {
        if (_geometry is null)
            (_geometry, _mean, _squares) = (draw.Geometry, new double[draw.Values.Length], new double[draw.Values.Length]);
        draw.RequireSameNodes(_geometry, "the first draw");
        Count++;
        var (mean, squares, count) = (_mean!, _squares!, Count);
        Parallel.For(0, draw.Rows, row =>
        {
            for (var node = row * draw.Columns; node < (row + 1) * draw.Columns; node++)
            {
                var off = draw.Values[node] - mean[node];
                mean[node] += off / count;
                squares[node] += off * (draw.Values[node] - mean[node]);
            }
        });
    }
}
