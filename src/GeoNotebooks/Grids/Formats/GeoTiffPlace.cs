using BitMiracle.LibTiff.Classic;

namespace GeoNotebooks.Grids.Formats;

/// <summary>
/// Where the nodes of a GeoTIFF lie (OGC 19-008r4, sections 7.2 and 7.5): a tie point with the pixel scale, or a transformation; pixel-is-area puts them on the corner of a cell,
/// pixel-is-point on its node. The keys name the system by its EPSG code or by a citation.
/// </summary>
internal static class GeoTiffPlace
{
    private const int ModelType = 1024, RasterType = 1025, Citation = 1026, GeographicType = 2048, GeographicCitation = 2049, ProjectedType = 3072, ProjectedCitation = 3073;
    private const int ProjectionMethod = 3075, OriginLongitude = 3080, OriginLatitude = 3081, FalseEasting = 3082, FalseNorthing = 3083, ScaleAtOrigin = 3092;
    private const int TransverseMercator = 1;
    private const int UserDefined = 32767;

    /// <summary>Nodes within a thousandth of a cell of where a right angle would put them lie on one.</summary>
    private const double Shear = 1e-3;

    /// <summary>Reads the place; the flag says that the file's first row is the southernmost.</summary>
    public static (GridGeometry Geometry, bool SouthFirst) Read(Tiff tiff, GridContent content, int rows, int columns)
    {
        var keys = GeoTiffTags.Shorts(tiff, GeoTiffTags.GeoKeys);
        var half = Key(keys, RasterType) == 2 ? 0 : 0.5;
        var crs = ReadCrs(tiff, keys);
        var (alongX, downX, x0, alongY, downY, y0) = Affine(tiff, content);
        var (x, y) = (x0 + half * (alongX + downX), y0 + half * (alongY + downY));
        // Rows that run up the map are read from the other end.
        var southFirst = alongX * downY - alongY * downX > 0;
        if (southFirst)
            (x, y, downX, downY) = (x + (rows - 1) * downX, y + (rows - 1) * downY, -downX, -downY);
        var (width, height) = (double.Hypot(alongX, alongY), double.Hypot(downX, downY));
        if (!(Math.Abs(alongX * downX + alongY * downY) <= Shear * width * height))
            throw content.Broken("expected rows and columns at right angles; found a sheared grid: resample it first");
        var rotation = alongY == 0 && alongX > 0 ? 0 : double.Atan2Pi(alongY, alongX) * 180;
        return (content.RequireGeometry(rows, columns, x, y, width, height, rotation, crs), southFirst);
    }

    /// <summary>Writes the place: pixel is area.</summary>
    public static void Write(Tiff tiff, GridGeometry geometry)
    {
        var (keys, text) = GeoKeyDirectory(geometry.Crs);
        if (geometry.RotationDegrees == 0)
        {
            tiff.SetField(GeoTiffTags.PixelScale, 3, new[] { geometry.CellWidth, geometry.CellHeight, 0 });
            tiff.SetField(GeoTiffTags.TiePoint, 6, new[] { 0, 0, 0, geometry.West - geometry.CellWidth / 2, geometry.North + geometry.CellHeight / 2, 0 });
        }
        else
        {
            var (sine, cosine) = (double.SinPi(geometry.RotationDegrees / 180), double.CosPi(geometry.RotationDegrees / 180));
            var (alongX, alongY, downX, downY) = (geometry.CellWidth * cosine, geometry.CellWidth * sine, geometry.CellHeight * sine, -geometry.CellHeight * cosine);
            var (x, y) = (geometry.West - (alongX + downX) / 2, geometry.North - (alongY + downY) / 2);
            tiff.SetField(GeoTiffTags.Transformation, 16, new[] { alongX, downX, 0, x, alongY, downY, 0, y, 0, 0, 0, 0, 0, 0, 0, 1 });
        }
        tiff.SetField(GeoTiffTags.GeoKeys, keys.Length, keys);
        if (text.Length > 0)
            tiff.SetField(GeoTiffTags.GeoAsciiKeys, text);
    }

    /// <summary>x = alongX column + downX row + x0, and y likewise, for the corner or the node of a cell.</summary>
    private static (double AlongX, double DownX, double X0, double AlongY, double DownY, double Y0) Affine(Tiff tiff, GridContent content)
    {
        if (GeoTiffTags.Doubles(tiff, GeoTiffTags.Transformation) is { Length: >= 16 } m)
            return (m[0], m[1], m[3], m[4], m[5], m[7]);
        if (GeoTiffTags.Doubles(tiff, GeoTiffTags.PixelScale) is not { Length: >= 2 } scale || GeoTiffTags.Doubles(tiff, GeoTiffTags.TiePoint) is not { Length: >= 6 } tie)
            throw content.Broken("expected the place of the grid (pixel scale and tie point, or a transformation); the file has none");
        if (tie.Length >= 12)
            throw content.Broken($"expected one tie point; found {tie.Length / 6}: warp the grid first");
        return (scale[0], 0, tie[3] - tie[0] * scale[0], 0, -scale[1], tie[4] + tie[1] * scale[1]);
    }

