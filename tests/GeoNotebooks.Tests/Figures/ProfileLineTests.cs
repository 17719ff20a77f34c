using GeoNotebooks.Figures;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;
using Xunit;

namespace GeoNotebooks.Tests.Figures;

public sealed class ProfileLineTests
{
    /// <summary>East 300 m, north 400 m, and back west 200 m.</summary>
    private static readonly ProfileLine Bent = new(new Coordinate(1000, 2000), new Coordinate(1300, 2000), new Coordinate(1300, 2400), new Coordinate(1100, 2400));

    [Fact]
    public void Distances_run_along_the_bends()
    {
        Assert.Equal(900, Bent.LengthMetres);
        Assert.Equal([300, 700], Bent.BendsMetres);
        Assert.Equal(new Coordinate(1000, 2000), Bent.At(0));
        Assert.Equal(new Coordinate(1150, 2000), Bent.At(150));
        Assert.Equal(new Coordinate(1300, 2000), Bent.At(300));
        Assert.Equal(new Coordinate(1300, 2100), Bent.At(400));
        Assert.Equal(new Coordinate(1200, 2400), Bent.At(800));
        Assert.Equal(new Coordinate(1100, 2400), Bent.At(900));
        Assert.Equal((new Coordinate(1000, 2000), new Coordinate(1100, 2400)), (Bent.At(-5), Bent.At(1e9)));
    }

    [Fact]
    public void Stations_reach_both_ends_at_even_steps()
    {
        Assert.Equal([0, 300, 600, 900], Bent.Stations(300));
        Assert.Equal([0, 225, 450, 675, 900], Bent.Stations(299));
        Assert.Equal([0, 900], Bent.Stations(1e6));
    }

    [Fact]
    public void A_plane_is_read_exactly_wherever_the_line_goes()
    {
        static double Plane(Coordinate at) => 5 + 0.01 * (at.X - 25_500_000) - 0.02 * (at.Y - 6_900_000);
        var grid = Picture.GridOf(20, 30, (r, c) => (float)Plane(new(25_500_000 + 200 * c, 6_900_000 - 200 * r)));
        var line = new ProfileLine(new Coordinate(25_500_130, 6_899_870), new Coordinate(25_505_321, 6_896_543));
        var stations = line.Stations(100);
        foreach (var (value, metres) in line.Sample(grid, stations).Zip(stations))
            Assert.Equal(Plane(line.At(metres)), value, 1e-4);
    }

    [Fact]
    public void Holes_and_ground_off_the_grid_have_no_value()
    {
        var grid = Picture.GridOf(5, 11, (r, c) => c == 5 ? float.NaN : c);
        var line = new ProfileLine(new Coordinate(25_499_500, 6_899_600), new Coordinate(25_502_500, 6_899_600));
        var values = line.Sample(grid, [0, 500, 700, 1399, 1500, 1600, 1750, 2500, 2501]);
        Assert.Equal([double.NaN, 0, 1, double.NaN, double.NaN, double.NaN, 6.25, 10, double.NaN], values.Select(value => Math.Round(value, 4)));
    }

    [Fact]
    public void A_label_is_that_of_the_cell_and_unknown_off_the_map()
    {
        var labels = new TargetLabels(Picture.GridOf(1, 3, (_, _) => 0).Geometry, [1, 0, -1], "granite");
        var line = new ProfileLine(new Coordinate(25_499_000, 6_900_000), new Coordinate(25_501_000, 6_900_000));
        Assert.Equal<IEnumerable<sbyte>>([-1, 1, 1, 0, 0, -1, -1], line.Sample(labels, [890, 910, 1090, 1110, 1290, 1310, 2000]));
    }

    [Fact]
    public void The_map_shows_the_line_with_the_names_of_its_ends()
    {
        var layers = (Bent with { End = "A'" }).MapLayers();
        Assert.Equal("profile A–A'", Assert.Single(layers, layer => layer.InLegend).Name);
        var ends = layers.OfType<PointLayer>().ToList();
        Assert.Equal(["A", "A'"], ends.SelectMany(end => end.Labels));
        Assert.Equal([new Coordinate(1000, 2000), new Coordinate(1100, 2400)], ends.SelectMany(end => end.Points));
        Assert.Equal([true, false], ends.Select(end => end.LabelsLeft));
        using var picture = new Picture(new MapFigure("Map", Picture.Source, [new GridLayer(Picture.GridOf(8, 12, (_, _) => 0)), .. new ProfileLine(new Coordinate(25_500_000, 6_899_300), new Coordinate(25_502_200, 6_899_300)).MapLayers()]));
        Assert.Equal((Rgb)"#111111", picture.At(0.5, 0.5));
    }

    [Fact]
    public void A_point_and_a_place_that_is_none_are_no_line()
    {
        Assert.Contains("found 1 E, 2 N", Assert.Throws<ArgumentException>(() => new ProfileLine(new Coordinate(1, 2))).Message);
        Assert.Contains("found nothing but the point 1 E, 2 N", Assert.Throws<ArgumentException>(() => new ProfileLine(new Coordinate(1, 2), new Coordinate(1, 2))).Message);
        Assert.Throws<ArgumentException>(() => new ProfileLine(new Coordinate(1, 2), new Coordinate(double.NaN, 2)));
        Assert.Throws<ArgumentException>(() => Bent.Stations(0));
    }
}
