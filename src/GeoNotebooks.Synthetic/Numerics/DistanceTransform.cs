namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>
/// Distance to the nearest marked node on the torus by two-pass chamfer weights 5, 7, 11 (Borgefors 1986, CVGIP 34, 344): within 2 % of the
/// Euclidean distance. The passes are run twice so that distances pass round the torus.
/// </summary>
internal static class DistanceTransform
{
    private static readonly (int Row, int Column, float Weight)[] Before =
        [(0, -1, 1f), (-1, 0, 1f), (-1, -1, 1.4f), (-1, 1, 1.4f), (-1, -2, 2.2f), (-1, 2, 2.2f), (-2, -1, 2.2f), (-2, 1, 2.2f)];

    /// <summary>Distances in metres, cut at <paramref name="farthest"/>.</summary>
    public static float[] To(Torus torus, Func<int, bool> marked, double farthest)
    {
        var far = (float)(farthest / torus.Cell);
        var distance = new float[torus.Count];
        for (var i = 0; i < distance.Length; i++)
            distance[i] = marked(i) ? 0 : far;
        int rows = torus.Rows, columns = torus.Columns;
        for (var turn = 0; turn < 2; turn++)
        {
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++)
                    Lower(distance, torus, row, column, 1);
            for (var row = rows - 1; row >= 0; row--)
                for (var column = columns - 1; column >= 0; column--)
                    Lower(distance, torus, row, column, -1);
        }
        for (var i = 0; i < distance.Length; i++)
            distance[i] *= (float)torus.Cell;
        return distance;
    }

    private static void Lower(float[] distance, Torus torus, int row, int column, int direction)
    {
        int columns = torus.Columns, at = row * columns + column;
        var least = distance[at];
        if (least == 0)
            return;
        var inner = row >= 2 && row < torus.Rows - 2 && column >= 2 && column < columns - 2;
        foreach (var (dr, dc, weight) in Before)
        {
            var other = inner ? at + direction * (dr * columns + dc) : torus.Index(row + direction * dr, column + direction * dc);
            var through = distance[other] + weight;
            if (through < least)
                least = through;
        }
        distance[at] = least;
    }
}
