using GeoNotebooks.Features;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>
/// Lines drawn through a map of probabilities, as a person traces faults along the crests of what a network says: thin, and no shorter than a length. A crest is where the map is highest across some direction
/// (Haralick 1983, Computer Vision, Graphics, and Image Processing 22, 28-38); a weak crest counts where it goes on from others for long enough (after the hysteresis of Canny 1986, IEEE PAMI 8, 679-698).
/// </summary>
public static class LineTraces
{
    /// <summary>Standard deviation, in cells, of the Gaussian that settles what is a crest; scores are those of the map itself.</summary>
    private const double SmoothingCells = 1;

    /// <summary>
    /// The strength of each node as part of a line: the highest level at which it hangs together with crests of at least that level over the least extent. A threshold on it flags thin lines, and the lower
    /// the threshold the longer they grow.
    /// </summary>
    /// <param name="map">Scores or probabilities, 0 or more; NaN has no answer.</param>
    /// <param name="leastExtentMetres">Distance between the farthest nodes of a line (<see cref="FlaggedSegments"/>); shorter pieces are no line at any level.</param>
    /// <returns>On the same nodes: strength, 0 off the lines, NaN where the map is NaN.</returns>
    /// <exception cref="InvalidDataException">Every node is blank, or fewer than 4 rows or columns.</exception>
    public static Grid Of(Grid map, double leastExtentMetres = 3_000)
    {
        if (!(leastExtentMetres >= 0))
            throw new ArgumentOutOfRangeException(nameof(leastExtentMetres), FormattableString.Invariant($"expected a least extent of 0 m or more; found {leastExtentMetres}"));
        var cell = Math.Max(map.Geometry.CellWidthMetres, map.Geometry.CellHeightMetres);
        var crests = Crests(map.Geometry, map.Values, WavelengthFilter.GaussianLowPass(map, 2 * Math.PI * SmoothingCells * cell).Values);
        return map with { Values = Strengths(map.Geometry, map.Values, crests, leastExtentMetres), Name = $"traces of {map.Name}" };
    }

    /// <summary>Nodes that no neighbour on either side outdoes, along one direction of four at least; highest first.</summary>
    private static int[] Crests(GridGeometry geometry, float[] scores, float[] smooth)
    {
        var (columns, crests) = (geometry.Columns, new List<int>());
        for (var row = 1; row < geometry.Rows - 1; row++)
            for (var column = 1; column < columns - 1; column++)
            {
                var node = row * columns + column;
                if (scores[node] > 0 && (Crest(node, 1) || Crest(node, columns) || Crest(node, columns + 1) || Crest(node, columns - 1)))
                    crests.Add(node);
            }
        return [.. crests.OrderByDescending(node => scores[node]).ThenBy(node => node)];

        // Of two equal neighbours one is the crest. What has no answer outdoes nothing.
        bool Crest(int node, int step) => !(smooth[node - step] > smooth[node]) && !(smooth[node + step] >= smooth[node]);
    }

    private static float[] Strengths(GridGeometry geometry, float[] scores, int[] crests, double leastExtentMetres)
    {
        var (strength, pieceOf) = (Array.ConvertAll(scores, score => float.IsNaN(score) ? float.NaN : 0), new Piece?[scores.Length]);
        foreach (var node in crests)
        {
            var piece = new Piece(node);
            pieceOf[node] = piece;
            var (row, column) = Math.DivRem(node, geometry.Columns);
            for (var r = row - 1; r <= row + 1; r++)
                for (var c = column - 1; c <= column + 1; c++)
                    if (pieceOf[r * geometry.Columns + c] is { } other)
                        piece = piece.With(other.Root());
            piece.IsLine |= FlaggedSegments.ExtentMetres(geometry, piece.Waiting) >= leastExtentMetres * (1 - 1e-9);
            if (!piece.IsLine)
                continue;
            foreach (var member in piece.Waiting)
                strength[member] = scores[node];
            piece.Waiting.Clear();
        }
        return strength;
    }

    /// <summary>Crests that hang together. Those of a piece that is too short for a line wait for more.</summary>
    private sealed class Piece(int node)
    {
        private Piece? _into;

        public bool IsLine { get; set; }

        public List<int> Waiting { get; } = [node];

        public Piece Root()
        {
            var root = this;
            while (root._into is { } next)
                root = next;
            if (root != this)
                _into = root;
            return root;
        }

        /// <summary>Both as one, the piece with more that waits taking the other in.</summary>
        public Piece With(Piece other)
        {
            if (other == this)
                return this;
            if (other.Waiting.Count > Waiting.Count)
                return other.With(this);
            Waiting.AddRange(other.Waiting);
            other.Waiting.Clear();
            (IsLine, other._into) = (IsLine || other.IsLine, this);
            return this;
        }
    }
}
