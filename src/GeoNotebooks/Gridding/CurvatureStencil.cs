namespace GeoNotebooks.Gridding;

/// <summary>
/// The equation of one node: the derivative of the sheet's energy
/// (1 - T)(u_xx^2 + 2 u_xy^2 + u_yy^2) + T (u_x^2 + u_y^2), by differences, summed over those of its terms that lie wholly within the grid.
/// Inside, that is (1 - T) del^4 u - T del^2 u (Smith and Wessel 1990, equation 10); about the edges it is the free edge, without further rules.
/// </summary>
/// <param name="Own">Factor of the node itself.</param>
/// <param name="Others">Row and column from the node, and factor, of each neighbour that takes part.</param>
internal sealed record CurvatureStencil(double Own, (int Row, int Column, double Factor)[] Others)
{
    /// <summary>How far the neighbours reach.</summary>
    public const int Reach = 2;

    /// <summary>The equation of a node of a grid.</summary>
    /// <param name="row">The node's row.</param>
    /// <param name="column">The node's column.</param>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="tension">Tension T in units of the finest cells' width.</param>
    /// <param name="step">Distance between the nodes in finest cells: curvature counts less against slope, the wider the nodes stand.</param>
    /// <param name="aspect">Width of a cell over its height (the paper's alpha).</param>
    public static CurvatureStencil Of(int row, int column, int rows, int columns, double tension, int step, double aspect)
    {
        var factors = new double[2 * Reach + 1, 2 * Reach + 1];
        void Term(double weight, ReadOnlySpan<(int Row, int Column, int Factor)> nodes)
        {
            var own = 0;
            foreach (var (r, c, factor) in nodes)
            {
                if (row + r < 0 || column + c < 0 || row + r >= rows || column + c >= columns)
                    return;
                own = r == 0 && c == 0 ? factor : own;
            }
            foreach (var (r, c, factor) in nodes)
                factors[r + Reach, c + Reach] += weight * own * factor;
        }
        var curvature = (1 - tension) / ((double)step * step);
        var square = aspect * aspect;
        for (var shift = -1; shift <= 1; shift++)
        {
            Term(curvature, [(0, shift - 1, 1), (0, shift, -2), (0, shift + 1, 1)]);
            Term(curvature * square * square, [(shift - 1, 0, 1), (shift, 0, -2), (shift + 1, 0, 1)]);
        }
        for (var r = -1; r <= 0; r++)
            for (var c = -1; c <= 0; c++)
                Term(2 * curvature * square, [(r, c, 1), (r, c + 1, -1), (r + 1, c, -1), (r + 1, c + 1, 1)]);
        for (var shift = -1; shift <= 0; shift++)
        {
            Term(tension, [(0, shift, -1), (0, shift + 1, 1)]);
            Term(tension * square, [(shift, 0, -1), (shift + 1, 0, 1)]);
        }
        var others = new List<(int, int, double)>();
        for (var r = -Reach; r <= Reach; r++)
            for (var c = -Reach; c <= Reach; c++)
                if ((r, c) != (0, 0) && factors[r + Reach, c + Reach] != 0)
                    others.Add((r, c, factors[r + Reach, c + Reach]));
        return new(factors[Reach, Reach], [.. others]);
    }
}
