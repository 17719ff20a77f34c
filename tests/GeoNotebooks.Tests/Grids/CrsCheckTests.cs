using GeoNotebooks.Grids;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class CrsCheckTests
{
    private const double East = 25_542_933, Bare = 542_933, North = 6_837_972;

    [Theory]
    [InlineData(28425, East, North, CrsFit.Fits, 28425, false)]
    [InlineData(28425, North, East, CrsFit.Swapped, 28425, true)]
    [InlineData(28425, Bare, North, CrsFit.OtherZonePrefix, 2515, false)]
    [InlineData(28425, North, Bare, CrsFit.OtherZonePrefix, 2515, true)]
    [InlineData(28425, 24_857_000, North, CrsFit.OtherZonePrefix, 28424, false)]
    [InlineData(28425, 147.81, 61.65, CrsFit.Degrees, 4284, false)]
    [InlineData(28425, 61.65, 147.81, CrsFit.Degrees, 4284, true)]
    [InlineData(2515, Bare, North, CrsFit.Fits, 2515, false)]
    [InlineData(2515, North, Bare, CrsFit.Swapped, 2515, true)]
    [InlineData(2515, East, North, CrsFit.OtherZonePrefix, 28425, false)]
    [InlineData(28485, Bare, North, CrsFit.Fits, 28485, false)]
    [InlineData(28485, East, North, CrsFit.OtherZonePrefix, 28425, false)]
    [InlineData(20925, Bare, North, CrsFit.OtherZonePrefix, 21025, false)]
    [InlineData(20025, Bare, North, CrsFit.OtherZonePrefix, 2484, false)]
    [InlineData(2566, Bare, North, CrsFit.OtherZonePrefix, 2625, false)]
    [InlineData(2566, East, North, CrsFit.OtherZonePrefix, 2541, false)]
    [InlineData(32655, 500_000, 6_837_972, CrsFit.Fits, 32655, false)]
    [InlineData(32655, North, Bare, CrsFit.Swapped, 32655, true)]
    [InlineData(32655, East, North, CrsFit.OtherZonePrefix, 28425, false)]
    [InlineData(4284, 147.81, 61.65, CrsFit.Fits, 4284, false)]
    [InlineData(4284, 61.65, 147.81, CrsFit.Swapped, 4284, true)]
    [InlineData(4284, 60, 20, CrsFit.Swapped, 4284, true)]
    [InlineData(4284, East, North, CrsFit.Metres, 28425, false)]
    [InlineData(4326, North, East, CrsFit.Metres, 28425, true)]
    [InlineData(4326, Bare, North, CrsFit.Metres, null, false)]
    [InlineData(28425, 1e12, North, CrsFit.Outside, null, false)]
    [InlineData(28425, double.PositiveInfinity, North, CrsFit.Outside, null, false)]
    public void One_point_tells(int epsg, double x, double y, CrsFit fit, int? likely, bool swapped)
    {
        var check = CrsCheck.Of(Crs.FromEpsg(epsg), x, y);
        Assert.Equal((fit, likely, swapped), (check.Fit, check.Likely?.Epsg, check.IsSwapped));
        if (fit == CrsFit.Fits)
            check.ThrowUnlessFits("a.csv");
        else
            Assert.Equal($"a.csv: {check.Sentence}", Assert.Throws<InvalidDataException>(() => check.ThrowUnlessFits("a.csv")).Message);
    }

    [Fact]
    public void The_sentence_names_the_likely_system() => Assert.Equal(
        "expected easting, northing in metres of Pulkovo 1942 / Gauss-Kruger zone 25 (EPSG:28425), eastings within 500 km of 25500000; found x 542933, y 6837972: "
        + "the eastings carry no zone number, the likely system is Pulkovo 1942 / Gauss-Kruger CM 147E (EPSG:2515 or 28485)",
        CrsCheck.Of(Crs.Pulkovo1942GaussKruger25, Bare, North).Sentence);

    [Fact]
    public void A_wide_region_fits_by_its_centre()
    {
        Assert.Equal(CrsFit.Fits, CrsCheck.Of(Crs.Pulkovo1942GaussKruger25, new Envelope(24_800_000, 25_900_000, 6_000_000, 7_500_000)).Fit);
        Assert.Equal(CrsFit.Swapped, CrsCheck.Of(Crs.Pulkovo1942GaussKruger25, new Envelope(6_000_000, 7_500_000, 24_800_000, 25_900_000)).Fit);
    }

    [Fact]
    public void Nothing_is_said_of_what_cannot_be_checked()
    {
        Assert.Equal(CrsFit.NotChecked, CrsCheck.Of(Crs.Local, 1, 2).Fit);
        var empty = CrsCheck.Of(Crs.Pulkovo1942GaussKruger25, new Envelope());
        Assert.Equal(CrsFit.NotChecked, empty.Fit);
        empty.ThrowUnlessFits("a.csv");
        Assert.Throws<ArgumentException>(() => CrsCheck.Of(Crs.Pulkovo1942GaussKruger25, double.NaN, North));
    }
}
