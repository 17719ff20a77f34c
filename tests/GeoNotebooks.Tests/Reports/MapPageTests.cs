using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Prospects;
using GeoNotebooks.Reports;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Reports;

public sealed class MapPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    private static readonly FigureSource Source = FigureSource.Generated("a stack of the test");
    private static readonly GridGeometry Geometry = new(60, 90, 25_540_000, 6_840_000, 200, 100, Crs.Pulkovo1942GaussKruger25);

    // In steps of 20, so that many nodes tie; without an answer in the south-east.
    private static readonly Grid Score = GridOf("score", (r, c) => r >= 50 && c >= 80 ? float.NaN : (c * 7 + r * 3) / 20 / 45f);
    private static readonly Grid Field = GridOf("field", (r, c) => r == 0 && c == 0 ? float.NaN : r == 59 && c == 89 ? 1e6f : MathF.Sin(r * 0.3f) * 100 + c * c);

    private static Grid GridOf(string name, Func<int, int, float> value) =>
        new(Geometry, [.. Enumerable.Range(0, Geometry.Count).Select(i => value(i / Geometry.Columns, i % Geometry.Columns))], name, "nT");

    private static Geometry Box(int row, int column, int rows, int columns) => GeometryFactory.Default.ToGeometry(Geometry.Window(row, column, rows, columns).Bounds);

    private static VectorLayer Layer(string name, params (Geometry Shape, Dictionary<string, object?> Attributes)[] features) =>
        new(name, Geometry.Crs, [.. features.Select(feature => new VectorFeature(feature.Shape, feature.Attributes))]);

    private static readonly VectorLayer Clusters = Layer(
        "clusters",
        (Box(4, 80, 6, 6), new() { ["name"] = "East" }), (Box(40, 60, 5, 7), new() { ["name"] = "Middle" }),
        (new Point(Geometry.X(5), Geometry.Y(30)), new() { ["name"] = "Point" }), (Box(53, 83, 4, 4), new() { ["name"] = "Blank" }));

    private static MapPage Page => new("Map", Source, new GridLayer(Score), new MapPageGroup("Channels", new GridLayer(Field, Palette.Viridis)));

    private static string Html(MapPage page)
    {
        using var folder = new TemporaryFolder();
        page.Write(folder["map.html"]);
        return File.ReadAllText(folder["map.html"]);
    }

    private static string Text(string html, string id) => Regex.Match(html, $"<script type=\"[a-z/]+\" id=\"{id}\">([^<]*)</script>").Groups[1].Value;

    private static JsonElement Json(string html, string id) => JsonDocument.Parse(Text(html, id)).RootElement;

    /// <summary>What a reader of the page makes of a raster, written anew from the description of the format.</summary>
    private static double[] Values(string html, string id, JsonElement raster)
    {
        using var zlib = new ZLibStream(new MemoryStream(Convert.FromBase64String(Text(html, id))), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        var bytes = plain.ToArray();
        var (rows, columns) = (raster.GetProperty("rows").GetInt32(), raster.GetProperty("columns").GetInt32());
        var (low, step) = (raster.GetProperty("low").GetDouble(), raster.GetProperty("step").GetDouble());
        Assert.Equal(2 * rows * columns, bytes.Length);
        var codes = new int[rows, columns];
        var values = new double[rows * columns];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var i = r * columns + c;
                var folded = bytes[i] + 256 * bytes[rows * columns + i];
                var difference = folded % 2 == 0 ? folded / 2 : -(folded + 1) / 2;
                var expected = (c > 0 ? codes[r, c - 1] : 0) + (r > 0 ? codes[r - 1, c] : 0) - (r > 0 && c > 0 ? codes[r - 1, c - 1] : 0);
                codes[r, c] = (difference + expected) & 0xffff;
                values[i] = codes[r, c] == 0 ? double.NaN : low + (codes[r, c] - 1) * step;
            }
        return values;
    }

    [Fact]
    public void Values_are_kept_to_half_a_step_and_blank_nodes_stay_blank()
    {
        var html = Html(Page);
        var layers = Json(html, "map").GetProperty("layers");
        foreach (var (grid, i) in new[] { Score, Field }.Select((grid, i) => (grid, i)))
        {
            var raster = layers[i].GetProperty("raster");
            var values = Values(html, $"raster-{i}", raster);
            var step = raster.GetProperty("step").GetDouble();
            Assert.All(Enumerable.Range(0, values.Length), node =>
            {
                Assert.Equal(float.IsNaN(grid.Values[node]), double.IsNaN(values[node]));
                Assert.True(float.IsNaN(grid.Values[node]) || Math.Abs(grid.Values[node] - values[node]) <= step * 0.5001, $"{grid.Name} at {node}");
            });
        }
        Assert.Equal((layers[0].GetProperty("to").GetDouble() - layers[0].GetProperty("from").GetDouble()) / 250, layers[0].GetProperty("raster").GetProperty("step").GetDouble(), 1e-12);
        Assert.Contains("Values are rounded to 1/250 of the range of their colours", html);
    }

    [Fact]
    public void A_few_extreme_values_still_fit_into_sixteen_bits()
    {
        var wild = Field.Map(value => value == 1e6f ? 1e12f : value);
        var html = Html(new("Map", Source, new GridLayer(wild)));
        var raster = Json(html, "map").GetProperty("layers")[0].GetProperty("raster");
        var values = Values(html, "raster-0", raster);
        Assert.Equal(1e12, values[^1], 1e12 / 60_000);
        Assert.InRange(raster.GetProperty("codes").GetInt32(), 60_000, 65_535);
    }

    [Fact]
    public void Levels_count_the_nodes_of_the_score_as_it_is()
    {
        var html = Html(Page);
        var map = Json(html, "map");
        var entry = Values(html, "entry", map.GetProperty("entry"));
        var sorted = Score.Values.Where(value => !float.IsNaN(value)).OrderDescending().ToArray();
        var level = 0;
        foreach (var found in map.GetProperty("levels").EnumerateArray())
        {
            level++;
            var share = found.GetProperty("share").GetDouble();
            var edge = sorted[Math.Max(1, (int)Math.Round(share * sorted.Length))];
            var nodes = sorted.Count(value => value > edge);
            Assert.Equal(edge, (float)found.GetProperty("above").GetDouble());
            Assert.Equal(nodes, found.GetProperty("nodes").GetInt32());
            Assert.Equal(nodes * 0.02, found.GetProperty("areaSquareKilometres").GetDouble(), 1e-9);
            Assert.Equal(nodes, entry.Count(at => at <= level));
        }
        Assert.Equal(Score.Values.Select(float.IsNaN), entry.Select(double.IsNaN));
    }

    [Fact]
    public void Clusters_carry_their_rank_on_the_score_and_those_on_blank_ground_none()
    {
        var clusters = Json(Html(Page with { Clusters = Clusters }), "shapes").GetProperty("clusters").GetProperty("shapes");
        for (var i = 0; i < 2; i++)
            Assert.Equal(AreaRank.Of(Score, PolygonRaster.Inside(Geometry, [Clusters.Features[i].Shape])).ShareAbove, clusters[i].GetProperty("shareAbove").GetDouble());
        var cell = new bool[Geometry.Count];
        cell[30 * Geometry.Columns + 5] = true;
        Assert.Equal(AreaRank.Of(Score, cell).ShareAbove, clusters[2].GetProperty("shareAbove").GetDouble());
        Assert.False(clusters[3].TryGetProperty("shareAbove", out _));
    }

    [Fact]
    public void No_text_of_data_becomes_markup_or_ends_the_script()
    {
        var layer = Layer(Hostile, (Box(1, 1, 4, 4), new() { ["name"] = Hostile, [Hostile] = Hostile, ["link"] = "javascript:alert(1)" }));
        var html = Html(new MapPage(Hostile, FigureSource.Generated(Hostile), new GridLayer(Score, name: Hostile), new MapPageGroup(Hostile, new GridLayer(Field)))
        { Subtitle = Hostile, Zones = layer, Clusters = layer, Sheets = layer });
        Assert.DoesNotContain("alert(1)</script>", html);
        Assert.DoesNotContain("<img", html);
        var zone = Json(html, "shapes").GetProperty("zones").GetProperty("shapes")[0];
        Assert.Equal(Hostile, zone.GetProperty("name").GetString());
        Assert.Equal([Hostile, Hostile], zone.GetProperty("attributes")[0].EnumerateArray().Select(text => text.GetString()!));
        Assert.Equal("javascript%3Aalert%281%29", zone.GetProperty("link").GetString());
    }

    [Fact]
    public void The_page_says_what_it_is_and_loads_nothing()
    {
        var html = Html(Page);
        Assert.Contains("1:200 000: not for siting drill holes.", html);
        Assert.Contains("This is not a map of deposits. It is a map of areas where it is worth thinking and checking again.", html);
        Assert.Contains("<p class=\"badge\">Synthetic data</p>", html);
        Assert.Contains("Synthetic data. a stack of the test", html);
        Assert.Contains("EPSG:28425", html);
        Assert.DoesNotContain("https:", html);
        Assert.DoesNotContain(" src=", html);
        Assert.Empty(Regex.Matches(html, "http:(?!//www\\.w3\\.org/2000/svg)"));
        Assert.DoesNotContain("badge\">", Html(new("Map", FigureSource.Measured("a survey"), new GridLayer(Score))));
    }

    [Fact]
    public void Latitude_and_longitude_from_the_lattice_are_within_a_metre_of_the_transformation()
    {
        var fifteenSheets = Geometry with { Rows = 1134, Columns = 1368, West = 25_390_600, North = 6_955_000, CellHeight = 200 };
        var lattice = GeographicLattice.Of(fifteenSheets)!;
        var exact = CrsTransformation.Between(fifteenSheets.Crs, Crs.Wgs84);
        var (bounds, random) = (fifteenSheets.Bounds, new Random(1));
        for (var i = 0; i < 2000; i++)
        {
            var (x, y) = (random.NextDouble() * bounds.Width, random.NextDouble() * bounds.Height);
            var (column, row) = (Math.Min((int)(x / lattice.StepX), lattice.Columns - 2), Math.Min((int)(y / lattice.StepY), lattice.Rows - 2));
            var (fx, fy) = (x / lattice.StepX - column, y / lattice.StepY - row);
            double Between(double[] of) =>
                (of[row * lattice.Columns + column] * (1 - fx) + of[row * lattice.Columns + column + 1] * fx) * (1 - fy)
                + (of[(row + 1) * lattice.Columns + column] * (1 - fx) + of[(row + 1) * lattice.Columns + column + 1] * fx) * fy;
            var (longitude, latitude) = exact.Transform(bounds.MinX + x, bounds.MaxY - y);
            var north = (Between(lattice.Latitudes) - latitude) * 111_400;
            var east = (Between(lattice.Longitudes) - longitude) * 111_400 * Math.Cos(latitude * Math.PI / 180);
            Assert.True(Math.Sqrt(north * north + east * east) < 1, $"{north} m north, {east} m east");
        }
    }

    [Fact]
    public void A_local_plane_has_its_own_coordinates_alone()
    {
        var html = Html(new("Map", Source, new GridLayer(Score with { Geometry = Geometry with { Crs = Crs.Local } })));
        Assert.False(Json(html, "shapes").TryGetProperty("places", out _));
        Assert.Contains("Coordinates: local metric plane.", html);
    }

    [Fact]
    public void Shapes_are_drawn_from_the_north_western_corner_with_their_holes()
    {
        var ring = new Coordinate[] { new(25_540_100, 6_839_900), new(25_541_100, 6_839_900), new(25_541_100, 6_838_900), new(25_540_100, 6_839_900) };
        var hole = new Coordinate[] { new(25_540_700, 6_839_800), new(25_541_000, 6_839_800), new(25_541_000, 6_839_500), new(25_540_700, 6_839_800) };
        var shape = MapPageShape.Of("one", new Polygon(new LinearRing(ring), [new LinearRing(hole)]), Geometry.Bounds);
        Assert.Equal("M200 150l1000 0 0 1000 -1000 -1000zM800 250l300 0 0 300 -300 -300z", shape.Path);
        Assert.Equal([200, 150, 1200, 1150], shape.Box);
        Assert.Equal("M200 150h0", MapPageShape.Of("dot", new Point(ring[0]), Geometry.Bounds).Path);
    }

    [Fact]
    public void A_page_that_would_be_too_long_averages_its_heaviest_rasters_and_says_so()
    {
        var random = new Random(5);
        var geometry = Geometry with { Rows = 300, Columns = 301 };
        var noise = new Grid(geometry, [.. Enumerable.Range(0, geometry.Count).Select(_ => (float)random.NextDouble())], "noise", "1");
        var page = new MapPage("Map", Source, new GridLayer(noise.Map(_ => 1)), new MapPageGroup("Channels", new GridLayer(noise)));
        var whole = Html(page);
        Assert.Equal(1, Json(whole, "map").GetProperty("layers")[1].GetProperty("raster").GetProperty("side").GetInt32());
        var most = 20_000 + whole.Length - Text(whole, "raster-1").Length / 2;
        var html = Html(page with { MostBytes = most });
        Assert.True(html.Length <= most, $"{html.Length} of {most}");
        var layers = Json(html, "map").GetProperty("layers");
        Assert.Equal(1, layers[0].GetProperty("raster").GetProperty("side").GetInt32());
        var raster = layers[1].GetProperty("raster");
        Assert.Equal((2, 150, 151), (raster.GetProperty("side").GetInt32(), raster.GetProperty("rows").GetInt32(), raster.GetProperty("columns").GetInt32()));
        Assert.Equal((noise[2, 4] + noise[2, 5] + noise[3, 4] + noise[3, 5]) / 4, Values(html, "raster-1", raster)[151 + 2], 0.005);
        Assert.Contains("averages", html);
        Assert.Contains("too long", Assert.Throws<InvalidDataException>(() => Html(page with { MostBytes = 40_000 })).Message);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused_in_one_sentence()
    {
        var shifted = new GridLayer(Field with { Geometry = Geometry with { West = Geometry.West + 200 } });
        Assert.Contains("other nodes", Assert.Throws<InvalidDataException>(() => new MapPage("Map", Source, new GridLayer(Score), new MapPageGroup("Channels", shifted))).Message);
        Assert.Contains("other nodes", Assert.Throws<InvalidDataException>(() => Page with { Relief = shifted.Grid }).Message);
        var elsewhere = Clusters with { Crs = Crs.Wgs84Utm50North };
        Assert.Equal(
            $"map page 'Map': layer 'clusters' is in {elsewhere.Crs}, the score in {Geometry.Crs}: bring both into one system first",
            Assert.Throws<InvalidDataException>(() => Page with { Clusters = elsewhere }).Message);
        Assert.Contains("none of the 60 x 90 nodes", Assert.Throws<InvalidDataException>(() => new MapPage("Map", Source, new GridLayer(Score.Map(_ => float.NaN)))).Message);
        var degrees = Score with { Geometry = Geometry with { West = 140, North = 60, CellWidth = 0.01, CellHeight = 0.01, Crs = Crs.Wgs84 } };
        Assert.Contains("in degrees", Assert.Throws<InvalidDataException>(() => new MapPage("Map", Source, new GridLayer(degrees))).Message);
    }

    [Fact]
    public void A_page_that_cannot_be_made_leaves_the_one_before_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["map.html"], "before");
        Assert.Throws<InvalidDataException>(() => (Page with { MostBytes = 1 }).Write(folder["map.html"]));
        Assert.Equal("before", File.ReadAllText(folder["map.html"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Fifteen_sheets_with_sixteen_rasters_and_relief_are_under_fifteen_megabytes()
    {
        const int side = 1400;
        var geometry = Geometry with { Rows = side, Columns = side, West = 25_390_000, North = 6_955_000, CellHeight = 200 };
        GridLayer Rough(int seed)
        {
            var random = new Random(seed);
            var waves = Enumerable.Range(0, 12).Select(_ => (X: random.NextDouble() / 6, Y: random.NextDouble() / 6, Phase: random.NextDouble() * 6)).ToArray();
            var values = new float[side * side];
            for (var i = 0; i < values.Length; i++)
                values[i] = waves.Sum(wave => MathF.Sin((float)(wave.X * (i % side) + wave.Y * (i / side) + wave.Phase))) + 0.05f * (float)random.NextDouble();
            return new(new Grid(geometry, values, $"layer {seed}", "1"));
        }
        using var folder = new TemporaryFolder();
        new MapPage("Large", Source, Rough(0), new MapPageGroup("Channels", [.. Enumerable.Range(1, 15).Select(Rough)])) { Relief = Rough(16).Grid }.Write(folder["map.html"]);
        var bytes = new FileInfo(folder["map.html"]).Length;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{bytes / 1e6:0.00} MB"));
        Assert.InRange(bytes, 1_000_000, 15_000_000);
    }
}
