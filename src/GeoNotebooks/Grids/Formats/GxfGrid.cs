using System.Globalization;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Grid eXchange Format, revision 3: text with labelled objects, the last of which, #GRID, holds the values, plain or in compressed groups of base-90 digits.
/// The origin is the node at the bottom left, about which the grid is turned, whatever corner #SENSE names for the first value; #TRANSFORM applies to plain and
/// compressed values alike (GDAL 3.6 differs in both, and leaves #ROTATION out); #UNIT_LENGTH brings coordinates into metres. The dummy becomes NaN.
/// Source: GXF Grid eXchange File, revision 3.0 (SEG Gravity and Magnetic Committee, 2001).
/// </summary>
public sealed class GxfGrid : IGridFormat
{
    /// <inheritdoc/>
    public string Name => "gxf";

    /// <inheritdoc/>
    public string Title => "Grid eXchange Format (GXF)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".gxf"];

    /// <inheritdoc/>
    public bool HoldsCrs => true;

    /// <inheritdoc/>
    public Action<Stream, Grid>? Write => null;

    /// <inheritdoc/>
    public bool Recognises(GridContent content) => GxfHeader.BeginsLikeOne(content.Head);

    /// <inheritdoc/>
    public Grid Read(GridContent content)
    {
        var bytes = All(content);
        var header = GxfHeader.Read(content, bytes);
        var (rows, columns) = header.Order.Shape(header.Points, header.Vectors);
        var count = content.RequireCount(rows, columns);
        var (width, height) = header.Order.VectorsAreRows ? (header.PointStep, header.VectorStep) : (header.VectorStep, header.PointStep);
        var geometry = content.RequireGeometryFromSouthWest(rows, columns, header.X, header.Y, width, height, header.Rotation, header.Crs);

        var reader = new GxfValues(content, bytes, header);
        reader.RequireRoomFor(count);
        var values = new float[count];
        var vector = new float[header.Points];
        for (var i = 0; i < header.Vectors; i++)
        {
            reader.Read(vector);
            header.Order.Place(i, vector, values, rows, columns);
        }
        reader.RequireEnd();
        return new(geometry, values, header.Title.Length > 0 ? header.Title : Path.GetFileNameWithoutExtension(content.Path), "1");
    }

    /// <inheritdoc/>
    public double? Nodata(GridContent content) =>
        double.TryParse(GxfHeader.Read(content, All(content)).Dummy, NumberStyles.Float, CultureInfo.InvariantCulture, out var dummy) ? dummy : null;

    private static byte[] All(GridContent content)
    {
        if (content.Length > Array.MaxLength)
            throw content.Broken(FormattableString.Invariant($"expected a GXF file of at most {Array.MaxLength} bytes; found {content.Length}"));
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }
}
