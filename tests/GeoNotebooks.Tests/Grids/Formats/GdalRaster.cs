using System.Text.Json;

namespace GeoNotebooks.Tests.Grids.Formats;

/// <summary>A raster as GDAL reads it.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Transform">GDAL's six numbers: x of the corner of the first cell, x a column, x a row, then the same of y.</param>
/// <param name="Values">Row after row; NaN where the file has no value.</param>
/// <param name="Epsg">The code of the system that comes nearest by GDAL's judgement, "" where none does.</param>
internal sealed record GdalRaster(int Rows, int Columns, double[] Transform, float[] Values, string Epsg)
{
    /// <summary>Centre of a cell.</summary>
    public (double X, double Y) Position(int row, int column) => (
        Transform[0] + (column + 0.5) * Transform[1] + (row + 0.5) * Transform[2],
        Transform[3] + (column + 0.5) * Transform[4] + (row + 0.5) * Transform[5]);

    public static GdalRaster Read(string path, string driver, int band = 1)
    {
        var text = Gdal.Python(
            $"""
            import json, math
            from osgeo import gdal
            gdal.UseExceptions()
            raster = gdal.OpenEx('{path}', gdal.OF_RASTER, allowed_drivers=['{driver}'])
            band = raster.GetRasterBand({band})
            blank = band.GetNoDataValue()
            values = [None if v == blank or math.isnan(v) else v for v in band.ReadAsArray().ravel().tolist()]
            system = raster.GetSpatialRef()
            matches = system.FindMatches() if system else []
            code = matches[0][0].GetAuthorityCode(None) if matches else None
            print(json.dumps([raster.RasterYSize, raster.RasterXSize, raster.GetGeoTransform(), values, code or '']))
            """);
        using var json = JsonDocument.Parse(text);
        var parts = json.RootElement;
        return new(
            parts[0].GetInt32(), parts[1].GetInt32(), [.. parts[2].EnumerateArray().Select(number => number.GetDouble())],
            [.. parts[3].EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? float.NaN : (float)value.GetDouble())], parts[4].GetString()!);
    }

    /// <summary>Fails where a node of a grid lies elsewhere than the centre of GDAL's cell.</summary>
    public void LiesLike(GeoNotebooks.Grids.GridGeometry geometry, double tolerance = 1e-6)
    {
        Xunit.Assert.Equal((Rows, Columns), (geometry.Rows, geometry.Columns));
        foreach (var (row, column) in new[] { (0, 0), (0, Columns - 1), (Rows - 1, 0), (Rows - 1, Columns - 1), (1, 1) })
        {
            var (x, y) = Position(row, column);
            var found = geometry.Position(row, column);
            Xunit.Assert.Equal(x, found.X, tolerance);
            Xunit.Assert.Equal(y, found.Y, tolerance);
        }
    }
}
