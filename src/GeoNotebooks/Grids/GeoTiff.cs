using System.Globalization;
using BitMiracle.LibTiff.Classic;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Grids;

/// <summary>
/// Grids as GeoTIFF (OGC 19-008r4): one band of numbers with its place on Earth. Written as tiled float32, deflate, NaN as nodata;
/// read from strips or tiles of integers or floats. Colour pictures are refused: their cells hold colours, not measured values.
/// </summary>
public static class GeoTiff
{
    private const TiffTag PixelScale = (TiffTag)33550;
    private const TiffTag TiePoint = (TiffTag)33922;
    private const TiffTag Transformation = (TiffTag)34264;
    private const TiffTag GeoKeys = (TiffTag)34735;
    private const TiffTag GeoAsciiKeys = (TiffTag)34737;
    private const TiffTag GdalMetadata = (TiffTag)42112;
    private const TiffTag GdalNoData = (TiffTag)42113;
    private const int TileSize = 256;

    static GeoTiff()
    {
        var previous = Tiff.SetTagExtender(null);
        Tiff.SetTagExtender(tiff =>
        {
            previous?.Invoke(tiff);
            tiff.MergeFieldInfo(
            [
                new(PixelScale, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelPixelScale"),
                new(TiePoint, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelTiepoint"),
                new(Transformation, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelTransformation"),
                new(GeoKeys, -1, -1, TiffType.SHORT, FieldBit.Custom, true, true, "GeoKeyDirectory"),
                new(GeoAsciiKeys, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GeoAsciiParams"),
                new(GdalMetadata, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GDALMetadata"),
                new(GdalNoData, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GDALNoData"),
            ], 7);
        });
        Tiff.SetErrorHandler(new Complaints());
    }

    /// <summary>Writes a grid; an older file is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The grid; its name and unit go into the band's description.</param>
    public static void Write(string path, Grid grid) => AtomicFile.Write(path, beside =>
    {
        using var tiff = Tiff.Open(beside, "w") ?? throw new IOException($"{path}: could not be written");
        tiff.SetField(TiffTag.IMAGEWIDTH, grid.Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, grid.Rows);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.COMPRESSION, Compression.ADOBE_DEFLATE);
        tiff.SetField(TiffTag.TILEWIDTH, TileSize);
        tiff.SetField(TiffTag.TILELENGTH, TileSize);
        var geometry = grid.Geometry;
        tiff.SetField(PixelScale, 3, new[] { geometry.CellWidthMetres, geometry.CellHeightMetres, 0 });
        tiff.SetField(TiePoint, 6, new[] { 0, 0, 0, geometry.Bounds.MinX, geometry.Bounds.MaxY, 0 });
        var (keys, text) = GeoKeyDirectory(geometry.Crs);
        tiff.SetField(GeoKeys, keys.Length, keys);
        if (text.Length > 0)
            tiff.SetField(GeoAsciiKeys, text);
        tiff.SetField(GdalNoData, "nan");
        tiff.SetField(GdalMetadata, Metadata(grid));
        WriteTiles(tiff, grid, path);
    });

    /// <summary>Reads the first band of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unit">Unit of the values, when the file does not say.</param>
    /// <returns>The grid, by the name and unit that the file gives its band; NaN where it has its nodata value.</returns>
    /// <exception cref="InvalidDataException">Not a GeoTIFF, a picture, or a grid without a place.</exception>
    public static Grid Read(string path, string unit = "1")
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: expected a GeoTIFF; there is no such file", path);
        Complaints.LastError = null;
        try
        {
            using var tiff = Tiff.Open(path, "r") ?? throw new InvalidDataException($"{path}: expected a GeoTIFF; the file does not begin like one or is cut short");
            var grid = Read(tiff, path, unit);
            return Complaints.LastError is null ? grid : throw new InvalidDataException($"{path}: expected a whole GeoTIFF; {Complaints.LastError}");
        }
        // The decoder answers damaged bytes with whatever exception its arithmetic runs into.
        catch (Exception exception) when (exception is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException($"{path}: expected a GeoTIFF; the file is damaged or cut short ({exception.Message})", exception);
        }
    }

    private static Grid Read(Tiff tiff, string path, string unit)
    {
        RequireMeasuredValues(tiff, path);
        var geometry = ReadGeometry(tiff, path);
        var values = GeoTiffSamples.Read(tiff, geometry.Rows, geometry.Columns, path);
        if (float.TryParse(Text(tiff, GdalNoData), NumberStyles.Float, CultureInfo.InvariantCulture, out var blank))
            for (var i = 0; i < values.Length; i++)
                if (values[i] == blank)
                    values[i] = float.NaN;
        var description = Text(tiff, GdalMetadata);
        return new(geometry, values, Item(description, "DESCRIPTION") ?? Path.GetFileNameWithoutExtension(path), Item(description, "UNITTYPE") ?? unit);
    }

    private static void RequireMeasuredValues(Tiff tiff, string path)
    {
        var photometric = tiff.GetField(TiffTag.PHOTOMETRIC) is [var p, ..] ? (Photometric)p.ToInt() : Photometric.MINISBLACK;
        var samples = tiff.GetFieldDefaulted(TiffTag.SAMPLESPERPIXEL)[0].ToInt();
        if (photometric is Photometric.RGB or Photometric.PALETTE or Photometric.YCBCR or Photometric.CIELAB)
            throw new InvalidDataException($"{path}: cells hold colours ({photometric}), not measured values; ask for the source grid or the primary points");
        if (samples != 1)
            throw new InvalidDataException($"{path}: expected one band of numbers; found {samples}");
    }

    private static GridGeometry ReadGeometry(Tiff tiff, string path)
    {
        var columns = tiff.GetField(TiffTag.IMAGEWIDTH)[0].ToInt();
        var rows = tiff.GetField(TiffTag.IMAGELENGTH)[0].ToInt();
        if (Doubles(tiff, Transformation) is { Length: 16 } m && (m[1] != 0 || m[4] != 0))
            throw new InvalidDataException($"{path}: expected a grid with north up; found a rotated one");
        if (Doubles(tiff, PixelScale) is not { Length: >= 2 } scale || Doubles(tiff, TiePoint) is not { Length: >= 6 } tie)
            throw new InvalidDataException($"{path}: expected the place of the grid (pixel scale and tie point); the file has none");
        var keys = tiff.GetField(GeoKeys) is [var count, var raw] ? Shorts(raw, count.ToInt()) : [];
        // Pixel-is-point puts the tie point on the centre of a node, pixel-is-area on the corner of its cell (GeoKey 1025).
        var half = Key(keys, 1025) == 2 ? 0 : 0.5;
        var epsg = Key(keys, 3072) is > 0 and < 32767 and var projected ? projected : Key(keys, 2048) is > 0 and < 32767 and var geographic ? geographic : 0;
        return new(
            rows, columns, tie[3] + (half - tie[0]) * scale[0], tie[4] - (half - tie[1]) * scale[1], scale[0], scale[1],
            epsg > 0 ? Crs.FromEpsg(epsg) : Crs.Local);
    }

    private static void WriteTiles(Tiff tiff, Grid grid, string path)
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
                    throw new IOException($"{path}: the tile at row {row}, column {column} could not be written");
            }
    }

    private static (short[] Keys, string Text) GeoKeyDirectory(Crs crs) => crs.Epsg switch
    {
        // Version 1.1.0; model type 1024, raster type 1025 (pixel is area), citation 1026, system 3072 or 2048.
        null => ([1, 1, 0, 3, 1024, 0, 1, 32767, 1025, 0, 1, 1, 1026, unchecked((short)34737), (short)(crs.Name.Length + 1), 0], crs.Name + "|"),
        4326 or 4284 => ([1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, (short)crs.Epsg], ""),
        var epsg => ([1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, unchecked((short)epsg.Value)], ""),
    };

    private static string Metadata(Grid grid)
    {
        var statistics = GridStatistics.Of(grid);
        var items = new System.Xml.Linq.XElement("GDALMetadata",
            Entry("DESCRIPTION", grid.Name, ("sample", "0"), ("role", "description")),
            Entry("UNITTYPE", grid.Unit, ("sample", "0"), ("role", "unittype")),
            Entry("STATISTICS_MINIMUM", Number(statistics.Minimum), ("sample", "0")),
            Entry("STATISTICS_MAXIMUM", Number(statistics.Maximum), ("sample", "0")),
            Entry("STATISTICS_MEAN", Number(statistics.Mean), ("sample", "0")),
            Entry("STATISTICS_STDDEV", Number(statistics.StandardDeviation), ("sample", "0")));
        return items.ToString(System.Xml.Linq.SaveOptions.DisableFormatting);

        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        static System.Xml.Linq.XElement Entry(string name, string value, params (string Key, string Value)[] attributes) =>
            new("Item", new System.Xml.Linq.XAttribute("name", name), attributes.Select(a => new System.Xml.Linq.XAttribute(a.Key, a.Value)), value);
    }

    private static string Text(Tiff tiff, TiffTag tag) => tiff.GetField(tag) is { Length: > 0 } field ? field[^1].ToString()!.Trim('\0', ' ') : "";

    /// <summary>An item of GDAL's metadata, or null when there is none or the text is no XML.</summary>
    private static string? Item(string metadata, string name)
    {
        if (metadata.Length == 0)
            return null;
        try
        {
            return System.Xml.Linq.XElement.Parse(metadata).Elements("Item").FirstOrDefault(item => (string?)item.Attribute("name") == name)?.Value;
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static double[]? Doubles(Tiff tiff, TiffTag tag) => tiff.GetField(tag) is [_, var values] ? values.ToDoubleArray() : null;

    private static ushort[] Shorts(FieldValue values, int count) =>
        [.. (values.ToShortArray() ?? []).Take(count).Select(value => unchecked((ushort)value))];

    private static int Key(ushort[] keys, int id)
    {
        for (var i = 4; i + 3 < keys.Length; i += 4)
            if (keys[i] == id && keys[i + 1] == 0)
                return keys[i + 3];
        return 0;
    }

    /// <summary>Keeps the decoder's complaints off the console; an error of this thread's last file is kept, since the decoder may go on after one.</summary>
    private sealed class Complaints : TiffErrorHandler
    {
        [ThreadStatic]
        public static string? LastError;

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }
        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) =>
            LastError = string.Format(CultureInfo.InvariantCulture, format, args);
        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }
    }
}
