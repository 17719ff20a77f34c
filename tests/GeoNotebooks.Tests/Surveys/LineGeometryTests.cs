using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class LineGeometryTests
{
    [Theory]
    [InlineData(45, 500, 2_500, 50)]
    [InlineData(0, 400, 2_000, 25)]
    [InlineData(110, 250, 3_000, 60)]
    [InlineData(179, 250, 3_000, 60)]
    public void Spacing_interval_and_azimuth_are_those_flown(double azimuth, double spacing, double ties, double interval)
    {
        var measured = LineGeometry.Of(new FlownLines { AzimuthDegrees = azimuth, LineSpacing = spacing, TieSpacing = ties, Interval = interval }.Fly());
        Assert.Equal(azimuth, measured.AzimuthDegrees, 1e-6);
        Assert.Equal(spacing, measured.LineSpacingMetres, 1e-3);
        Assert.Equal(ties, measured.TieSpacingMetres, 1e-3);
        Assert.Equal(interval, measured.SampleIntervalMetres, 1e-6);
        Assert.Equal((40, 8), (measured.FlightLines, measured.TieLines));
    }

    [Fact]
    public void Cell_finer_than_a_quarter_of_the_spacing_is_warned_of_with_the_reason()
    {
        var measured = LineGeometry.Of(new FlownLines().Fly());
        Assert.Null(measured.CellWarning(125));
        Assert.Equal(
            "a cell of 100 m is finer than a quarter of the spacing of the lines (500 m): nothing was measured between them at that scale, so the nodes there show the gridding method, and beads along the lines look like geology; take 125 m or more",
            measured.CellWarning(100));
    }

    [Fact]
    public void Single_line_has_no_spacing_and_warns_of_nothing()
    {
        var measured = LineGeometry.Of(new FlownLines { FlightLines = 1, TieLines = 1 }.Fly());
        Assert.True(double.IsNaN(measured.LineSpacingMetres));
        Assert.Null(measured.CellWarning(1));
    }
}
