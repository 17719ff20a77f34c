using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoNotebooks.Tests.Targets.Formats;

/// <summary>
/// Layers that GDAL wrote into a folder in every format and encoding, and what GDAL reads in each: polygons with holes and an island within a hole, several
/// parts, lines, points with heights, Cyrillic text, blanks and rows without a shape.
/// </summary>
public sealed class GdalLayers : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Dictionary<string, IReadOnlyList<Row>>> _expected;

    public GdalLayers() => _expected = new(Write);

    /// <summary>One object, as GDAL reads it.</summary>
    public sealed record Row(Geometry? Shape, IReadOnlyDictionary<string, object?> Attributes);

    public string Folder => _folder.Path;

    public IReadOnlyList<Row> Expected(string file) => _expected.Value[file];

    public static IReadOnlyList<Row> Parse(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ParseRow(JsonDocument.Parse(line).RootElement))];

    /// <summary>Python that prints an object a line: its shape in hexadecimal well-known binary and its attributes.</summary>
    public const string Dump = """
        import json, sys
        from osgeo import ogr, osr, gdal
        gdal.UseExceptions()
        def value(f, i):
            if not f.IsFieldSetAndNotNull(i): return None
            d = f.GetFieldDefnRef(i); t = d.GetType()
            if t in (ogr.OFTDate, ogr.OFTDateTime): return f.GetFieldAsString(i).replace('/', '-').replace(' ', 'T')
            if t == ogr.OFTReal: return {'real': f.GetFieldAsDouble(i)}
            if d.GetSubType() == ogr.OFSTBoolean: return bool(f.GetFieldAsInteger(i))
            if t in (ogr.OFTInteger, ogr.OFTInteger64): return f.GetFieldAsInteger64(i)
            return f.GetFieldAsString(i)
        def dump(path, name=None):
            out = []
            source = ogr.Open(path); layer = source.GetLayerByName(name) if name else source.GetLayer(0)
            for f in layer:
                g = f.GetGeometryRef()
                out.append(json.dumps({'shape': None if g is None else bytes(g.ExportToIsoWkb()).hex(), 'attributes': {f.GetFieldDefnRef(i).GetName(): value(f, i) for i in range(f.GetFieldCount())}}))
            return '\n'.join(out)

        """;

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, IReadOnlyList<Row>> Write()
    {
        var output = Gdal.Python(Dump + $"folder = '{Folder}'\n" + """
            crs = osr.SpatialReference(); crs.ImportFromEPSG(28425); crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            x, y = 25500000, 6800000
            def ring(a, b, c, d): return '(%r %r,%r %r,%r %r,%r %r,%r %r)' % (x+a, y+b, x+c, y+b, x+c, y+d, x+a, y+d, x+a, y+b)
            shapes = {
                'polygons': [
                    'POLYGON (' + ring(0, 0, 10000, 10000) + ',' + ring(2000, 2000, 4000.25, 4000) + ',' + ring(5000, 5000, 8000, 8000) + ')',
                    'MULTIPOLYGON ((' + ring(0, 0, 9000, 9000) + ',' + ring(1000, 1000, 8000, 8000) + '),(' + ring(3000, 3000, 6000, 6000) + '))',
                    'MULTIPOLYGON ((' + ring(0, 0, 90, 90) + '),(' + ring(100, 100, 800, 200.5) + '))', None, 'POLYGON (' + ring(0, 0, 1, 1) + ')'],
                'lines': ['LINESTRING (%d %d,%d %d)' % (x, y, x + 5000, y + 100), 'LINESTRING (%d %d,%d %d,%d %d)' % (x, y, x + 5000, y + 100, x, y + 20000),
                    'MULTILINESTRING ((%d %d,%d %d),(%d %d,%d %d,%d %d))' % (x, y, x + 1, y, x + 7, y, x + 8, y, x + 9, y + 4), None, 'LINESTRING (%d %d,%d %d)' % (x, y, x - 30000, y + 1)],
                'points': ['POINT (%d %d)' % (x, y), 'POINT (%r %r)' % (x + 0.5, y - 0.25), 'POINT (%d %d)' % (x + 70000, y - 90000), None, 'POINT (%d %d)' % (x, y)],
                'heights': ['POLYGON Z ((%d %d 1,%d %d 2.5,%d %d 3,%d %d 1))' % (x, y, x, y + 9, x + 9, y + 9, x, y), None],
                'clouds': ['MULTIPOINT (%d %d,%d %d)' % (x, y, x + 5, y + 6), None],
            }
            names = ['Гранит биотитовый, мелкозернистый', 'Атканская свита <script>alert("ё")</script>', '', None, 'ДИОРИТ']
            def make(path, driver, dataset, creation, key, epsg=28425):
                source = ogr.GetDriverByName(driver).CreateDataSource(path, dataset)
                crs = osr.SpatialReference(); crs.ImportFromEPSG(epsg); crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
                layer = source.CreateLayer(path.split('/')[-1].split('.')[0], crs, ogr.wkbUnknown if driver != 'ESRI Shapefile' else {'polygons': ogr.wkbPolygon, 'lines': ogr.wkbLineString, 'points': ogr.wkbPoint, 'heights': ogr.wkbPolygon25D, 'clouds': ogr.wkbMultiPoint}[key], creation)
                for n, t, w in (('name', ogr.OFTString, 120), ('count', ogr.OFTInteger, 0), ('rate', ogr.OFTReal, 0), ('day', ogr.OFTDate, 0)):
                    d = ogr.FieldDefn(n, t); d.SetWidth(w); layer.CreateField(d)
                for i, wkt in enumerate(shapes[key]):
                    f = ogr.Feature(layer.GetLayerDefn())
                    if names[i] is not None: f.SetField('name', names[i])
                    if i != 3: f.SetField('count', -i * 1000); f.SetField('rate', i / 8 - 0.25); f.SetField('day', 2019 + i, 2, 1 + i, 0, 0, 0, 0)
                    if not wkt and driver in ('GPKG', 'GeoJSON') and key in ('lines', 'polygons', 'clouds'): wkt = {'lines': 'LINESTRING', 'polygons': 'MULTIPOLYGON', 'clouds': 'MULTIPOINT'}[key] + ' EMPTY'
                    if wkt: f.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
                    layer.CreateFeature(f)
                source = None
            import os
            made = {}
            for key in shapes:
                for name, driver, dataset, creation in (
                    ('utf8-%s.shp', 'ESRI Shapefile', [], ['ENCODING=UTF-8']), ('cp1251-%s.shp', 'ESRI Shapefile', [], ['ENCODING=CP1251']), ('cp866-%s.shp', 'ESRI Shapefile', [], ['ENCODING=CP866']),
                    ('plane-%s.geojson', 'GeoJSON', [], ['COORDINATE_PRECISION=6']), ('plane-%s.gpkg', 'GPKG', [], []),
                    ('plane-%s.mif', 'MapInfo File', ['FORMAT=MIF'], ['ENCODING=CP1251']), ('plane-%s.tab', 'MapInfo File', ['FORMAT=TAB'], ['ENCODING=CP1251'])):
                    if key == 'heights' and 'MapInfo' in driver: continue
                    path = folder + '/' + name % key
                    make(path, driver, dataset, creation, key)
                    made[name % key] = dump(path)
            # The same bytes without their .cpg: GDAL is told what we are to find out.
            for page in ('UTF-8', 'CP1251', 'CP866', 'KOI8-R'):
                path = folder + '/bare-%s.shp' % page
                make(path, 'ESRI Shapefile', [], ['ENCODING=' + page], 'polygons')
                made['bare-%s.shp' % page] = dump(path)
                os.remove(path[:-3] + 'cpg')
                bytes_ = bytearray(open(path[:-3] + 'dbf', 'rb').read()); bytes_[29] = 0; open(path[:-3] + 'dbf', 'wb').write(bytes_)
            for epsg in (4326, 4284, 28409, 32650, 2515, 32718):
                for ext in ('mif', 'tab'):
                    make(folder + '/epsg%d.%s' % (epsg, ext), 'MapInfo File', ['FORMAT=' + ext.upper()], [], 'clouds', epsg)
            print(json.dumps(made))
            """);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(output)!.ToDictionary(pair => pair.Key, pair => Parse(pair.Value));
    }

    private static Row ParseRow(JsonElement row)
    {
        var shape = row.GetProperty("shape");
        return new(
            shape.ValueKind == JsonValueKind.Null ? null : new WKBReader().Read(Convert.FromHexString(shape.GetString()!)),
            row.GetProperty("attributes").EnumerateObject().ToDictionary(property => property.Name, property => Value(property.Value)));
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Object => value.GetProperty("real").GetDouble(),
        _ => value.GetString(),
    };
}
