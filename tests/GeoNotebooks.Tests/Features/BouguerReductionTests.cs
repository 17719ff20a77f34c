using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class BouguerReductionTests
{
    [Theory]
    [InlineData(0, 978_032.53359)]
    [InlineData(90, 983_218.49378)]
    [InlineData(-90, 983_218.49378)]
    [InlineData(45, 980_619.77695)]
    public void Normal_gravity_has_the_published_values(double latitude, double milligals) =>
        // Equator and poles: TR8350.2, table 3.4; 45 degrees: the closed form with the constants of that report, worked out by hand.
        Assert.Equal(milligals, BouguerReduction.NormalGravityMilligals(latitude), 0.01);

    [Fact]
    public void Free_air_has_the_known_gradient()
    {
        // The rule of thumb is 0.3086 mGal/m at 45 degrees; at the equator 0.30877, at the pole 0.30832 (Heiskanen and Moritz 1967, section 2-14), and it falls with height.
        double Gradient(double latitude, double height) => (BouguerReduction.NormalGravityMilligals(latitude, height + 0.5) - BouguerReduction.NormalGravityMilligals(latitude, height - 0.5)) / 1;
        Assert.Equal(-0.30877, Gradient(0, 0), 1e-4);
        Assert.Equal(-0.30855, Gradient(45, 0), 1e-4);
        Assert.Equal(-0.30832, Gradient(90, 0), 1e-4);
        // 6 g / a2 = 1.44e-7 mGal/m2.
        Assert.Equal(1.445e-7, (Gradient(45, 5000) - Gradient(45, 0)) / 5000, 3e-9);
    }

    [Fact]
    public void Slab_is_the_known_number()
    {
        // 0.04193 mGal/m for each g/cm3.
        Assert.Equal(0.04193 * 2.67 * 1000, new BouguerReduction().SlabMilligals(1000), 0.05);
        Assert.Equal(0.04193 * 2.2 * 300, new BouguerReduction { DensityKilogramsPerCubicMetre = 2200 }.SlabMilligals(300), 0.01);
        Assert.Equal(-0.04193 * 2.67 * 400, new BouguerReduction().SlabMilligals(-400), 0.02);
        Assert.Equal(-0.04193 * (2.67 - 1.03) * 400, new BouguerReduction { Below = BelowSeaLevel.SeaFloor }.SlabMilligals(-400), 0.02);
    }

    [Fact]
    public void Anomaly_is_observed_less_normal_less_slab()
    {
        var reduction = new BouguerReduction();
        var normal = 978_032.53359 * (1 + 0.00193185265241 * 0.25) / Math.Sqrt(1 - 0.00669437999014 * 0.25);
        var freeAir = normal * (1 - 2 / 6_378_137.0 * (1 + 1 / 298.257223563 + 0.00344978650684 - 2 / 298.257223563 * 0.25) * 1500 + 3 * 1500.0 * 1500 / (6_378_137.0 * 6_378_137.0));
        Assert.Equal(978_700 - freeAir - 2 * Math.PI * 6.6743e-11 * 2670 * 1500 * 1e5, reduction.AnomalyMilligals(978_700, -30, 1500), 1e-6);
        // Over the sea the station stays at sea level, and water becomes rock.
        var sea = reduction with { Below = BelowSeaLevel.SeaFloor };
        Assert.Equal(979_400 - normal + 2 * Math.PI * 6.6743e-11 * 1640 * 2000 * 1e5, sea.AnomalyMilligals(979_400, 30, -2000), 1e-6);
    }

    [Fact]
    public void Points_are_reduced_at_their_own_latitude()
    {
        var gravity = new PointSet([25, 26], [-30, -20], [978_700, 978_300], "gravity", "mGal", Crs.Wgs84);
        var heights = gravity with { Values = [1500, 900], Name = "height", Unit = "m" };
        var reduction = new BouguerReduction { DensityKilogramsPerCubicMetre = 2600 };
        var anomaly = reduction.Of(gravity, heights);
        Assert.Equal(reduction.AnomalyMilligals(978_700, -30, 1500), anomaly.Values[0], 1e-3);
        Assert.Equal(reduction.AnomalyMilligals(978_300, -20, 900), anomaly.Values[1], 1e-3);
        Assert.Equal(("Bouguer anomaly", "mGal"), (anomaly.Name, anomaly.Unit));
        // The same stations in metres of UTM zone 35S.
        var utm = Crs.FromEpsg(32735);
        var toPlane = CrsTransformation.Between(Crs.Wgs84, utm);
        var places = gravity.X.Zip(gravity.Y, (x, y) => toPlane.Transform(x, y)).ToArray();
        var projected = gravity with { X = [.. places.Select(place => place.X)], Y = [.. places.Select(place => place.Y)], Crs = utm };
        Assert.Equal(anomaly.Values[1], reduction.Of(projected, heights with { X = projected.X, Y = projected.Y, Crs = utm }).Values[1], 1e-3);
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        var gravity = new PointSet([25, 26], [-30, -20], [978_700, 978_300], "gravity", "mGal", Crs.Wgs84);
        var heights = gravity with { Values = [1500, 900], Name = "height", Unit = "m" };
        string Sentence(PointSet g, PointSet h) => Assert.Throws<InvalidDataException>(() => new BouguerReduction().Of(g, h)).Message;
        Assert.Contains("'gravity': expected absolute gravity in mGal; found the unit 'nT'", Sentence(gravity with { Unit = "nT" }, heights));
        Assert.Contains("'height': expected heights in m; found the unit 'km'", Sentence(gravity, heights with { Unit = "km" }));
        Assert.Contains("point 2: expected absolute gravity, 975000 to 985000 mGal; found -35: is it an anomaly already?", Sentence(gravity with { Values = [978_700, -35] }, heights));
        Assert.Contains("point 1: expected a height within 12000 m", Sentence(gravity, heights with { Values = [15_000, 900] }));
        Assert.Contains("expected heights at the 2 points of 'gravity'", Sentence(gravity, heights with { X = [25, 27] }));
        Assert.Contains("system that has latitudes", Sentence(gravity with { Crs = Crs.Local }, heights with { Crs = Crs.Local }));
    }

    [Fact]
    public async Task Stations_of_southern_africa_have_the_anomaly_of_the_plateau()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GEONB_MIRROR") is { Length: > 0 }, "GEONB_MIRROR names no folder of downloaded data sets.");
        using var folder = new TemporaryFolder();
        var package = await new PackageFetcher { CacheFolder = folder.Path }.FetchAsync(ManifestFolder.Open("southern-africa-gravity"), null, TestContext.Current.CancellationToken);
        var anomaly = new BouguerReduction().Of(SurveyTable.Open(package, ""));
        Assert.Equal(14_359, anomaly.Count);
        // The first station, 979656.12 mGal at 34.12971 S, 32.2 m.
        Assert.Equal(new BouguerReduction().AnomalyMilligals(979_656.12, -34.12971, 32.2), anomaly.Values[0], 1e-4);
        // The high plateau is held up by light crust: about -200 to -80 mGal on the Kaapvaal craton.
        var plateau = Enumerable.Range(0, anomaly.Count).Where(i => anomaly.X[i] is > 26 and < 31 && anomaly.Y[i] is > -27 and < -24).Select(i => anomaly.Values[i]).Order().ToArray();
        Assert.InRange(plateau[plateau.Length / 2], -180, -100);
    }
}
