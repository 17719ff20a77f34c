namespace GeoNotebooks.Gridding;

/// <summary>What the points of one block come to. Lengths are in cells, east and south of the block's node.</summary>
/// <param name="X">Mean (or median) place of the points east of the node.</param>
/// <param name="Y">The same south of the node.</param>
/// <param name="XX">Mean of the squares of the places east. With <paramref name="XY"/> and <paramref name="YY"/> it says what the mean value means where the field is curved:
/// the mean of an expansion to the second order is the expansion at these means.</param>
/// <param name="XY">Mean of the products.</param>
/// <param name="YY">Mean of the squares of the places south.</param>
/// <param name="Value">Mean (or median) value.</param>
/// <param name="Weight">Number of points.</param>
internal readonly record struct BlockDatum(double X, double Y, double XX, double XY, double YY, double Value, int Weight)
{
    /// <summary>A value at one place.</summary>
    public static BlockDatum At(double x, double y, double value, int weight) => new(x, y, x * x, x * y, y * y, value, weight);

    /// <summary>The same points as seen from a node of another level, whose cells are twice as large.</summary>
    /// <param name="x">The old node east of the new one, in new cells.</param>
    /// <param name="y">The old node south of the new one.</param>
    public BlockDatum Halved(double x, double y) => this with
    {
        X = x + X / 2,
        Y = y + Y / 2,
        XX = x * x + x * X + XX / 4,
        XY = x * y + (x * Y + y * X) / 2 + XY / 4,
        YY = y * y + y * Y + YY / 4,
    };

    /// <summary>All means times a number; the number of points stays.</summary>
    public BlockDatum Times(double factor) => new(X * factor, Y * factor, XX * factor, XY * factor, YY * factor, Value * factor, Weight);

    /// <summary>Sums of means and of numbers of points.</summary>
    public static BlockDatum operator +(BlockDatum a, BlockDatum b) =>
        new(a.X + b.X, a.Y + b.Y, a.XX + b.XX, a.XY + b.XY, a.YY + b.YY, a.Value + b.Value, a.Weight + b.Weight);
}
