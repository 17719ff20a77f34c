using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic;
using GeoNotebooks.Synthetic.Geology;
using Xunit;

namespace GeoNotebooks.Tests.Synthetic;

public sealed class KolymaRegionTests
{
    [Fact]
    public void Inducing_field_is_that_of_the_reference_model_at_Natalka()
    {
        var (intensity, inclination, declination) = ReferenceField.At(61 + 38 / 60.0 + 49 / 3600.0, 147 + 48 / 60.0 + 36 / 3600.0);
        var field = KolymaRegion.InducingField;
        Assert.Equal(intensity, field.IntensityNanotesla, 20.0);
        Assert.Equal(inclination, field.InclinationDegrees, 0.05);
        Assert.Equal(declination, field.DeclinationDegrees, 0.05);
        var (i, a) = (field.InclinationDegrees * Math.PI / 180, field.DeclinationDegrees * Math.PI / 180);
        Assert.Equal(Math.Sin(i), KolymaBodies.PresentField.Down, 1e-9);
        Assert.Equal(Math.Cos(i) * Math.Sin(a), KolymaBodies.PresentField.East, 1e-9);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_sheet_has_the_same_bytes_whichever_others_are_written()
    {
        using var folder = new TemporaryFolder();
        KolymaRegion.Make(new() { Sheets = ["P-55-XXII"] }, Path.Combine(folder.Path, "one"));
        KolymaRegion.Make(new() { Sheets = KolymaOptions.QuickSheets }, Path.Combine(folder.Path, "three"));
        foreach (var part in new[] { "sheets", "primary/airborne", "primary/gravity", "primary/geochemistry" })
        {
            byte[] Bytes(string made) => File.ReadAllBytes(Path.Combine(folder.Path, made, KolymaRegion.DataFolder, part, "P-55-XXII.parquet"));
            Assert.Equal(Bytes("one"), Bytes("three"));
        }

        // The detail block comes with the sheet that it is a part of, lines 100 m apart, and tells of the same field.
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "one", KolymaRegion.DetailFolder)));
        var (detail, whole) = (DataPackage.Open(Path.Combine(folder.Path, "three", KolymaRegion.DetailFolder)), DataPackage.Open(Path.Combine(folder.Path, "three", KolymaRegion.DataFolder)));
        var lines = LineGeometry.Of(SurveyTable.Open(detail, "primary/airborne").Lines("magnetic_anomaly"));
        Assert.Equal(100, lines.LineSpacingMetres, 1.0);
        Assert.Equal(25, lines.SampleIntervalMetres, 1.0);
        var (fine, coarse) = (SurveyTable.Open(detail, "primary/gravity").Points("gravity_bouguer"), SurveyTable.Open(whole, "primary/gravity", ["P-55-XXIII"]).Points("gravity_bouguer"));
        var pairs = Enumerable.Range(0, coarse.Count).Select(i => (Station: i, Near: Enumerable.Range(0, fine.Count).MinBy(k => double.Hypot(fine.X[k] - coarse.X[i], fine.Y[k] - coarse.Y[i]))))
            .Where(pair => double.Hypot(fine.X[pair.Near] - coarse.X[pair.Station], fine.Y[pair.Near] - coarse.Y[pair.Station]) < 150).ToList();
        Assert.InRange(pairs.Count, 100, 300);
        Assert.InRange(MathNet.Numerics.Statistics.Correlation.Pearson(pairs.Select(pair => (double)coarse.Values[pair.Station]), pairs.Select(pair => (double)fine.Values[pair.Near])), 0.8, 1);
    }

    [Fact]
    public void Unknown_sheets_and_none_are_said()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("found 'P-55-I'", Assert.Throws<ArgumentException>(() => KolymaRegion.Make(new() { Sheets = ["P-55-I"] }, folder.Path)).Message);
        Assert.Contains("none was named", Assert.Throws<ArgumentException>(() => KolymaRegion.Make(new() { Sheets = [] }, folder.Path)).Message);
    }
}
