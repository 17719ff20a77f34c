namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// What the grids of Surfer have in common (Golden Software, Surfer help, grid file formats): values on nodes, the southernmost row first, blanks of 1.70141e38.
/// </summary>
internal static class SurferLimits
{
    /// <summary>The blank value as text; every value from it upwards is blank.</summary>
    public const double BlankText = 1.70141e38;

    /// <summary>The blank value as a float, and the double of the same value.</summary>
    public const float Blank = 1.70141e38f;

    /// <summary>Smallest and largest value, both the blank value where every node is blank.</summary>
    /// <param name="grid">A grid that shall be written.</param>
    /// <param name="title">The format, for messages.</param>
    /// <exception cref="InvalidDataException">The grid is rotated, or a value is as large as the blank value.</exception>
    public static (double Lowest, double Highest) Of(Grid grid, string title)
    {
        grid.Geometry.RequireUnrotated(title);
        float lowest = float.PositiveInfinity, highest = float.NegativeInfinity;
        foreach (var value in grid.Values)
        {
            if (value < lowest)
                lowest = value;
            if (value > highest)
                highest = value;
        }
        return highest >= Blank
            ? throw new InvalidDataException(FormattableString.Invariant($"{title}: expected values below {BlankText}, which stands for no value; '{grid.Name}' has {highest}"))
            : lowest > highest ? (Blank, Blank) : (lowest, highest);
    }

    /// <summary>Surfer 6 holds the first and last node of each axis, not the distance between them: one node alone would have no cell size.</summary>
    public static void RequireTwoNodesEachWay(Grid grid, string title)
    {
        if (grid.Rows < 2 || grid.Columns < 2)
            throw new InvalidDataException($"{title}: expected at least 2 rows and 2 columns; '{grid.Name}' has {grid.Rows} x {grid.Columns}");
    }

    /// <summary>The place of a Surfer 6 grid by the first and last node of each axis.</summary>
    public static GridGeometry Place(GridContent content, long rows, long columns, double west, double east, double south, double north)
    {
        if (rows < 2 || columns < 2)
            throw content.Broken(FormattableString.Invariant($"expected at least 2 rows and 2 columns; its header says {rows} x {columns}"));
        if (!(west < east && south < north))
            throw content.Broken(FormattableString.Invariant($"expected limits from west to east and from south to north; found {west} to {east} and {south} to {north}"));
        return content.RequireGeometry(rows, columns, west, north, (east - west) / (columns - 1), (north - south) / (rows - 1));
    }
}
