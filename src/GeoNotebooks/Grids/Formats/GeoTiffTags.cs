using System.Globalization;
using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids.Formats;

/// <summary>The tags of a GeoTIFF (OGC 19-008r4, section 7) and of GDAL, made known to LibTiff; its complaints are kept off the console.</summary>
internal static class GeoTiffTags
{
    public const TiffTag PixelScale = (TiffTag)33550;
    public const TiffTag TiePoint = (TiffTag)33922;
    public const TiffTag Transformation = (TiffTag)34264;
    public const TiffTag GeoKeys = (TiffTag)34735;
    public const TiffTag GeoDoubleKeys = (TiffTag)34736;
    public const TiffTag GeoAsciiKeys = (TiffTag)34737;
    public const TiffTag GdalMetadata = (TiffTag)42112;
    public const TiffTag GdalNoData = (TiffTag)42113;

    [ThreadStatic]
    private static string? _lastError;

    static GeoTiffTags()
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
                new(GeoDoubleKeys, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "GeoDoubleParams"),
                new(GeoAsciiKeys, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GeoAsciiParams"),
                new(GdalMetadata, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GDALMetadata"),
                new(GdalNoData, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GDALNoData"),
            ], 7);
        });
        Tiff.SetErrorHandler(new Complaints());
    }

    /// <summary>The last error of this thread since <see cref="ForgetError"/>: the decoder may go on after one.</summary>
    public static string? LastError => _lastError;

    /// <summary>Begins a file.</summary>
    public static void ForgetError() => _lastError = null;

    public static string Text(Tiff tiff, TiffTag tag) => tiff.GetField(tag) is { Length: > 0 } field ? field[^1].ToString()?.Trim('\0', ' ') ?? "" : "";

    public static double[]? Doubles(Tiff tiff, TiffTag tag) => tiff.GetField(tag) is [_, var values] ? values.ToDoubleArray() : null;

    public static ushort[] Shorts(Tiff tiff, TiffTag tag) =>
        tiff.GetField(tag) is [var count, var raw] ? [.. (raw.ToShortArray() ?? []).Take(count.ToInt()).Select(value => unchecked((ushort)value))] : [];

    private sealed class Complaints : TiffErrorHandler
    {
        public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }
        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) =>
            _lastError = string.Format(CultureInfo.InvariantCulture, format, args).ReplaceLineEndings(" ");
        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }
    }
}
