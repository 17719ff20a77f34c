namespace GeoNotebooks.Features;

/// <summary>
/// Fills blank nodes smoothly, for the time of a transform only: means of the valued nodes on ever coarser grids fill the holes from their
/// rims inward (the pull-push scheme of Gortler, Grzeszczuk, Szeliski and Cohen 1996, The Lumigraph).
/// </summary>
internal static class HoleFilling
{
    public static float[] Fill(float[] values, int rows, int columns)
    {
        if (!Array.Exists(values, float.IsNaN))
            return values;
        if (rows == 1 && columns == 1)
            return [0];
        var (coarseRows, coarseColumns) = ((rows + 1) / 2, (columns + 1) / 2);
        var coarse = new float[coarseRows * coarseColumns];
        for (var row = 0; row < coarseRows; row++)
            for (var column = 0; column < coarseColumns; column++)
                coarse[row * coarseColumns + column] = MeanOfFour(values, rows, columns, 2 * row, 2 * column);
        var below = Fill(coarse, coarseRows, coarseColumns);
        var filled = (float[])values.Clone();
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                if (float.IsNaN(filled[row * columns + column]))
                    filled[row * columns + column] = Bilinear(below, coarseRows, coarseColumns, (row - 0.5f) / 2, (column - 0.5f) / 2);
        return filled;
    }

    private static float MeanOfFour(float[] values, int rows, int columns, int row, int column)
    {
        var (sum, count) = (0f, 0);
        for (var r = row; r < Math.Min(row + 2, rows); r++)
            for (var c = column; c < Math.Min(column + 2, columns); c++)
                if (values[r * columns + c] is var value && !float.IsNaN(value))
                    (sum, count) = (sum + value, count + 1);
        return count == 0 ? float.NaN : sum / count;
    }

    private static float Bilinear(float[] values, int rows, int columns, float row, float column)
    {
        var (r, c) = (Math.Clamp(row, 0, rows - 1), Math.Clamp(column, 0, columns - 1));
        var (north, west) = ((int)r, (int)c);
        var (south, east) = (Math.Min(north + 1, rows - 1), Math.Min(west + 1, columns - 1));
        var (fr, fc) = (r - north, c - west);
        return (1 - fr) * ((1 - fc) * values[north * columns + west] + fc * values[north * columns + east])
            + fr * ((1 - fc) * values[south * columns + west] + fc * values[south * columns + east]);
    }
}
