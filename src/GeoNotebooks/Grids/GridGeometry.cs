using NetTopologySuite.Geometries;

namespace GeoNotebooks.Grids;

/// <summary>
/// Where the nodes of a grid lie. Row 0 is the northernmost, column 0 the westernmost; values sit on nodes,
/// and the cell about a node reaches half a cell size to each side.
/// </summary>
/// <param name="Rows">Number of rows (north to south).</param>
/// <param name="Columns">Number of columns (west to east).</param>
/// <param name="West">Easting (longitude) of the node of row 0, column 0, in the unit of the system: metres, or degrees of a geographic one.</param>
/// <param name="North">Northing (latitude) of that node.</param>
/// <param name="CellWidth">Distance between columns, in the unit of the system.</param>
/// <param name="CellHeight">Distance between rows, in the unit of the system.</param>
/// <param name="Crs">The system of the coordinates.</param>
public sealed record GridGeometry(int Rows, int Columns, double West, double North, double CellWidth, double CellHeight, Crs Crs)
{
    /// <summary>Distance between columns in metres.</summary>
    /// <exception cref="InvalidDataException">The system is geographic: its cells are measured in degrees.</exception>
    public double CellWidthMetres => Metres(CellWidth);

    /// <summary>Distance between rows in metres.</summary>
    /// <exception cref="InvalidDataException">The system is geographic: its cells are measured in degrees.</exception>
    public double CellHeightMetres => Metres(CellHeight);

    /// <summary>Easting of the centres of the last column.</summary>
    public double East => West + (Columns - 1) * CellWidth;

    /// <summary>Northing of the centres of the last row.</summary>
    public double South => North - (Rows - 1) * CellHeight;

    /// <summary>Number of nodes.</summary>
    public int Count => Rows * Columns;

    /// <summary>Area of one cell in square kilometres.</summary>
    public double CellAreaSquareKilometres => CellWidthMetres * CellHeightMetres * 1e-6;

    /// <summary>The outer edges of the cells: half a cell beyond the outermost nodes.</summary>
    public Envelope Bounds => new(
        West - CellWidth / 2, East + CellWidth / 2,
        South - CellHeight / 2, North + CellHeight / 2);

    /// <summary>Easting of a column's nodes.</summary>
    public double X(int column) => West + column * CellWidth;

    /// <summary>Northing of a row's nodes.</summary>
    public double Y(int row) => North - row * CellHeight;

    /// <summary>The column, with its fraction, at an easting: 0 on the nodes of column 0.</summary>
    public double ColumnAt(double x) => (x - West) / CellWidth;

    /// <summary>The row, with its fraction, at a northing: 0 on the nodes of row 0.</summary>
    public double RowAt(double y) => (North - y) / CellHeight;

    /// <summary>The node whose cell holds a point, or false when the point lies outside the grid.</summary>
    public bool TryLocate(double x, double y, out int row, out int column)
    {
        var atRow = Math.Floor(RowAt(y) + 0.5);
        var atColumn = Math.Floor(ColumnAt(x) + 0.5);
        var inside = atRow >= 0 && atRow < Rows && atColumn >= 0 && atColumn < Columns;
        (row, column) = inside ? ((int)atRow, (int)atColumn) : (-1, -1);
        return inside;
    }

    /// <summary>Index of the node whose cell holds a point, in an array of rows; null when the point lies outside the grid.</summary>
    public int? NodeAt(double x, double y) => TryLocate(x, y, out var row, out var column) ? row * Columns + column : null;

    /// <summary>The smallest geometry of square cells that covers an area, its nodes on multiples of the cell size.</summary>
    /// <param name="area">The area to cover, in the coordinates of <paramref name="crs"/>.</param>
    /// <param name="cellSizeMetres">Distance between nodes, both ways.</param>
    /// <param name="crs">The system of the coordinates.</param>
    public static GridGeometry Covering(Envelope area, double cellSizeMetres, Crs crs)
    {
        if (area.IsNull || !(cellSizeMetres > 0))
            throw new ArgumentException($"a grid needs an area and a cell size above 0 m; found {area} and {cellSizeMetres} m");
        var west = Math.Floor(area.MinX / cellSizeMetres);
        var east = Math.Ceiling(area.MaxX / cellSizeMetres);
        var south = Math.Floor(area.MinY / cellSizeMetres);
        var north = Math.Ceiling(area.MaxY / cellSizeMetres);
        return new((int)(north - south) + 1, (int)(east - west) + 1, west * cellSizeMetres, north * cellSizeMetres, cellSizeMetres, cellSizeMetres, crs);
    }

    /// <summary>The geometry of a rectangle of nodes within this one.</summary>
    public GridGeometry Window(int row, int column, int rows, int columns)
    {
        if (row < 0 || column < 0 || rows < 1 || columns < 1 || row + rows > Rows || column + columns > Columns)
            throw new ArgumentException($"the window of {rows} x {columns} nodes at row {row}, column {column} leaves the grid of {Rows} x {Columns}");
        return this with { Rows = rows, Columns = columns, West = X(column), North = Y(row) };
    }

    private double Metres(double length) => Crs.IsGeographic
        ? throw new InvalidDataException($"expected a grid in metres; this one is in degrees of {Crs}: bring it into a projected system first")
        : length;
}
