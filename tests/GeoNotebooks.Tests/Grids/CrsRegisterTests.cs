using System.Globalization;
using GeoNotebooks.Grids;
using Xunit;

namespace GeoNotebooks.Tests.Grids;

/// <summary>Every system against PROJ's copy of the EPSG register.</summary>
public sealed class CrsRegisterTests
{
    /// <summary>One line a code: code, then name, datum's system, ellipsoid and projection of PROJ, read from the code and from our well-known text.</summary>
    private static readonly Lazy<Dictionary<int, (string Register, string FromOurText)>> Proj = new(() => Gdal.Python($$"""
        from osgeo import gdal, osr
        osr.UseExceptions()
        gdal.SetConfigOption("OSR_USE_NON_DEPRECATED", "NO")
        def words(s):
            def p(name): return repr(float(s.GetProjParm(name, -999.0))) if s.IsProjected() else "-"
            return "|".join([s.GetName(), s.GetAuthorityCode("GEOGCS"), repr(float(s.GetSemiMajor())), repr(float(s.GetInvFlattening())),
                p("central_meridian"), p("scale_factor"), p("false_easting"), p("false_northing"), p("latitude_of_origin")])
        ours = {
        {{string.Join(",\n", CrsRegister.All.Select(system => $"{system.Epsg}: r'''{CrsDefinition.WellKnownText(Crs.FromEpsg(system.Epsg))}'''"))}}
        }
        for code, text in ours.items():
            a = osr.SpatialReference(); a.ImportFromEPSG(code)
            b = osr.SpatialReference(); b.ImportFromWkt(text)
            print(code, words(a), words(b), sep="\t")
        """).Split('\n').Select(line => line.Split('\t')).ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => (parts[1], parts[2])));

    [Fact]
    public void Every_system_is_as_the_register_has_it()
    {
        foreach (var system in CrsRegister.All)
        {
            var zone = system.Zone;
            var ours = string.Join('|', system.Name, Text(system.Datum.GeographicEpsg), Real(system.Datum.Ellipsoid.SemiMajorMetres), Real(system.Datum.Ellipsoid.InverseFlattening),
                zone is null ? "-|-|-|-|-" : string.Join('|', Real(zone.CentralMeridianDegrees), Real(zone.ScaleFactor), Real(zone.FalseEastingMetres), Real(zone.FalseNorthingMetres), "0.0"));
            Assert.Equal(Proj.Value[system.Epsg].Register, ours);
        }
        Assert.Equal(CrsRegister.All.Count(), Proj.Value.Count);
    }

    [Fact]
    public void Every_text_that_we_write_is_the_system_to_GDAL() =>
        Assert.All(Proj.Value.Values, lines => Assert.Equal(lines.Register, lines.FromOurText));

    [Fact]
    public void No_zone_of_the_register_is_left_out()
    {
        // All Gauss-Kruger systems of the three datums and all of WGS 84 UTM, straight from PROJ's database; 3-degree codes that were withdrawn for errors are left out.
        var codes = Gdal.Python("""
            import sqlite3
            c = sqlite3.connect("/usr/share/proj/proj.db")
            q = ("select code from projected_crs where auth_name='EPSG' and (name glob 'Pulkovo 19[49][25] / *Gauss-Kruger*' or name like 'GSK-2011 / %' or name glob 'WGS 84 / UTM zone *[NS]')"
                 " and not (deprecated and name like '%3-degree%')")
            print(" ".join(str(r[0]) for r in c.execute(q)))
            """).Split(' ').Select(code => int.Parse(code, CultureInfo.InvariantCulture));
        Assert.Equal(codes.Order(), CrsRegister.All.Where(system => system.Zone is not null).Select(system => system.Epsg));
    }

    [Fact]
    public void Geographic_systems_know_that_they_are()
    {
        Assert.All(new[] { 4326, 4284, 4200, 7683, 4258, 4269 }, code => Assert.True(Crs.FromEpsg(code).IsGeographic));
        Assert.All(new[] { 28425, 2515, 28485, 20025, 20925, 32650 }, code => Assert.False(Crs.FromEpsg(code).IsGeographic));
        Assert.False(Crs.Local.IsGeographic);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Real(double value) => value == Math.Floor(value) ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
}
