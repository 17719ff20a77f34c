namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// The order in which Geosoft's formats store the nodes of a grid: KX of a GRD file, #SENSE of a GXF file. Values come in vectors, which are rows or columns.
/// The size of the number names the corner of the first value (1 bottom left, 2 top left, 3 top right, 4 bottom right). Where it is positive, the next
/// vector lies to the left of the direction in which a vector runs (right-handed); where negative, to the right of it.
/// Source: Geosoft, GXF Grid eXchange File, revision 3.0 (SEG Gravity and Magnetic Committee, 2001); Geosoft grid file format, version 2.
/// </summary>
internal readonly record struct StorageOrder
{
    private readonly bool _fromTop;
    private readonly bool _fromRight;

    private StorageOrder(int sense)
    {
        var corner = Math.Abs(sense);
        _fromTop = corner is 2 or 3;
        _fromRight = corner is 3 or 4;
        VectorsAreRows = corner % 2 == 1 == sense > 0;
    }

    /// <summary>True where a vector is a row of the map, false where it is a column.</summary>
    public bool VectorsAreRows { get; }

    /// <summary>The order of a number of Geosoft's; null when it is none of -4 to -1 and 1 to 4.</summary>
    public static StorageOrder? Of(int sense) => sense is >= -4 and <= 4 and not 0 ? new StorageOrder(sense) : null;

    /// <summary>Rows and columns of the grid.</summary>
    /// <param name="elements">Values in a vector.</param>
    /// <param name="vectors">Number of vectors.</param>
    public (int Rows, int Columns) Shape(int elements, int vectors) => VectorsAreRows ? (vectors, elements) : (elements, vectors);

    /// <summary>Puts a vector where it belongs.</summary>
    /// <param name="vector">Its number in the file, from 0.</param>
    /// <param name="elements">Its values, in the order of the file.</param>
    /// <param name="grid">Row after row from the north-west corner.</param>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="columns">Columns of the grid.</param>
    public void Place(int vector, ReadOnlySpan<float> elements, Span<float> grid, int rows, int columns)
    {
        var row = !VectorsAreRows ? (_fromTop ? 0 : rows - 1) : _fromTop ? vector : rows - 1 - vector;
        var column = VectorsAreRows ? (_fromRight ? columns - 1 : 0) : _fromRight ? columns - 1 - vector : vector;
        var step = VectorsAreRows ? (_fromRight ? -1 : 1) : _fromTop ? columns : -columns;
        for (var (i, node) = (0, row * columns + column); i < elements.Length; i++, node += step)
            grid[node] = elements[i];
    }
}
