using System.Text;

namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>Small made-up files of the names that the code in the pages reads.</summary>
internal static class DocumentFixtures
{
    /// <summary>Writes them into a folder.</summary>
    public static void WriteInto(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "sheet.csv"), Sheet());
        File.WriteAllText(Path.Combine(folder, "geology.geojson"), Geology);
        File.WriteAllText(Path.Combine(folder, "depth.zmap"), Zmap);
    }

    /// <summary>Gravity stations about 2 km apart over a light body of 30 mGal less, in zone 25 of Pulkovo 1942, semicolons and decimal commas as a Russian program writes them.</summary>
    private static string Sheet()
    {
        var text = new StringBuilder("x;y;gravity\n");
        var random = new Random(4);
        for (var row = 0; row < 16; row++)
            for (var column = 0; column < 16; column++)
            {
                var (x, y) = (25_510_000 + 2000 * (column + 0.4 * random.NextDouble()), 6_810_000 + 2000 * (row + 0.4 * random.NextDouble()));
                var gravity = -40 - 30 / (1 + (Math.Pow(x - 25_526_000, 2) + Math.Pow(y - 6_826_000, 2)) / 36e6);
                text.Append(FormattableString.Invariant($"{x:0.0};{y:0.0};{gravity:0.000}\n").Replace('.', ','));
            }
        return text.ToString();
    }

    /// <summary>Two dykes that run north and a fault that runs east, on a plane without a name.</summary>
    private const string Geology = """
        {"type":"FeatureCollection","crs":null,"features":[
        {"type":"Feature","properties":{"kind":"dyke","age":"K2"},"geometry":{"type":"LineString","coordinates":[[6000,200],[6400,19000]]}},
        {"type":"Feature","properties":{"kind":"dyke","age":"K1"},"geometry":{"type":"LineString","coordinates":[[12000,200],[13800,19000]]}},
        {"type":"Feature","properties":{"kind":"fault","age":"K2"},"geometry":{"type":"LineString","coordinates":[[200,3000],[19000,4000]]}}
        ]}
        """;

    /// <summary>Two rows and three columns as GDAL 3.6 writes them, with the outer nodes as limits: column after column from the west, each from north to south, one node without a value.</summary>
    private const string Zmap = """
        !
        ! Created by GDAL.
        !
        @GRID FILE, GRID, 4
                20,     -9999,          ,         7,         1
                 2,         3,  1000.0000000,  2000.0000000,  5000.0000000,  5500.0000000
        0.0, 0.0, 0.0
        @
                   1.5000000           4.5000000
                   2.5000000           5.5000000
               -9999.0000000           6.5000000

        """;
}
