using NetTopologySuite.Geometries;

namespace GeoNotebooks.Grids;

/// <summary>
/// Where the nodes of a grid lie. Row 0 is the northernmost, column 0 the westernmost; values sit on nodes,
/// and the cell about a node reaches half a cell size to each side. A grid may be turned about its first node
/// (<see cref="RotationDegrees"/>): then <see cref="Position"/>, <see cref="TryLocate"/>, <see cref="Bounds"/> and <see cref="Window"/> heed the turn,
/// and what has no meaning for it says so.
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
    private readonly double _sine;
    private readonly double _cosine = 1;

    /// <summary>Angle of the rows in degrees, counter-clockwise from the x axis, about the node of row 0, column 0; 0 where the rows run east.</summary>
    /// <exception cref="ArgumentException">Not a finite number.</exception>
    public double RotationDegrees
    {
        get;
        init
        {
            field = double.IsFinite(value) ? value : throw new ArgumentException(FormattableString.Invariant($"expected the rotation of a grid in degrees; found {value}"));
            // Whole turns and quarters stay exact.
            (_sine, _cosine) = value == 0 ? (0, 1) : (double.SinPi(value / 180), double.CosPi(value / 180));
        }
    }

    /// <summary>Distance between columns in metres.</summary>
    /// <exception cref="InvalidDataException">The system is geographic: its cells are measured in degrees.</exception>
    public double CellWidthMetres => Metres(CellWidth);

    /// <summary>Distance between rows in metres.</summary>
    /// <exception cref="InvalidDataException">The system is geographic: its cells are measured in degrees.</exception>
    public double CellHeightMetres => Metres(CellHeight);

    /// <summary>Easting of the centres of the last column.</summary>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public double East => X(Columns - 1);

    /// <summary>Northing of the centres of the last row.</summary>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public double South => Y(Rows - 1);

    /// <summary>Number of nodes.</summary>
    public int Count => Rows * Columns;

    /// <summary>Area of one cell in square kilometres.</summary>
    public double CellAreaSquareKilometres => CellWidthMetres * CellHeightMetres * 1e-6;

    /// <summary>The outer edges of the cells, half a cell beyond the outermost nodes; of a rotated grid the rectangle about them.</summary>
    public Envelope Bounds
    {
        get
        {
            if (RotationDegrees == 0)
                return new(West - CellWidth / 2, East + CellWidth / 2, South - CellHeight / 2, North + CellHeight / 2);
            var bounds = new Envelope(Place(-0.5, -0.5));
            bounds.ExpandToInclude(Place(-0.5, Columns - 0.5));
            bounds.ExpandToInclude(Place(Rows - 0.5, -0.5));
            bounds.ExpandToInclude(Place(Rows - 0.5, Columns - 0.5));
            return bounds;
        }
    }

    /// <summary>The rectangle about the nodes, without the half cells beyond them.</summary>
    public Envelope NodeBounds
    {
        get
        {
            var bounds = new Envelope(Position(0, 0));
            bounds.ExpandToInclude(Position(0, Columns - 1));
            bounds.ExpandToInclude(Position(Rows - 1, 0));
            bounds.ExpandToInclude(Position(Rows - 1, Columns - 1));
            return bounds;
        }
    }

    /// <summary>The place of a node, of a rotated grid too.</summary>
    public Coordinate Position(int row, int column) => Place(row, column);

    /// <summary>Easting of a column's nodes.</summary>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public double X(int column) => RotationDegrees == 0 ? West + column * CellWidth : throw Rotated();

    /// <summary>Northing of a row's nodes.</summary>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public double Y(int row) => RotationDegrees == 0 ? North - row * CellHeight : throw Rotated();

    /// <summary>The column, with its fraction, at an easting: 0 on the nodes of column 0.</summary>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public double ColumnAt(double x) => RotationDegrees == 0 ? (x - West) / CellWidth : throw Rotated();

    /// <summary>The row, with its fraction, at a northing: 0 on the nodes of row 0.</summary>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public double RowAt(double y) => RotationDegrees == 0 ? (North - y) / CellHeight : throw Rotated();

    /// <summary>Row and column, with their fractions, at a point, of a rotated grid too: 0, 0 on the first node.</summary>
    public (double Row, double Column) At(double x, double y)
    {
        var (east, north) = (x - West, y - North);
        return RotationDegrees == 0
            ? (-north / CellHeight, east / CellWidth)
            : ((east * _sine - north * _cosine) / CellHeight, (east * _cosine + north * _sine) / CellWidth);
    }

    /// <summary>The node whose cell holds a point, or false when the point lies outside the grid.</summary>
    public bool TryLocate(double x, double y, out int row, out int column)
    {
        var (atRow, atColumn) = At(x, y);
        (atRow, atColumn) = (Math.Floor(atRow + 0.5), Math.Floor(atColumn + 0.5));
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
        var corner = Position(row, column);
        return this with { Rows = rows, Columns = columns, West = corner.X, North = corner.Y };
    }

    /// <summary>The geometry with rows and columns of the same lattice added on each side.</summary>
    public GridGeometry Widened(int north, int south, int west, int east)
    {
        if (north < 0 || south < 0 || west < 0 || east < 0)
            throw new ArgumentException($"a grid is widened by 0 or more rows and columns; found {north} north, {south} south, {west} west, {east} east");
        var corner = Place(-north, -west);
        return this with { Rows = Rows + north + south, Columns = Columns + west + east, West = corner.X, North = corner.Y };
    }

    /// <summary>Throws one sentence when the grid is rotated.</summary>
    /// <param name="who">What cannot hold a rotation, such as "a Surfer 6 grid".</param>
    /// <exception cref="InvalidDataException">The grid is rotated.</exception>
    public void RequireUnrotated(string who)
    {
        if (RotationDegrees != 0)
            throw new InvalidDataException(FormattableString.Invariant($"{who}: expected a grid whose rows run east; this one is rotated by {RotationDegrees:0.####} degrees: resample it onto an unrotated grid first"));
    }

    private Coordinate Place(double row, double column)
    {
        var (along, down) = (column * CellWidth, row * CellHeight);
        return RotationDegrees == 0
            ? new(West + along, North - down)
            : new(West + along * _cosine + down * _sine, North + along * _sine - down * _cosine);
    }

    private InvalidDataException Rotated() => new(FormattableString.Invariant(
        $"expected a grid whose rows run east; this one is rotated by {RotationDegrees:0.####} degrees: resample it onto an unrotated grid first"));

    private double Metres(double length) => Crs.IsGeographic
        ? throw new InvalidDataException($"expected a grid in metres; this one is in degrees of {Crs}: bring it into a projected system first")
        : length;
}
