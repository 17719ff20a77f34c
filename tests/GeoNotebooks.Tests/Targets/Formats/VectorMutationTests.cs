using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Targets.Formats;
using Xunit;

namespace GeoNotebooks.Tests.Targets.Formats;

/// <summary>
/// Damaged files: bits turned, numbers at their limits, pieces cut, doubled or moved. Each ends in a layer or in one sentence, within 2 s and without more
/// memory than 1 MB and ten times the file. 2,000 a reader; the environment variable GEONB_MUTATIONS asks for others.
/// </summary>
public sealed class VectorMutationTests(GdalLayers gdal) : IClassFixture<GdalLayers>
{
    private const int LongestMilliseconds = 2000;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("GEONB_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 2000;

    [Fact]
    public void Shapefile() => InMemory("map.shp", ShapefileFormatTests.Files());

    [Fact]
    public void GeoJson() => InMemory("map.geojson", new Dictionary<string, byte[]>
    {
        ["map.geojson"] = Encoding.UTF8.GetBytes("""
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28425"}},"features":[
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10.5],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]},"properties":{"name":"гранит","n":1,"list":[1,2]}},
            {"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2,3]},{"type":"MultiLineString","coordinates":[[[0,0],[1,1e3]],[[5,5],[6,6]]]}]},"properties":null},
            {"type":"Feature","geometry":null,"properties":{"name":"\u0451","f":1.5e-3,"b":true}}]}
            """),
    });

    [Fact]
    public void Mif() => InMemory("map.mif", new Dictionary<string, byte[]>
    {
        ["map.mif"] = CyrillicText.Windows1251.GetBytes(MifFormatTests.Mif),
        ["map.mid"] = CyrillicText.Windows1251.GetBytes(MifFormatTests.Mid),
    });

    [Theory]
    [InlineData("polygons")]
    [InlineData("lines")]
    [InlineData("points")]
    public void Tab(string kind)
    {
        var stem = $"plane-{kind}";
        gdal.Expected(stem + ".tab");
        InMemory(stem + ".tab", ((string[])[".tab", ".dat", ".map", ".id"]).ToDictionary(extension => stem + extension, extension => File.ReadAllBytes(Path.Combine(gdal.Folder, stem + extension))));
    }

    [Fact]
    public void GeoPackage()
    {
        using var folder = new TemporaryFolder();
        GeoPackageReadingTests.Make(folder["map.gpkg"]);
        var whole = File.ReadAllBytes(folder["map.gpkg"]);
        Run(
            whole.Length,
            random =>
            {
                File.WriteAllBytes(folder["map.gpkg"], Mutated(whole, random));
                _ = VectorFile.Read(folder["map.gpkg"]);
            });
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private static void InMemory(string main, Dictionary<string, byte[]> files)
    {
        var names = files.Keys.Order(StringComparer.Ordinal).ToArray();
        Run(
            files.Values.Sum(file => file.Length),
            random =>
            {
                var damaged = new Dictionary<string, byte[]>(files);
                var name = names[random.Next(names.Length)];
                damaged[name] = Mutated(files[name], random);
                if (random.Next(20) == 0)
                    damaged.Remove(names[random.Next(names.Length)]);
                using var content = GridContent.OfBytes(main, damaged.GetValueOrDefault(main) ?? files[main], damaged);
                _ = VectorFile.Read(content);
            });
    }

    private static void Run(int length, Action<Random> read)
    {
        var refused = 0;
        for (var seed = 0; seed < Count; seed++)
        {
            var clock = Stopwatch.StartNew();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(new Random(seed));
            }
            catch (InvalidDataException exception)
            {
                refused++;
                Assert.False(exception.Message.Contains('\n'), $"seed {seed}: {exception.Message}");
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
            Assert.True(clock.ElapsedMilliseconds < LongestMilliseconds, $"seed {seed}: {clock.ElapsedMilliseconds} ms");
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(allocated < 1_000_000 + 10L * length, $"seed {seed}: {allocated} bytes for a file of {length}");
        }
        // Damage that nothing notices, or that always shows at the first byte, would test nothing.
        if (Count >= 500)
            Assert.InRange(refused, Count / 50, Count * 49 / 50);
    }

    private static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Length > 8; changes--)
        {
            var at = random.Next(bytes.Length - 8);
            var length = random.Next(1, Math.Min(64, bytes.Length - at));
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    int[] limits = [-1, int.MinValue, int.MaxValue, 0, 0x10000, -8];
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), limits[random.Next(limits.Length)]);
                    break;
                case 3:
                    BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at & ~3), random.Next(2) == 0 ? int.MaxValue : random.Next(-4, 1000));
                    break;
                case 4:
                    double[] numbers = [double.NaN, double.PositiveInfinity, 1e300, -0.0];
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), numbers[random.Next(numbers.Length)]);
                    break;
                case 5:
                    bytes = bytes[..at];
                    break;
                case 6:
                    bytes = [.. bytes[..at], .. bytes[(at + length)..]];
                    break;
                default:
                    bytes = [.. bytes[..(at + length)], .. bytes[at..]];
                    break;
            }
        }
        return bytes;
    }
}
