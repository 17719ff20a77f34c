using System.Globalization;
using System.Text;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class ChannelBuilderTests
{
    private const string Sheet = "P-55-XXII";
    private static readonly Crs Zone = Crs.FromEpsg(28425);
    private static readonly ChannelBuilder Builder = new() { CellSizeMetres = 500 };

    /// <summary>Lines 2 km apart that each have an error of their own, and spikes: levelling leaves less than a third of what gridding the samples as they are does (what varies smoothly from line to line no tie can tell from the field).</summary>
    [Fact]
    public void Magnetic_lines_are_despiked_and_levelled_by_ties()
    {
        var truth = Local(lineError: 0, withTies: true);
        var levelled = Deviation(Local(lineError: 20, withTies: true), truth);
        var asMeasured = Deviation(Local(lineError: 20, withTies: false), truth);
        Assert.True(asMeasured > 5, $"errors that matter; found {asMeasured} nT");
        Assert.True(levelled < asMeasured / 3, $"{levelled} nT left of {asMeasured}");
    }

    /// <summary>A package without columns of lines has nothing to level by and is gridded as it is.</summary>
    [Fact]
    public void Table_without_lines_is_gridded_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var package = Make(folder, 20, "magnetic_anomaly");
        var channel = Builder.Build(package, [Sheet], ["magnetic_tilt"])["magnetic_tilt"];
        var geometry = Builder.GeometryOf([Sheet], Zone);
        var grid = Builder.Gridding.Interpolate(SurveyTable.Open(package, "primary/airborne").Points("magnetic_anomaly"), geometry);
        var setting = new FieldSetting(75, -10, GeographicPlace.ConvergenceDegrees(Zone, new((geometry.West + geometry.East) / 2, (geometry.South + geometry.North) / 2)));
        Assert.Equal(ChannelRecipe.MagneticTilt.Transform(grid, setting).Where(ChannelBuilder.SheetMask(geometry, Sheet)).Values, channel.Values);
    }

    [Fact]
    public void Each_recipe_has_a_name_of_its_own_and_is_found_by_it()
    {
        Assert.Equal(ChannelRecipe.All.Count, ChannelRecipe.All.Select(recipe => recipe.Name).Distinct().Count());
        Assert.All(ChannelRecipe.All, recipe => Assert.Same(recipe, ChannelRecipe.Named(recipe.Name)));
        Assert.Contains("found 'no such'", Assert.Throws<ArgumentException>(() => ChannelRecipe.Named("no such")).Message);
    }

    /// <summary>Radiometric and chemical columns carry errors of the count and of the laboratory, not of the line.</summary>
    [Fact]
    public void Only_magnetic_channels_are_levelled_by_lines() =>
        Assert.Equal(["magnetic_entropy", "magnetic_local", "magnetic_tilt"], ChannelRecipe.All.Where(recipe => recipe.ByLines).Select(recipe => recipe.Name).Order());

    /// <summary>Continued upward by h, a wave of length l keeps exp(-2 pi h / l) of its derivative: closed form, far from the edges.</summary>
    [Fact]
    public void Smooth_gravity_gradient_is_the_gradient_one_kilometre_higher()
    {
        const double Length = 8000;
        var geometry = new GridGeometry(200, 200, 0, 100_000, 500, 500, Crs.Local);
        var values = new float[geometry.Count];
        for (var node = 0; node < values.Length; node++)
            values[node] = (float)Math.Sin(2 * Math.PI * geometry.X(node % geometry.Columns) / Length);
        var field = new Grid(geometry, values, "gravity_bouguer", "mGal");
        var sharp = ChannelRecipe.GravityVerticalGradient.Transform(field, new(75, 0, 0));
        var smooth = ChannelRecipe.GravityVerticalGradientSmooth.Transform(field, new(75, 0, 0));
        var expected = Math.Exp(-2 * Math.PI * ChannelRecipe.SmoothGravityMetres / Length);
        for (var column = 60; column < 140; column++)
            Assert.Equal(expected * sharp[100, column], smooth[100, column], 0.02 * 1e4 * 2 * Math.PI / Length);
        Assert.Equal("E", smooth.Unit);
    }

    private static Grid Local(double lineError, bool withTies)
    {
        using var folder = new TemporaryFolder();
        string[] columns = withTies ? ["line", "tie", "fiducial", "magnetic_anomaly"] : ["line", "fiducial", "magnetic_anomaly"];
        return Builder.Build(Make(folder, lineError, columns), [Sheet], ["magnetic_local"])["magnetic_local"];
    }

    private static DataPackage Make(TemporaryFolder folder, double lineError, params string[] columns)
    {
        var area = GeoNotebooks.Surveys.Sheet.Parse(Sheet).Outline(Zone).EnvelopeInternal;
        var text = new StringBuilder("x,y," + string.Join(",", columns) + "\n");
        var random = new Random(5);
        long number = 0;
        foreach (var tie in new[] { false, true })
        {
            var (from, to, start, end) = tie ? (area.MinY, area.MaxY, area.MinX, area.MaxX) : (area.MinX, area.MaxX, area.MinY, area.MaxY);
            for (var across = from + 37; across < to; across += tie ? 5000 : 2000)
            {
                // Ties are flown with care; each line has a level of its own.
                var error = tie ? 0 : lineError * (2 * random.NextDouble() - 1);
                var fiducial = 0;
                number++;
                for (var along = start; along < end; along += 250)
                {
                    var (x, y) = tie ? (along, across + 11) : (across, along);
                    var spike = lineError > 0 && random.NextDouble() < 0.002 ? 300 : 0;
                    text.Append(CultureInfo.InvariantCulture, $"{x},{y}");
                    foreach (var column in columns)
                        text.Append(CultureInfo.InvariantCulture, $",{(column == "line" ? number : column == "tie" ? (tie ? 1 : 0) : column == "fiducial" ? fiducial : Field(x, y) + error + spike)}");
                    text.Append('\n');
                    fiducial++;
                }
            }
        }
        Directory.CreateDirectory(folder["primary/airborne"]);
        File.WriteAllText(folder[$"primary/airborne/{Sheet}.csv"], text.ToString());
        var package = new DataPackage
        {
            Name = "lines",
            Title = "Flight lines with errors",
            Version = "1.0.0",
            Crs = "EPSG:28425",
            Synthetic = true,
            Licenses = [new("CC0-1.0")],
            InducingField = new(60_000, 75, -10, "2000-01-01", "made for the test"),
            Resources = [DataResource.Describe(folder.Path, $"primary/airborne/{Sheet}.csv", "airborne",
                new([new("x", "number", "m", "easting"), new("y", "number", "m", "northing"), .. columns.Select(column => new DataField(column, "number", column == "magnetic_anomaly" ? "nT" : "1", column))]))],
        };
        package.Write(folder.Path);
        return DataPackage.Open(folder.Path);
    }

    // Long waves alone, which the lines 2 km apart can hold.
    private static double Field(double x, double y) => 60 * Math.Sin(x / 3000) * Math.Cos(y / 4000) + 40 * Math.Cos((x + y) / 5000);

    private static double Deviation(Grid one, Grid other) =>
        Math.Sqrt(one.Values.Zip(other.Values, (a, b) => (double)(a - b)).Where(d => !double.IsNaN(d)).Average(d => d * d));
}
