using System.Globalization;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// ER Mapper grids: a text header (.ers) and a file of bare cells beside it, rows from the north, one band. The registration coordinate belongs to the
/// registration cell, counted from the top left corner of the image with fractions (0, 0 where it is not given), so that cell edges and nodes both come out right.
/// The null value becomes NaN. A rotated image is refused: the header's guide does not say about which point and in which sense it is turned.
/// Source: ERDAS ER Mapper Customization Guide (2008), dataset header files.
/// </summary>
public sealed class ErMapperGrid : IGridFormat
{
    /// <inheritdoc/>
    public string Name => "ermapper";

    /// <inheritdoc/>
    public string Title => "ER Mapper grid";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".ers"];

    /// <inheritdoc/>
    public bool HoldsCrs => true;

    /// <inheritdoc/>
    public Action<Stream, Grid>? Write => null;

    /// <inheritdoc/>
    public bool Recognises(GridContent content) => ErMapperHeader.IsOne(content.Head);

    /// <inheritdoc/>
    public Grid Read(GridContent content)
    {
        var header = ErMapperHeader.Read(content);
        if (header.Text("DatasetHeader", "DataSetType") is { } kind && !kind.Equals("ERStorage", StringComparison.OrdinalIgnoreCase))
            throw content.Broken($"expected a header of bare cells (DataSetType ERStorage); found '{kind}': open the file that it points to");
        var decoder = new CellDecoder(Type(content, header), BigEndian(content, header));
        RequireOneBand(content, header, decoder.Type);
        var (rows, columns) = (header.Whole("RasterInfo", "NrOfLines"), header.Whole("RasterInfo", "NrOfCellsPerLine"));
        var count = content.RequireCount(rows, columns);
        var geometry = Geometry(content, header, (int)rows, (int)columns);

        using var data = Data(content, header);
        var offset = header.Text("DatasetHeader", "HeaderOffset") is null ? 0 : header.Whole("DatasetHeader", "HeaderOffset");
        var size = (long)count * decoder.Size;
        if (offset < 0 || offset > data.Length - size)
            throw data.Broken(FormattableString.Invariant($"expected {rows} x {columns} cells of {decoder.Size} bytes after {offset} bytes; the file has {data.Length}: it is cut short, or '{content.Path}' is damaged"));
        return new(geometry, Values(data, offset, count, decoder, BlankOf(header) ?? double.NaN), header.Text("BandId", "Value") is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(content.Path),
            header.Text("BandId", "Units") is { Length: > 0 } unit ? unit : "1");
    }

    /// <inheritdoc/>
    public double? Nodata(GridContent content) => BlankOf(ErMapperHeader.Read(content));

    private static double? BlankOf(ErMapperHeader header) => header.Text("RasterInfo", "NullCellValue") is null ? null : header.Number("RasterInfo", "NullCellValue");

    private static CellType Type(GridContent content, ErMapperHeader header) => (header.Text("RasterInfo", "CellType") ?? "Unsigned8BitInteger").ToUpperInvariant() switch
    {
        "UNSIGNED8BITINTEGER" => CellType.Byte,
        "SIGNED8BITINTEGER" => CellType.SByte,
        "UNSIGNED16BITINTEGER" => CellType.UInt16,
        "SIGNED16BITINTEGER" => CellType.Int16,
        "UNSIGNED32BITINTEGER" => CellType.UInt32,
        "SIGNED32BITINTEGER" => CellType.Int32,
        "IEEE4BYTEREAL" => CellType.Single,
        "IEEE8BYTEREAL" => CellType.Double,
        _ => throw content.Broken($"expected a CellType of integers of 8 to 32 bits or IEEE reals; found '{header.Text("RasterInfo", "CellType")}'"),
    };

    private static bool BigEndian(GridContent content, ErMapperHeader header) => (header.Text("DatasetHeader", "ByteOrder") ?? "LSBFirst").ToUpperInvariant() switch
    {
        "LSBFIRST" => false,
        "MSBFIRST" => true,
        _ => throw content.Broken($"expected a ByteOrder of LSBFirst or MSBFirst; found '{header.Text("DatasetHeader", "ByteOrder")}'"),
    };

    private static void RequireOneBand(GridContent content, ErMapperHeader header, CellType type)
    {
        var bands = header.Text("RasterInfo", "NrOfBands") is null ? 1 : header.Whole("RasterInfo", "NrOfBands");
        if (bands == 3 && type == CellType.Byte)
            throw content.Broken("cells hold colours (three bands of 8 bits), not measured values; ask for the source grid or the primary points");
        if (bands != 1)
            throw content.Broken($"expected one band of numbers; found {bands}");
    }

    private static GridContent Data(GridContent content, ErMapperHeader header)
    {
        var name = header.Text("DatasetHeader", "DataFile") is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(content.Path);
        if (name.AsSpan().ContainsAny('/', '\\'))
            throw content.Broken($"expected the name of a data file in the same folder; found '{name}'");
        return content.Beside(name) ?? throw content.Broken($"expected the cells in a file '{name}' beside the header; there is none");
    }

    private static GridGeometry Geometry(GridContent content, ErMapperHeader header, int rows, int columns)
    {
        if (header.Angle("CoordinateSpace", "Rotation") is { } rotation and not 0)
            throw content.Broken(FormattableString.Invariant($"expected an image with north up; found one rotated by {rotation} degrees"));
        if (header.Text("CoordinateSpace", "Units")?.ToUpperInvariant() is { } units and not ("" or "METERS" or "METRES" or "DEGREES" or "NATURAL"))
            throw content.Broken($"expected coordinates in metres or degrees; found '{units}'");
        var east = header.Angle("RegistrationCoord", "Eastings") ?? header.Angle("RegistrationCoord", "Longitude") ?? header.Angle("RegistrationCoord", "MetersX");
        var north = header.Angle("RegistrationCoord", "Northings") ?? header.Angle("RegistrationCoord", "Latitude") ?? header.Angle("RegistrationCoord", "MetersY");
        if (east is null || north is null)
            throw content.Broken("expected the place of the grid (RegistrationCoord); the header has none");
        var (width, height) = (header.Number("CellInfo", "Xdimension"), header.Number("CellInfo", "Ydimension"));
        var cellX = header.Text("RasterInfo", "RegistrationCellX") is null ? 0 : header.Number("RasterInfo", "RegistrationCellX");
        var cellY = header.Text("RasterInfo", "RegistrationCellY") is null ? 0 : header.Number("RasterInfo", "RegistrationCellY");
        return content.RequireGeometry(rows, columns, east.Value + (0.5 - cellX) * width, north.Value - (0.5 - cellY) * height, width, height, crs: SystemOf(header));
    }

    /// <summary>The system by ER Mapper's names of datum and projection; those that we do not know become a system without a code.</summary>
    private static Crs SystemOf(ErMapperHeader header)
    {
        var (datum, projection) = (header.Text("CoordinateSpace", "Datum") ?? "RAW", header.Text("CoordinateSpace", "Projection") ?? "RAW");
        if (projection.Equals("RAW", StringComparison.OrdinalIgnoreCase) || projection.Equals("LOCAL", StringComparison.OrdinalIgnoreCase))
            return Crs.Local;
        if (projection.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase))
            return Crs.Parse(projection);
        var geographic = datum.ToUpperInvariant() switch
        {
            "WGS84" => Crs.Wgs84,
            "PULKOVO" => Crs.Pulkovo1942,
            _ => null,
        };
        if (projection.Equals("GEODETIC", StringComparison.OrdinalIgnoreCase) && geographic is not null)
            return geographic;
        if (geographic == Crs.Wgs84 && projection.Length is > 4 and <= 6 && projection[1..4].Equals("UTM", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(projection.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var zone) && zone is >= 1 and <= 60
            && projection[0] is 'N' or 'n' or 'S' or 's')
            return Crs.FromEpsg((projection[0] is 'N' or 'n' ? 32600 : 32700) + zone);
        return new($"{projection} on {datum}", null);
    }

    private static float[] Values(GridContent data, long offset, int count, CellDecoder decoder, double blank)
    {
        var values = new float[count];
        // The header writes the blank with more digits than a float holds.
        if (decoder.Type == CellType.Single)
            blank = (float)blank;
        var bytes = new byte[8192];
        Span<double> stored = stackalloc double[1024];
        var most = bytes.Length / decoder.Size is var fits && fits < stored.Length ? fits : stored.Length;
        for (var from = 0; from < count; from += most)
        {
            var piece = stored[..Math.Min(most, count - from)];
            data.Read(offset + (long)from * decoder.Size, bytes.AsSpan(0, piece.Length * decoder.Size));
            decoder.Decode(bytes, piece);
            for (var i = 0; i < piece.Length; i++)
            {
                var value = piece[i] == blank ? float.NaN : (float)piece[i];
                values[from + i] = float.IsFinite(value) ? value : float.NaN;
            }
        }
        return values;
    }
}
