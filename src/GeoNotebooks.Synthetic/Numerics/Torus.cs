using GeoNotebooks.Grids;

namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>
/// The ground on which the model lives: a grid whose east edge joins its west edge and whose north edge joins its south edge.
/// Spectral fields and forward modelling are periodic anyway; with the geology periodic too, no edge shows in any field, and the whole can be
/// shifted without a seam. Fields are (row, column), row 0 northernmost.
/// </summary>
internal sealed class Torus(GridGeometry geometry)
{
    public GridGeometry Geometry { get; } = geometry;

    public int Rows => Geometry.Rows;

    public int Columns => Geometry.Columns;

    public int Count => Geometry.Count;

    public double Cell => Geometry.CellWidthMetres;

    public double Width => Columns * Cell;

    public double Height => Rows * Cell;

    public int Index(int row, int column) => Wrap(row, Rows) * Columns + Wrap(column, Columns);

    /// <summary>Bilinear value at an easting and northing, wrapped.</summary>
    public float At(float[] field, double x, double y)
    {
        double column = (x - Geometry.West) / Cell, row = (Geometry.North - y) / Cell;
        double c = Math.Floor(column), r = Math.Floor(row);
        double fx = column - c, fy = row - r;
        int c0 = Wrap((int)c, Columns), r0 = Wrap((int)r, Rows);
        int c1 = c0 + 1 == Columns ? 0 : c0 + 1, r1 = r0 + 1 == Rows ? 0 : r0 + 1;
        double top = field[r0 * Columns + c0] * (1 - fx) + field[r0 * Columns + c1] * fx;
        double bottom = field[r1 * Columns + c0] * (1 - fx) + field[r1 * Columns + c1] * fx;
        return (float)(top * (1 - fy) + bottom * fy);
    }

    /// <summary>Smallest difference of two eastings round the torus.</summary>
    public double DeltaX(double from, double to) => Nearest(to - from, Width);

    /// <summary>Smallest difference of two northings round the torus.</summary>
    public double DeltaY(double from, double to) => Nearest(to - from, Height);

    /// <summary>A field moved by whole nodes: south by <paramref name="rows"/>, east by <paramref name="columns"/>.</summary>
    public T[] Roll<T>(T[] field, int rows, int columns)
    {
        var moved = new T[field.Length];
        for (var r = 0; r < Rows; r++)
            for (var c = 0; c < Columns; c++)
                moved[Index(r + rows, c + columns)] = field[r * Columns + c];
        return moved;
    }

    /// <summary>Fills a field row by row, in parallel.</summary>
    public float[] Fill(Func<int, float> valueAt)
    {
        var field = new float[Count];
        Parallel.For(0, Rows, row =>
        {
            for (var i = row * Columns; i < (row + 1) * Columns; i++)
                field[i] = valueAt(i);
        });
        return field;
    }

    private static double Nearest(double difference, double period) => difference - period * Math.Round(difference / period);

    public static int Wrap(int value, int period)
    {
        var rest = value % period;
        return rest < 0 ? rest + period : rest;
    }
}
