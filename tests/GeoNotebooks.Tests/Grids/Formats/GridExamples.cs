using CsCheck;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>Grids to write and read again, in memory.</summary>
internal static class GridExamples
{
    /// <summary>Every node differs, no symmetry of the rectangle maps the grid onto itself, cells are oblong, and one node (row 1, column 2) is blank.</summary>
    public static Grid Asymmetric(int rows, int columns, Crs? crs = null)
    {
        var values = Enumerable.Range(0, rows * columns).Select(i => 0.25f + 1000 * (i / columns) + i % columns).ToArray();
        values[columns + 2] = float.NaN;
        return new(new(rows, columns, 25_500_100, 6_899_900, 200, 250, crs ?? Crs.Local), values, "gravity", "mGal");
    }

    /// <summary>Grids of any size from 2 x 2, place, cells, values and holes; some of them without any value. None is -9999 or -99999, which columns of text take for blank.</summary>
    public static Gen<Grid> Any(double mostRotation = 0) =>
        from rows in Gen.Int[2, 40]
        from columns in Gen.Int[2, 40]
        from west in Gen.Double[-1e7, 1e7]
        from north in Gen.Double[-1e7, 1e7]
        from width in Gen.Double[0.5, 5_000]
        from height in Gen.Double[0.5, 5_000]
        from rotation in Gen.Double[-mostRotation, mostRotation]
        from holes in Gen.Int[0, 100]
        from values in Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Int[0, 99], (value, chance) => chance < holes ? float.NaN : value is -9999 or -99999 ? 0.5f : value).Array[rows * columns]
        select new Grid(new(rows, columns, west, north, width, height, Crs.Local) { RotationDegrees = mostRotation == 0 ? 0 : rotation }, values, "any", "1");

    public static byte[] Bytes(this IGridFormat format, Grid grid)
    {
        using var stream = new MemoryStream();
        format.Write!(stream, grid);
        return stream.ToArray();
    }

    public static Grid Grid(this IGridFormat format, byte[] bytes, string name = "grid.grd", IReadOnlyDictionary<string, byte[]>? companions = null)
    {
        using var content = GridContent.OfBytes(name, bytes, companions);
        return format.Read(content);
    }

    /// <summary>The one sentence with which a format refuses bytes.</summary>
    public static string Refusal(this IGridFormat format, byte[] bytes) => Xunit.Assert.Throws<InvalidDataException>(() => format.Grid(bytes)).Message;

    /// <summary>The same values on the same nodes, to the rounding of coordinates.</summary>
    public static bool Same(Grid a, Grid b)
    {
        var (p, q) = (a.Geometry, b.Geometry);
        var tolerance = 1e-9 * (1 + Math.Abs(p.West) + Math.Abs(p.North) + p.Rows * p.CellHeight + p.Columns * p.CellWidth);
        return p.Rows == q.Rows && p.Columns == q.Columns && p.Crs == q.Crs
            && p.Position(0, 0).Distance(q.Position(0, 0)) < tolerance
            && p.Position(p.Rows - 1, 0).Distance(q.Position(p.Rows - 1, 0)) < tolerance
            && p.Position(0, p.Columns - 1).Distance(q.Position(0, p.Columns - 1)) < tolerance
            && a.Values.AsSpan().SequenceEqual(b.Values);
    }
}
