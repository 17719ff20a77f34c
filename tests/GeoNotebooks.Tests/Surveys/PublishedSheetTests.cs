using CsCheck;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class PublishedSheetTests
{
    private static readonly Gen<Sheet> Sheets =
        from series in Gen.Int[0, 3].Select(i => Enum.GetValues<SheetSeries>()[i])
        from band in Gen.Char['L', 'V']
        from zone in Gen.Int[1, 60]
        from row in Gen.Int[1, (int)series]
        from column in Gen.Int[1, (int)series]
        from southern in Gen.Bool
        select new Sheet(band, zone, row, column) { Series = series, IsSouthern = southern };

    [Theory]
    [InlineData("O-55-XXII", "O-55-XXII")]
    [InlineData("P-55-XXII", "P-55-XXI,XXII")]
    [InlineData("P-52-VI", "P-52-V,VI")]
    [InlineData("P-52-24", "P-52-23,24")]
    [InlineData("P-48", "P-47,48")]
    [InlineData("P-47-Г", "P-47-В,Г")]
    [InlineData("T-47", "T-45,46,47,48")]
    [InlineData("T-46-А", "T-45-А,Б,46-А,Б")]
    [InlineData("T-47-II", "T-47-I,II,III")]
    [InlineData("T-45-3", "T-45-1,2,3,4")]
    public void Sheets_of_the_north_were_printed_together(string sheet, string printed)
    {
        Assert.Equal(printed, PublishedSheet.Holding(Sheet.Parse(sheet)).Name);
        Assert.Equal(printed, PublishedSheet.Parse(printed).Name);
        Assert.Equal(printed, PublishedSheet.Parse(sheet).Name);
    }

    [Theory]
    [InlineData("р-55-xxi, xxii", "P-55-XXI,XXII")]
    [InlineData("T–45–A,B,46–A,B", "T-45-А,Б,46-А,Б")]
    [InlineData("P-47, 48", "P-47,48")]
    public void A_name_is_read_however_it_is_typed(string typed, string name) => Assert.Equal(name, PublishedSheet.Parse(typed).Name);

    [Theory]
    [InlineData("P-55-XXII,XXIII")]
    [InlineData("P-55-XXI,XXII,XXIII")]
    [InlineData("O-55-XXI,XXII")]
    [InlineData("P-55-XXI,22")]
    [InlineData("P-55-XXI,")]
    [InlineData("P-48,49")]
    [InlineData("P-47,61")]
    [InlineData("P-55-,XXI")]
    [InlineData("nothing")]
    public void Sheets_that_were_not_printed_together_are_refused(string name)
    {
        var message = Assert.Throws<ArgumentException>(() => PublishedSheet.Parse(name)).Message;
        Assert.StartsWith("expected", message);
        Assert.Contains($"found '{name}'", message);
    }

    [Fact]
    public void A_name_gives_its_sheet_back_and_every_sheet_lies_in_one() => Sheets.Sample(sheet =>
    {
        var printed = PublishedSheet.Holding(sheet);
        Assert.Equal(printed, PublishedSheet.Parse(printed.Name));
        Assert.Equal(printed, PublishedSheet.Parse(printed.LatinName));
        Assert.Contains(sheet, printed.Sheets);
        Assert.All(printed.Sheets, part => Assert.Equal(printed, PublishedSheet.Holding(part)));
        Assert.Equal(printed.Count * (sheet.East - sheet.West), printed.Extent.Width, 1e-9);
    });

    [Fact]
    public void Neighbours_are_mutual() => Sheets.Sample(
        sheet =>
        {
            var printed = PublishedSheet.Holding(sheet);
            return printed.Neighbours().All(other => other.Neighbours().Contains(printed));
        },
        iter: 50);

    [Fact]
    public void Widths_change_at_60_and_76_degrees()
    {
        string[] around =
        [
            "O-55-II", "O-55-III", "O-55-IV", "O-55-V", "P-55-XXV,XXVI", "P-55-XXVII,XXVIII", "P-55-XXIX,XXX", "P-55-XXXI,XXXII", "P-55-XXXV,XXXVI",
        ];
        Assert.Equal(around.Order(StringComparer.Ordinal), PublishedSheet.Parse("P-55-XXXIII,XXXIV").Neighbours().Select(sheet => sheet.Name).Order(StringComparer.Ordinal));
        var outline = PublishedSheet.Parse("P-55-XXI,XXII").Outline(Crs.Pulkovo1942GaussKruger25);
        Assert.Equal(Sheet.Parse("P-55-XXI").Outline(Crs.Pulkovo1942GaussKruger25).Area + Sheet.Parse("P-55-XXII").Outline(Crs.Pulkovo1942GaussKruger25).Area, outline.Area, 10.0);
    }
}