    private static Crs ReadCrs(Tiff tiff, ushort[] keys)
    {
        foreach (var key in new[] { ProjectedType, GeographicType })
        {
            if (Key(keys, key) is > 0 and < UserDefined and var epsg)
                return key == GeographicType ? Crs.FromEpsg(epsg) with { IsGeographic = true } : Crs.FromEpsg(epsg);
            // A projected system of the user's own may rest on a geographic one that has a code: by its parameters it may have one itself.
            if (key == ProjectedType && TransverseMercatorOf(tiff, keys) is { } known)
                return known;
            if (key == ProjectedType && (Key(keys, ProjectedType) == UserDefined || Key(keys, ModelType) == 1))
                break;
        }
        var text = GeoTiffTags.Text(tiff, GeoTiffTags.GeoAsciiKeys);
        foreach (var key in new[] { Citation, ProjectedCitation, GeographicCitation })
            if (Part(keys, key, text) is { Length: > 0 } citation)
                return Key(keys, ModelType) == 2 ? Crs.Parse(citation) with { IsGeographic = true } : Crs.Parse(citation);
        return Crs.Local;
    }

    /// <summary>The system of a transverse Mercator projection that is given by parameters (metres, degrees) instead of a code; null where it is none that we know.</summary>
    private static Crs? TransverseMercatorOf(Tiff tiff, ushort[] keys)
    {
        if (Key(keys, ProjectionMethod) != TransverseMercator || Key(keys, GeographicType) is not (> 0 and < UserDefined and var geographic)
            || GeoTiffTags.Doubles(tiff, GeoTiffTags.GeoDoubleKeys) is not { } numbers)
            return null;
        double? Number(int id)
        {
            for (var i = 4; i + 3 < keys.Length; i += 4)
                if (keys[i] == id && keys[i + 1] == (int)GeoTiffTags.GeoDoubleKeys && keys[i + 3] < numbers.Length)
                    return numbers[keys[i + 3]];
            return null;
        }
        return (Number(OriginLatitude) ?? 0) == 0 && Number(OriginLongitude) is { } meridian
            ? CrsDefinition.TransverseMercator(Crs.FromEpsg(geographic), meridian, Number(ScaleAtOrigin) ?? 1, Number(FalseEasting) ?? 0, Number(FalseNorthing) ?? 0)
            : null;
    }

    private static (short[] Keys, string Text) GeoKeyDirectory(Crs crs) => crs.Epsg switch
    {
        // Version 1.1.0; a user-defined model with its citation, or the code of a geographic (2) or a projected (1) system; pixel is area (1).
        null or >= UserDefined when Ascii(crs.Code) is var name =>
            ([1, 1, 0, 3, ModelType, 0, 1, (short)(crs.IsGeographic ? 2 : UserDefined), RasterType, 0, 1, 1, Citation, unchecked((short)GeoTiffTags.GeoAsciiKeys), (short)(name.Length + 1), 0], name + "|"),
        _ when crs.IsGeographic => ([1, 1, 0, 3, ModelType, 0, 1, 2, RasterType, 0, 1, 1, GeographicType, 0, 1, unchecked((short)crs.Epsg)], ""),
        _ => ([1, 1, 0, 3, ModelType, 0, 1, 1, RasterType, 0, 1, 1, ProjectedType, 0, 1, unchecked((short)crs.Epsg!)], ""),
    };

    /// <summary>The text of the keys is ASCII, and '|' ends a citation.</summary>
    private static string Ascii(string name) => string.Concat(name.Take(1000).Select(character => character is < ' ' or > '~' or '|' ? '?' : character));

    private static string? Part(ushort[] keys, int id, string text)
    {
        for (var i = 4; i + 3 < keys.Length; i += 4)
            if (keys[i] == id && keys[i + 1] == (int)GeoTiffTags.GeoAsciiKeys && keys[i + 3] < text.Length)
                return text.Substring(keys[i + 3], Math.Min(keys[i + 2], text.Length - keys[i + 3])).TrimEnd('|', ' ', '\0');
        return null;
    }

    private static int Key(ushort[] keys, int id)
    {
        for (var i = 4; i + 3 < keys.Length; i += 4)
            if (keys[i] == id && keys[i + 1] == 0)
                return keys[i + 3];
        return 0;
    }
}
