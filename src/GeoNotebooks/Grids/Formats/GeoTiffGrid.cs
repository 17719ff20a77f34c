using System.Globalization;
using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Grids as GeoTIFF (OGC 19-008r4): one band of numbers with its place on Earth. Written as tiled float32, deflate, NaN as nodata;
/// read from strips or tiles of integers or floats. Colour pictures are refused: their cells hold colours, not measured values.
/// </summary>
internal sealed class GeoTiffGrid : IGridFormat
{
    private const int TileSize = 256;

    public string Name => "geotiff";

    public string Title => "GeoTIFF";

    public IReadOnlyList<string> Extensions => [".tif", ".tiff"];

    public bool HoldsCrs => true;

    public Action<Stream, Grid> Write => (stream, grid) => WriteTo(stream, grid, overviews: false);

    public bool Recognises(GridContent content) =>
        content.Head is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];

    public double? Nodata(GridContent content) => Open(content, static (tiff, _) => NodataOf(tiff));

    public Grid Read(GridContent content) => Open(content, (tiff, directory) =>
    {
        RequireMeasuredValues(tiff, content);
        var (geometry, southFirst) = GeoTiffPlace.Read(tiff, content, directory.Rows, directory.Columns);
        var nodata = (float?)NodataOf(tiff);
        // GDAL leaves out blocks that hold nothing but nodata, or but zeros where there is none.
        var values = GeoTiffSamples.Read(tiff, content, directory, geometry.Rows, geometry.Columns, nodata is null ? 0 : float.NaN);
        var band = GeoTiffBand.Read(GeoTiffTags.Text(tiff, GeoTiffTags.GdalMetadata));
        if (nodata is { } blank)
            for (var i = 0; i < values.Length; i++)
                if (values[i] == blank)
                    values[i] = float.NaN;
        if (directory.Mask() is { } mask)
            Blank(values, MaskOf(tiff, content, mask));
        if ((band.Scale, band.Offset) is not (1, 0))
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(values[i] * band.Scale + band.Offset);
        for (var row = 0; southFirst && row < geometry.Rows / 2; row++)
            for (var column = 0; column < geometry.Columns; column++)
                (values[row * geometry.Columns + column], values[(geometry.Rows - 1 - row) * geometry.Columns + column]) =
                    (values[(geometry.Rows - 1 - row) * geometry.Columns + column], values[row * geometry.Columns + column]);
        return new Grid(geometry, values, band.Name ?? Path.GetFileNameWithoutExtension(content.Path), band.Unit ?? "1");
    });

    /// <summary>The mask that a whole file is (one flag a cell, false for a hole), whatever place it says that it has.</summary>
    public static bool[] ReadMask(GridContent content, int rows, int columns) => Open(content, (tiff, directory) =>
        (directory.Rows, directory.Columns) == (rows, columns)
            ? MaskOf(tiff, content, directory)
            : throw content.Broken($"expected a mask of {rows} x {columns} cells like the grid's; found {directory.Rows} x {directory.Columns}"));

    private static bool[] MaskOf(Tiff tiff, GridContent content, TiffDirectory mask)
    {
        if (!tiff.SetSubDirectory(mask.Position))
            throw content.Broken("expected a mask of holes; its directory is damaged");
        if (tiff.GetFieldDefaulted(TiffTag.SAMPLESPERPIXEL)[0].ToInt() is not 1 and var bands)
            throw content.Broken($"expected one band as a mask of holes; found {bands}");
        return [.. GeoTiffSamples.Read(tiff, content, mask, mask.Rows, mask.Columns, leftOut: 0).Select(flag => flag != 0)];
    }

    private static void Blank(float[] values, bool[] known)
    {
        for (var i = 0; i < values.Length; i++)
            if (!known[i])
                values[i] = float.NaN;
    }

    private static T Open<T>(GridContent content, Func<Tiff, TiffDirectory, T> read)
    {
        var directory = new TiffDirectory(content);
        GeoTiffTags.ForgetError();
        try
        {
            using var tiff = Tiff.ClientOpen(content.Path, "r", content, new GridTiffStream(content)) ?? throw content.Broken("expected a GeoTIFF; the file does not begin like one or is cut short");
            var answer = read(tiff, directory);
            return GeoTiffTags.LastError is null ? answer : throw content.Broken($"expected a whole GeoTIFF; {GeoTiffTags.LastError}");
        }
        // The decoder answers damaged bytes with whatever exception its arithmetic runs into.
        catch (Exception exception) when (exception is not (InvalidDataException or OutOfMemoryException))
        {
            throw content.Broken($"expected a GeoTIFF; the file is damaged or cut short ({exception.Message.ReplaceLineEndings(" ")})", exception);
        }
    }

    private static double? NodataOf(Tiff tiff) =>
        double.TryParse(GeoTiffTags.Text(tiff, GeoTiffTags.GdalNoData), NumberStyles.Float, CultureInfo.InvariantCulture, out var blank) && !double.IsNaN(blank) ? blank : null;

    private static void RequireMeasuredValues(Tiff tiff, GridContent content)
    {
        var photometric = tiff.GetField(TiffTag.PHOTOMETRIC) is [var p, ..] ? (Photometric)p.ToInt() : Photometric.MINISBLACK;
        var samples = tiff.GetFieldDefaulted(TiffTag.SAMPLESPERPIXEL)[0].ToInt();
        var bits = tiff.GetFieldDefaulted(TiffTag.BITSPERSAMPLE)[0].ToInt();
        if (photometric is not (Photometric.MINISBLACK or Photometric.MINISWHITE) || (samples is 3 or 4 && bits == 8))
            throw content.Broken($"cells hold colours ({photometric}), not measured values; ask for the source grid or the primary points");
        // A mask may hold one bit a cell, 32 times less than what it becomes here; it is held against the size of its grid.
        if (bits == 1)
            throw content.Broken("expected cells with measured values; these hold one bit each");
        if (samples != 1)
            throw content.Broken($"expected one band of numbers; found {samples}: take one of them out first (gdal_translate -b 1)");
    }

    /// <summary>Writes a grid and, where asked, smaller versions of it, each half as wide as the one before, that a GIS draws from afar.</summary>
    public static void WriteTo(Stream stream, Grid grid, bool overviews)
    {
        var start = stream.Position;
        WriteTo(stream, grid, overviews, Compression.ADOBE_DEFLATE);
        // A grid of one value shrinks beyond what readers let a file unpack to.
        var whole = sizeof(float) * (long)grid.Values.Length;
        if (whole > TiffDirectory.Small && whole > TiffDirectory.MostExpansion * (stream.Length - start))
        {
            stream.SetLength(start);
            stream.Position = start;
            WriteTo(stream, grid, overviews, Compression.NONE);
        }
    }

    private static void WriteTo(Stream stream, Grid grid, bool overviews, Compression compression)
    {
        GeoTiffTags.ForgetError();
        using var tiff = Tiff.ClientOpen(grid.Name, "w", stream, new OpenStream()) ?? throw new IOException($"'{grid.Name}' could not be written");
        Describe(tiff, grid, compression);
        GeoTiffPlace.Write(tiff, grid.Geometry);
        tiff.SetField(GeoTiffTags.GdalMetadata, GeoTiffBand.Describe(grid));
        WriteTiles(tiff, grid);
        while (overviews && Math.Max(grid.Rows, grid.Columns) > TileSize)
        {
            if (!tiff.WriteDirectory())
                throw new IOException($"'{grid.Name}': an overview could not be written ({GeoTiffTags.LastError})");
            grid = BlockMean.Of(grid, 2);
            Describe(tiff, grid, compression);
            tiff.SetField(TiffTag.SUBFILETYPE, FileType.REDUCEDIMAGE);
            WriteTiles(tiff, grid);
        }
    }

    private static void Describe(Tiff tiff, Grid grid, Compression compression)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, grid.Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, grid.Rows);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.COMPRESSION, compression);
        tiff.SetField(TiffTag.TILEWIDTH, TileSize);
        tiff.SetField(TiffTag.TILELENGTH, TileSize);
        tiff.SetField(GeoTiffTags.GdalNoData, "nan");
    }

    private static void WriteTiles(Tiff tiff, Grid grid)
    {
        var tile = new float[TileSize * TileSize];
        var bytes = new byte[tile.Length * sizeof(float)];
        for (var row = 0; row < grid.Rows; row += TileSize)
            for (var column = 0; column < grid.Columns; column += TileSize)
            {
                Array.Fill(tile, float.NaN);
                var width = Math.Min(TileSize, grid.Columns - column);
                for (var r = 0; r < Math.Min(TileSize, grid.Rows - row); r++)
                    Array.Copy(grid.Values, (row + r) * grid.Columns + column, tile, r * TileSize, width);
                Buffer.BlockCopy(tile, 0, bytes, 0, bytes.Length);
                if (tiff.WriteEncodedTile(tiff.ComputeTile(column, row, 0, 0), bytes, bytes.Length) < 0)
                    throw new IOException($"'{grid.Name}': the tile at row {row}, column {column} could not be written ({GeoTiffTags.LastError})");
            }
    }

    /// <summary>The caller's stream, which stays open.</summary>
    private sealed class OpenStream : TiffStream
    {
        public override void Close(object clientData) => ((Stream)clientData).Flush();
    }
}
