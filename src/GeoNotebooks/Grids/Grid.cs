using NetTopologySuite.Geometries;

namespace GeoNotebooks.Grids;

/// <summary>
/// One measured or derived quantity on the nodes of a grid: (row, column), row 0 northernmost, NaN where there is no value.
/// Grids are not changed after they are made; every operation returns a new one.
/// </summary>
/// <param name="Geometry">Where the nodes lie.</param>
/// <param name="Values">Row after row from the north-west corner; NaN is nodata.</param>
/// <param name="Name">What the values are, in a few words.</param>
/// <param name="Unit">The unit of the values; "1" for a pure number.</param>
public sealed record Grid(GridGeometry Geometry, float[] Values, string Name, string Unit)
{
    /// <summary>Row after row from the north-west corner; NaN is nodata.</summary>
    public float[] Values { get; init; } = Values.Length == Geometry.Count
        ? Values
        : throw new ArgumentException($"'{Name}': a grid of {Geometry.Rows} x {Geometry.Columns} holds {Geometry.Count} values; found {Values.Length}");

    /// <summary>The value of a node.</summary>
    public float this[int row, int column] => Values[row * Geometry.Columns + column];

    /// <summary>Number of rows.</summary>
    public int Rows => Geometry.Rows;

    /// <summary>Number of columns.</summary>
    public int Columns => Geometry.Columns;

    /// <summary>The values where a flag stands (one a node, row after row), NaN elsewhere.</summary>
    public Grid Where(bool[] wanted) => wanted.Length == Values.Length
        ? this with { Values = [.. Values.Select((value, node) => wanted[node] ? value : float.NaN)] }
        : throw new ArgumentException($"'{Name}': expected one flag a node, {Values.Length} in all; found {wanted.Length}");

    /// <summary>A grid on the same nodes whose values are made one by one from these.</summary>
    public Grid Map(Func<float, float> value, string? name = null, string? unit = null)
    {
        var mapped = new float[Values.Length];
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = value(Values[i]);
        return new(Geometry, mapped, name ?? Name, unit ?? Unit);
    }

    /// <summary>A rectangle of this grid, copied.</summary>
    public Grid Window(int row, int column, int rows, int columns)
    {
        var geometry = Geometry.Window(row, column, rows, columns);
        var values = new float[geometry.Count];
        for (var r = 0; r < rows; r++)
            Array.Copy(Values, (row + r) * Columns + column, values, r * columns, columns);
        return new(geometry, values, Name, Unit);
    }

    /// <summary>The value at a point, bilinear between the four nodes about it; NaN beyond the outer nodes or beside a hole.</summary>
    public float At(Coordinate point)
    {
        var (y, x) = Geometry.At(point.X, point.Y);
        if (!(x >= 0 && y >= 0 && x <= Columns - 1 && y <= Rows - 1))
            return float.NaN;
        var (column, row) = (Math.Min((int)x, Math.Max(Columns - 2, 0)), Math.Min((int)y, Math.Max(Rows - 2, 0)));
        var (east, south) = (Math.Min(column + 1, Columns - 1), Math.Min(row + 1, Rows - 1));
        var (fx, fy) = (x - column, y - row);
        var top = this[row, column] * (1 - fx) + this[row, east] * fx;
        var bottom = this[south, column] * (1 - fx) + this[south, east] * fx;
        return (float)(top * (1 - fy) + bottom * fy);
    }

    /// <summary>Throws one sentence when another grid does not lie on the same nodes of the same system.</summary>
    public void RequireSameNodes(GridGeometry other, string otherName)
    {
        if (other.Crs != Geometry.Crs)
            throw new InvalidDataException($"'{otherName}' is in {other.Crs}, but '{Name}' is in {Geometry.Crs}: bring both into one system first");
        if (other != Geometry)
            throw new InvalidDataException($"'{otherName}' has other nodes ({Describe(other)}) than '{Name}' ({Describe(Geometry)}): resample one of them first");
    }

    private static string Describe(GridGeometry g) => FormattableString.Invariant(
        $"{g.Rows} x {g.Columns} from {g.West:0.######} E, {g.North:0.######} N, cell {g.CellWidth:0.######} x {g.CellHeight:0.######}{(g.RotationDegrees == 0 ? "" : FormattableString.Invariant($", rotated by {g.RotationDegrees:0.####} degrees"))}");
}
