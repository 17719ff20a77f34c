namespace GeoNotebooks.Grids;

/// <summary>Fewer nodes, for the screen or an overview: the mean of blocks of nodes, blank ones left out.</summary>
internal static class BlockMean
{
    /// <summary>The side of the blocks, in nodes, that brings a grid down to so many nodes or fewer.</summary>
    public static int SideFor(GridGeometry geometry, int nodes)
    {
        var side = Math.Max(1, (int)Math.Floor(Math.Sqrt((double)geometry.Count / nodes)));
        while ((long)Blocks(geometry.Rows, side) * Blocks(geometry.Columns, side) > nodes && side < Math.Max(geometry.Rows, geometry.Columns))
            side++;
        return side;
    }

    /// <summary>The means, row 0 northernmost. A last block that is cut by the edge keeps its place on the regular grid.</summary>
    public static Grid Of(Grid grid, int side)
    {
        if (side == 1)
            return grid;
        var g = grid.Geometry;
        var (rows, columns) = (Blocks(g.Rows, side), Blocks(g.Columns, side));
        var (sums, counts) = (new double[rows * columns], new int[rows * columns]);
        for (var r = 0; r < g.Rows; r++)
            for (var c = 0; c < g.Columns; c++)
            {
                var value = grid[r, c];
                if (!float.IsFinite(value))
                    continue;
                var block = r / side * columns + c / side;
                sums[block] += value;
                counts[block]++;
            }
        var means = new float[rows * columns];
        for (var i = 0; i < means.Length; i++)
            means[i] = counts[i] == 0 ? float.NaN : (float)(sums[i] / counts[i]);
        var shift = (side - 1) / 2.0;
        return grid with
        {
            Geometry = g with
            {
                Rows = rows,
                Columns = columns,
                West = g.West + shift * g.CellWidthMetres,
                North = g.North - shift * g.CellHeightMetres,
                CellWidth = g.CellWidth * side,
                CellHeight = g.CellHeight * side,
            },
            Values = means,
        };
    }

    private static int Blocks(int nodes, int side) => (nodes + side - 1) / side;
}
