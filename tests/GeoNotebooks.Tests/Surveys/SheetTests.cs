using CsCheck;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic;
using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class SheetTests
{
    private static readonly Gen<Sheet> Sheets =
        from series in Gen.Int[0, 3].Select(i => Enum.GetValues<SheetSeries>()[i])
        from band in Gen.Char['A', 'V']
        from zone in Gen.Int[1, 60]
        from row in Gen.Int[1, (int)series]
        from column in Gen.Int[1, (int)series]
        from southern in Gen.Bool
        select new Sheet(band, zone, row, column) { Series = series, IsSouthern = southern };

    [Theory]
    [InlineData("P-55", 60, 64, 144, 150)]
    [InlineData("O-53-VI", 59 + 1 / 3.0, 60, 137, 138)]
    [InlineData("P-55-XXII", 60 + 4 * 2 / 3.0 - 4 / 3.0, 62, 147, 148)]
    [InlineData("P-55-101", 61, 61 + 1 / 3.0, 146, 146.5)]
    [InlineData("P-55-А", 62, 64, 144, 147)]
    [InlineData("P-55-Б", 62, 64, 147, 150)]
    [InlineData("P-55-В", 60, 62, 144, 147)]
    [InlineData("P-55-Г", 60, 62, 147, 150)]
    [InlineData("N-37-144", 52, 52 + 1 / 3.0, 41.5, 42)]
    [InlineData("A-32 (Ю.П.)", -4, 0, 6, 12)]
    [InlineData("SB-60-1", -4 - 1 / 3.0, -4, 174, 174.5)]
    public void Extent_is_the_place_of_the_name(string name, double south, double north, double west, double east)
    {
        var sheet = Sheet.Parse(name);
        Assert.Equal(south, sheet.South, 1e-12);
        Assert.Equal(north, sheet.North, 1e-12);
        Assert.Equal(west, sheet.West, 1e-12);
        Assert.Equal(east, sheet.East, 1e-12);
    }

    [Theory]
    [InlineData("p-55-xxii", "P-55-XXII")]
    [InlineData("  Р - 55 - ХХІІ ", "P-55-XXII")]
    [InlineData("Р–55–XXII", "P-55-XXII")]
    [InlineData("р 55 xxii", "P-55-XXII")]
    [InlineData("P55-101", "P-55-101")]
    [InlineData("NP-55-101", "P-55-101")]
    [InlineData("O-53-VI", "O-53-VI")]
    [InlineData("О-53-УІ", "O-53-VI")]
    [InlineData("P-55-B", "P-55-Б")]
    [InlineData("P-55-В", "P-55-В")]
    [InlineData("p-55-d", "P-55-Г")]
    [InlineData("Р-55-б", "P-55-Б")]
    [InlineData("P-55-I", "P-55-I")]
    [InlineData("P-55-C", "P-55-В")]
    [InlineData("К-42-(ю.п.)", null)]
    [InlineData("К-42-17 (ю.п.)", "K-42-17 (Ю.П.)")]
    [InlineData("SK-42-17", "K-42-17 (Ю.П.)")]
    [InlineData("S-42-17", "S-42-17")]
    public void A_name_is_read_however_it_is_typed(string typed, string? name)
    {
        if (name is null)
            Assert.Throws<ArgumentException>(() => Sheet.Parse(typed));
        else
            Assert.Equal(name, Sheet.Parse(typed).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("W-55")]
    [InlineData("P-61")]
    [InlineData("P-0")]
    [InlineData("P-551")]
    [InlineData("P-55-")]
    [InlineData("P-55-XXXVII")]
    [InlineData("P-55-IIX")]
    [InlineData("P-55-0")]
    [InlineData("P-55-145")]
    [InlineData("P-55-Д")]
    [InlineData("P-55-101-А")]
    [InlineData("Р-55-B")] // a Russian Р and a Latin B: either Б or В
    [InlineData("Л-55")]
    [InlineData("SA-32-I (Ю.П.)")]
    [InlineData("P-55-XXI,XXII")]
    public void A_bad_name_is_answered_with_one_sentence(string name)
    {
        var message = Assert.Throws<ArgumentException>(() => Sheet.Parse(name)).Message;
        Assert.StartsWith("expected the name of", message);
        Assert.Contains($"found '{name}'", message);
    }

    [Fact]
    public void A_name_gives_its_sheet_back() => Sheets.Sample(sheet =>
        Sheet.Parse(sheet.Name) == sheet && Sheet.Parse(sheet.LatinName) == sheet && Sheet.Parse(sheet.RussianName) == sheet
        && Sheet.Parse(sheet.Name.ToLowerInvariant()) == sheet && sheet.LatinName.All(char.IsAscii));

    [Fact]
    public void The_neighbour_back_is_the_sheet() =>
        Gen.Select(Sheets, Gen.Int[-30, 30], Gen.Int[-800, 800]).Sample((sheet, rows, columns) =>
            sheet.Neighbour(rows, columns) is not { } there
                ? Math.Abs((sheet.North + sheet.South) / 2 - rows * 4.0 / (int)sheet.Series) > 88
                : there.Neighbour(-rows, -columns) == sheet
                    && Math.Abs((sheet.North - there.North) * (int)sheet.Series / 4 - rows) < 1e-9
                    && Math.Abs(Math.IEEERemainder((there.West - sheet.West) - columns * 6.0 / (int)sheet.Series, 360)) < 1e-9);

    [Fact]
    public void Neighbours_share_their_edges_exactly() => Sheets.Sample(sheet =>
        (sheet.Neighbour(1, 0) is not { } south || south.North == sheet.South && south.West == sheet.West)
        && (sheet.Neighbour(0, 1) is { } east && (east.West == sheet.East || east.West == -180) && east.North == sheet.North)
        && sheet.Neighbours().Count == (Math.Abs(sheet.North) == 88 || Math.Abs(sheet.South) == 88 ? 5 : 8));

    [Fact]
    public void Parts_tile_their_sheet_exactly() => Sheets.Sample(sheet =>
    {
        foreach (var series in Enum.GetValues<SheetSeries>().Where(series => (int)series % (int)sheet.Series == 0))
        {
            var parts = sheet.Parts(series);
            var side = (int)series / (int)sheet.Series;
            Assert.Equal(side * side, parts.Distinct().Count());
            Assert.Equal((sheet.North, sheet.West), (parts[0].North, parts[0].West));
            Assert.Equal((sheet.South, sheet.East), (parts[^1].South, parts[^1].East));
            for (var i = 0; i < parts.Count; i++)
            {
                Assert.True(i % side == 0 || parts[i].West == parts[i - 1].East);
                Assert.True(i < side || parts[i].North == parts[i - side].South);
                Assert.Equal(sheet, parts[i].Within(sheet.Series));
            }
        }
    });

    [Fact]
    public void A_place_within_is_found_again() => Gen.Select(Sheets, Gen.Double[0, 0.999], Gen.Double[0, 0.999]).Sample((sheet, up, right) =>
        Sheet.At(sheet.Series, sheet.South + up * (sheet.North - sheet.South), sheet.West + right * (sheet.East - sheet.West)) == sheet);

    [Fact]
    public void Edges_of_bands_zones_and_the_world_are_crossed()
    {
        Assert.Equal("O-55-V", Sheet.Parse("P-55-XXXV").Neighbour(1, 0)!.Name);
        Assert.Equal("P-56-XIX", Sheet.Parse("P-55-XXIV").Neighbour(0, 1)!.Name);
        Assert.Equal("O-56-I", Sheet.Parse("P-55-XXXVI").Neighbour(1, 1)!.Name);
        Assert.Equal("R-1", Sheet.Parse("R-60").Neighbour(0, 1)!.Name);
        Assert.Equal("A-32-А (Ю.П.)", Sheet.Parse("A-32-В").Neighbour(1, 0)!.Name);
        Assert.Null(Sheet.Parse("V-40-5").Neighbour(-1, 0));
        Assert.Equal("P-55-XXII", Sheet.At(SheetSeries.OneTo200000, 61 + 38 / 60.0 + 49 / 3600.0, 147 + 48 / 60.0 + 36 / 3600.0).Name);
        Assert.Throws<ArgumentException>(() => Sheet.At(SheetSeries.OneToMillion, 88, 0));
        Assert.Throws<ArgumentException>(() => Sheet.Parse("P-55-XXII").Parts(SheetSeries.OneTo500000));
        Assert.Throws<ArgumentException>(() => Sheet.Parse("P-55-XXII").Within(SheetSeries.OneTo100000));
    }

    /// <summary>
    /// The synthetic region is drawn on these vertices, bit by bit: they must be what ProjNET's own objects give by the recipe that the first region was made with.
    /// </summary>
    [Fact]
    public void Zone_25_keeps_every_bit_of_the_region()
    {
        var factory = new CoordinateSystemFactory();
        var krassovsky = factory.CreateFlattenedSphere("Krassovsky 1940", 6378245, 298.3, LinearUnit.Metre);
        var datum = factory.CreateHorizontalDatum("Pulkovo 1942", DatumType.HD_Geocentric, krassovsky, null);
        var geographic = factory.CreateGeographicCoordinateSystem(
            "Pulkovo 1942", AngularUnit.Degrees, datum, PrimeMeridian.Greenwich, new("Lon", AxisOrientationEnum.East), new("Lat", AxisOrientationEnum.North));
        var projection = factory.CreateProjection("Gauss-Kruger zone 25", "Transverse_Mercator",
        [
            new("latitude_of_origin", 0), new("central_meridian", 147), new("scale_factor", 1), new("false_easting", 25_500_000), new("false_northing", 0),
        ]);
        var projected = factory.CreateProjectedCoordinateSystem(
            "zone 25", geographic, projection, LinearUnit.Metre, new("East", AxisOrientationEnum.East), new("North", AxisOrientationEnum.North));
        var transform = new CoordinateTransformationFactory().CreateFromCoordinateSystems(geographic, projected).MathTransform;
        void Same(double latitude, double longitude, Coordinate found)
        {
            var (x, y) = transform.Transform(longitude, latitude);
            Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Round(x, 4)), BitConverter.DoubleToInt64Bits(found.X));
            Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Round(y, 4)), BitConverter.DoubleToInt64Bits(found.Y));
        }

        foreach (var sheet in KolymaOptions.AllSheets.Select(Sheet.Parse))
        {
            double north = 64 - (sheet.Row - 1) * (2.0 / 3), south = 64 - sheet.Row * (2.0 / 3), west = 144 + sheet.Column - 1;
            var ring = sheet.Outline(Crs.Pulkovo1942GaussKruger25).Coordinates;
            Assert.Equal(41, ring.Length);
            for (var i = 0; i < 12; i++)
            {
                Same(south, west + i / 12.0, ring[i]);
                Same(north, west + 1 - i / 12.0, ring[20 + i]);
            }
            for (var i = 0; i < 8; i++)
            {
                Same(south + (north - south) * i / 8, west + 1, ring[12 + i]);
                Same(north - (north - south) * i / 8, west, ring[32 + i]);
            }
        }
        Gen.Select(Gen.Double[58, 66], Gen.Double[140, 154]).Sample((latitude, longitude) => Same(latitude, longitude, Sheet.ProjectedToZone25(latitude, longitude)));
    }

    [Theory]
    [InlineData(4284)]
    [InlineData(4326)]
    [InlineData(28425)]
    [InlineData(32655)]
    public void Outlines_meet_and_cover(int epsg)
    {
        var crs = Crs.FromEpsg(epsg);
        var parts = Sheet.Parse("P-55-XXII").Parts(SheetSeries.OneTo100000).Select(part => part.Outline(crs)).ToArray();
        var whole = Sheet.Parse("P-55-XXII").Outline(crs);
        Assert.Equal(whole.Area, parts.Sum(part => part.Area), whole.Area * 1e-9);
        Assert.Equal(5, parts[0].Coordinates.Where(point => parts[1].Coordinates.Contains(point)).Distinct().Count());
        if (crs.IsGeographic)
            Assert.Equal(2 / 3.0, whole.Area, 1e-4); // degrees squared; another datum stretches them a little
        else
            Assert.Equal(3930e6, whole.Area, 20e6); // 74.3 km by 53.0 km at 61 deg 40'
    }

    [Fact]
    public void A_sheet_at_180_degrees_stays_in_one_piece()
    {
        foreach (var name in new[] { "R-60", "R-1" })
        {
            var extent = Sheet.Parse(name).Outline(Crs.Wgs84).EnvelopeInternal;
            Assert.Equal(6, extent.Width, 0.01);
            Assert.Equal(Sheet.Parse(name).West, extent.MinX, 0.01);
        }
    }

    [Fact]
    public void Whatever_the_name_the_answer_is_a_sheet_or_one_sentence() => Gen.Char["PРРAАSN0123456789-–, .()IXVХБВBЮПюп"].Array[0, 14].Sample(
        letters =>
        {
            foreach (var read in new Func<string, object>[] { Sheet.Parse, PublishedSheet.Parse })
                try
                {
                    Assert.NotNull(read(new string(letters)));
                }
                catch (ArgumentException error)
                {
                    Assert.StartsWith("expected", error.Message);
                }
        },
        iter: 20_000);

    [Fact]
    public void A_sheet_far_from_the_zone_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Sheet.Parse("P-40").Outline(Crs.Pulkovo1942GaussKruger25));
        Assert.Throws<NotSupportedException>(() => Sheet.Parse("P-55").Outline(Crs.Local));
    }
}
