using System.Globalization;
using CsCheck;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

public sealed class CrsDefinitionTests
{
    private const string Pulkovo = """GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    [Fact]
    public void Texts_of_GDAL_are_read_to_their_codes()
    {
        // Version 1, ESRI's .prj (which carries no code) and version 2, of every code.
        var lines = Gdal.Python($"""
            from osgeo import gdal, osr
            osr.UseExceptions()
            gdal.SetConfigOption("OSR_USE_NON_DEPRECATED", "NO")
            for code in [{string.Join(',', CrsRegister.All.Select(system => system.Epsg))}]:
                s = osr.SpatialReference(); s.ImportFromEPSG(code)
                print(code, s.ExportToWkt(), s.ExportToWkt(["FORMAT=WKT2_2018"]), s.ExportToWkt(["FORMAT=WKT1_ESRI"]), sep="\t")
            """).Split('\n');
        Assert.Equal(CrsRegister.All.Count(), lines.Length);
        foreach (var parts in lines.Select(line => line.Split('\t')))
        {
            var code = int.Parse(parts[0], CultureInfo.InvariantCulture);
            Assert.Equal(code, CrsDefinition.Read(parts[1]).Epsg);
            Assert.Equal(code, CrsDefinition.Read(parts[2]).Epsg);
            Assert.Equal(code, CrsDefinition.Read(parts[3]).Epsg);
            // Without the code at its end version 2 is known by its parameters; names still tell the zones of one meridian apart.
            Assert.Equal(code, CrsDefinition.Read(parts[2].Replace(FormattableString.Invariant($",ID[\"EPSG\",{code}]]"), "]", StringComparison.Ordinal)).Epsg);
        }
    }

    [Theory]
    [InlineData("Pulkovo_1942_GK_Zone_25", 25_500_000, 28425)]
    [InlineData("anything", 25_500_000, 28425)]
    [InlineData("anything", 500_000, 2515)]
    [InlineData("Pulkovo_1942_GK_Zone_25N", 500_000, 28485)]
    [InlineData("Pulkovo_1942_3_Degree_GK_CM_147E", 500_000, 2625)]
    [InlineData("Pulkovo 1942 / 3-degree, my own name", 500_000, 2625)]
    [InlineData("anything", 49_500_000, 2566)]
    public void A_text_without_a_code_is_known_by_its_parameters(string name, int falseEasting, int code) =>
        Assert.Equal(code, CrsDefinition.Read(Esri(name, falseEasting, 147, 1)).Epsg);

    [Theory]
    [InlineData(4284, 147, 1, 25_500_000, 0, 28425)]
    [InlineData(4284, 147, 1, 500_000, 0, 2515)]
    [InlineData(4284, 147, 1, 49_500_000, 0, 2566)]
    [InlineData(4200, 183, 1, 31_500_000, 0, 20031)]
    [InlineData(7683, 147.00000000001, 1, 500_000, 0, 21025)]
    [InlineData(4326, 117, 0.9996, 500_000, 10_000_000, 32750)]
    [InlineData(4326, 147, 1, 25_500_000, 0, null)]
    [InlineData(4284, 147.5, 1, 25_500_000, 0, null)]
    [InlineData(28425, 147, 1, 25_500_000, 0, null)]
    public void Bare_parameters_are_known(int geographic, double meridian, double scale, double easting, double northing, int? code) =>
        Assert.Equal(code, CrsDefinition.TransverseMercator(Crs.FromEpsg(geographic), meridian, scale, easting, northing)?.Epsg);

    [Theory]
    [InlineData(1_500_000, 147, 1)]
    [InlineData(500_000, 147.5, 1)]
    [InlineData(500_000, 147, 0.9999)]
    public void A_system_that_is_not_known_keeps_its_name_and_its_text(double falseEasting, double meridian, double scale)
    {
        var text = Esri("MSK-49", falseEasting, meridian, scale);
        var crs = CrsDefinition.Read(text);
        Assert.Equal((null, "MSK-49"), (crs.Epsg, crs.Name));
        Assert.Equal(text, CrsDefinition.WellKnownText(crs));
        Assert.NotEqual(crs, CrsDefinition.Read(Esri("MSK-49", falseEasting + 1, meridian, scale)));
        Assert.Equal(crs, CrsDefinition.Read(text));
    }

    [Fact]
    public void The_ellipsoid_alone_does_not_make_a_datum()
    {
        var text = Esri("a plane", 25_500_000, 147, 1).Replace("Pulkovo_1942", "unknown", StringComparison.Ordinal);
        Assert.Null(CrsDefinition.Read(text).Epsg);
        Assert.Null(CrsDefinition.Read(Esri("a plane", 25_500_000, 147, 1).Replace("298.3", "297", StringComparison.Ordinal)).Epsg);
    }

    [Fact]
    public void A_code_left_on_other_parameters_is_refused()
    {
        var text = CrsDefinition.WellKnownText(Crs.Pulkovo1942GaussKruger25)!.Replace("25500000", "500000", StringComparison.Ordinal);
        var message = Assert.Throws<InvalidDataException>(() => CrsDefinition.Read(text)).Message;
        Assert.Contains("EPSG:28425", message);
        Assert.Contains("found 147, 500000, 1", message);
    }

    [Fact]
    public void A_code_that_we_do_not_know_is_kept_with_its_text()
    {
        const string text = """GEOGCS["PZ-90",DATUM["Parametry_Zemli_1990",SPHEROID["PZ-90",6378136,298.257839303]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4740"]]""";
        var crs = CrsDefinition.Read(text);
        Assert.Equal((4740, "PZ-90", true, text), (crs.Epsg, crs.Name, crs.IsGeographic, CrsDefinition.WellKnownText(crs)));
    }

    [Fact]
    public void Heights_and_bound_shifts_leave_the_system_as_it_is()
    {
        var plane = CrsDefinition.WellKnownText(Crs.Pulkovo1942GaussKruger25)!;
        Assert.Equal(28425, CrsDefinition.Read($$"""COMPD_CS["with heights",{{plane}},VERT_CS["Baltic 1977",VERT_DATUM["Baltic Sea",2005],UNIT["metre",1]]]""").Epsg);
        Assert.Equal(28425, CrsDefinition.Read($$"""BOUNDCRS[SOURCECRS[{{plane}}],TARGETCRS[GEOGCRS["WGS 84"]]]""").Epsg);
        Assert.Equal(28425, CrsDefinition.Read(plane.Replace('[', '(').Replace(']', ')') + "\0").Epsg);
    }

    [Fact]
    public void Whatever_the_text_the_answer_is_a_system_or_one_sentence()
    {
        var known = CrsDefinition.WellKnownText(Crs.Pulkovo1942GaussKruger25)!;
        var gen = from at in Gen.Int[0, known.Length - 1]
                  from length in Gen.Int[0, 20]
                  from other in Gen.Char["[](),\"0aE-\0 "].Array[0, 6]
                  select known.Remove(at, Math.Min(length, known.Length - at)).Insert(at, new string(other));
        gen.Sample(
            text =>
            {
                try
                {
                    return CrsDefinition.Read(text).Name.Length > 0;
                }
                catch (InvalidDataException error)
                {
                    return error.Message.Contains("expected", StringComparison.Ordinal);
                }
            },
            iter: 5000);
        Assert.Null(CrsDefinition.Read(string.Concat(Enumerable.Repeat("A[", 100_000))).Epsg);
        Assert.Null(CrsDefinition.Read("").Epsg);
    }

    private static string Esri(string name, double falseEasting, double meridian, double scale) => FormattableString.Invariant(
        $"""PROJCS["{name}",{Pulkovo},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{falseEasting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""");
}
