using System.Globalization;
using System.Text.Json;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Synthetic.Geology;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>Writes a model as two data packages: what a geophysicist gets, and the truth.</summary>
internal static class PackageWriter
{
    private static readonly DataLicence Licence = new("CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void WriteData(KolymaModel model, IReadOnlyList<int> sheets, string folder, IProgress<KolymaProgress>? progress, CancellationToken cancellation)
    {
        var resources = new List<DataResource>();
        foreach (var part in new[] { "sheets", "primary/airborne", "primary/gravity", "primary/geochemistry" })
            Directory.CreateDirectory(Path.Combine(folder, part));
        var done = 0;
        foreach (var sheet in sheets)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new($"sheet {model.Geology.Frame.Sheets[sheet].Name}", 0.62 + 0.33 * done++ / sheets.Count));
            var name = model.Geology.Frame.Sheets[sheet].Name;
            Add("sheets", name, MergedColumns(model, sheet), MergedSchema(), "the contractor's merged table");
            Add("primary/airborne", name, AirborneColumns(model.Airborne[sheet]), AirborneSchema, "airborne survey, samples in the order of flight");
            Add("primary/gravity", name, GravityColumns(model.Gravity[sheet]), GravitySchema, "gravity stations");
            Add("primary/geochemistry", name, GeochemistryColumns(model.Geochemistry[sheet]), GeochemistrySchema(), "stream-sediment samples");
        }
        progress?.Report(new("the geological map", 0.95));
        var layers = new MapLayers(model.Geology, model.Fields, sheets);
        GeoPackage.Write(Path.Combine(folder, "geology.gpkg"), layers.Geology());
        resources.Add(DataResource.Describe(folder, "geology.gpkg", "geology", null, "geological map: units, intrusions, faults, cover; incomplete, as maps are"));
        GeoPackage.Write(Path.Combine(folder, "ore-clusters.gpkg"), [layers.Clusters()]);
        resources.Add(DataResource.Describe(folder, "ore-clusters.gpkg", "ore-clusters", null, "known ore clusters; for validation, never for training"));
        Describe(model, sheets, resources).Write(folder);

        void Add(string part, string sheet, IReadOnlyList<(string, Array)> columns, DataSchema schema, string description)
        {
            var path = $"{part}/{sheet}.parquet";
            ParquetColumns.Write(Path.Combine(folder, path), columns);
            resources.Add(DataResource.Describe(folder, path, $"{part.Replace('/', '-')}-{sheet}".ToLowerInvariant(), schema, $"{sheet}: {description}"));
        }
    }

    public static void WriteTruth(KolymaModel model, IReadOnlyList<int> sheets, string folder)
    {
        Directory.CreateDirectory(folder);
        GeoPackage.Write(Path.Combine(folder, "truth.gpkg"), new MapLayers(model.Geology, model.Fields, sheets).Truth());
        var rule = new
        {
            fault_distance_km = new { distribution = "log-normal", median = ClusterRule.FaultMedian / 1000, sigma = ClusterRule.FaultSigma },
            granite_distance_km = new { distribution = "log-normal", median = ClusterRule.GraniteMedian / 1000, sigma = ClusterRule.GraniteSigma },
            satisfied_within_km = new { fault = ClusterRule.NearFault / 1000, granite = ClusterRule.NearGranite / 1000 },
            hidden_factor_share = ClusterRule.HiddenShare,
            places_that_satisfy = model.Geology.ClusterStatistics.Places,
            barren_places_that_satisfy = model.Geology.ClusterStatistics.Barren,
            clusters = model.Geology.Clusters.Count,
            clusters_that_break_one_sign = model.Geology.Clusters.Count(cluster => cluster.Broken != BrokenSign.None),
        };
        File.WriteAllText(Path.Combine(folder, "cluster-rule.json"), JsonSerializer.Serialize(rule, Json) + "\n");
        new DataPackage
        {
            Name = "kolyma-truth",
            Title = "Known truth of the Kolyma-style region (synthetic)",
            Description = "What the map of the Kolyma-style region does not show. For scoring alone: training never opens it.",
            Version = KolymaOptions.GeneratorVersion,
            Licenses = [Licence],
            Citation = Citation(model),
            Crs = Crs.Pulkovo1942GaussKruger25.Code,
            Extent = Extent(model, sheets),
            Synthetic = true,
            Truth = true,
            Seed = model.Geology.Seed,
            Resources =
            [
                DataResource.Describe(folder, "truth.gpkg", "truth", null, "all intrusions and faults, mapped or not; the Atkan Formation; bodies that look like targets; clusters with the sign they break"),
                DataResource.Describe(folder, "cluster-rule.json", "cluster-rule", null, "the distributions that the clusters were drawn from"),
            ],
        }.Write(folder);
    }

    private static DataPackage Describe(KolymaModel model, IReadOnlyList<int> sheets, List<DataResource> resources) => new()
    {
        Name = "kolyma",
        Title = "Kolyma-style region (synthetic)",
        Description = "Generated survey sheets in the frame of the Ayan-Yuryakh anticlinorium, built from physics with a known truth. No value is a measurement.",
        Version = KolymaOptions.GeneratorVersion,
        Licenses = [Licence],
        Citation = Citation(model),
        Crs = Crs.Pulkovo1942GaussKruger25.Code,
        Extent = Extent(model, sheets),
        Synthetic = true,
        Seed = model.Geology.Seed,
        InducingField = KolymaRegion.InducingField,
        Acquisitions =
        [
            new("sheets", AirborneSurvey.LineSpacing, AirborneSurvey.SampleSpacing, 40, "100-150 above smoothed terrain"),
            new("primary/airborne", AirborneSurvey.LineSpacing, AirborneSurvey.SampleSpacing, 40, "100-150 above smoothed terrain"),
            new("primary/gravity", null, GroundSurvey.StationSpacing, 0.25, "0"),
            new("primary/geochemistry", null, GroundSurvey.SampleSpacing, 0.35, "0"),
        ],
        Resources = resources,
    };

    private static string Citation(KolymaModel model) =>
        string.Create(CultureInfo.InvariantCulture, $"GeoNotebooks contributors: Kolyma-style region (synthetic), generator {KolymaOptions.GeneratorVersion}, seed {model.Geology.Seed}");

    private static double[] Extent(KolymaModel model, IReadOnlyList<int> sheets)
    {
        var area = new NetTopologySuite.Geometries.Envelope();
        foreach (var sheet in sheets)
            area.ExpandToInclude(model.Geology.Frame.Outlines[sheet].EnvelopeInternal);
        return [area.MinX, area.MinY, area.MaxX, area.MaxY];
    }

    private static List<(string, Array)> MergedColumns(KolymaModel model, int sheet)
    {
        var airborne = model.Airborne[sheet];
        var (values, rows) = MergedTable.Of(model.Geology.Torus, airborne, model.Grids);
        return
        [
            ("x", Array.ConvertAll(rows, i => airborne.X[i])), ("y", Array.ConvertAll(rows, i => airborne.Y[i])),
            ("line", Array.ConvertAll(rows, i => airborne.Line[i])), ("fiducial", Array.ConvertAll(rows, i => airborne.Fiducial[i])),
            .. MergedTable.Parameters.Select((parameter, p) => (parameter.Name, (Array)values[p])),
        ];
    }

    private static List<(string, Array)> AirborneColumns(AirborneTable table) =>
    [
        ("x", table.X.ToArray()), ("y", table.Y.ToArray()), ("line", table.Line.ToArray()), ("tie", table.Tie.ToArray()), ("fiducial", table.Fiducial.ToArray()),
        ("radar_altitude", table.RadarAltitude.ToArray()), ("elevation", table.Elevation.ToArray()), ("magnetic_anomaly", table.Magnetic.ToArray()),
        ("potassium", table.Potassium.ToArray()), ("uranium", table.Uranium.ToArray()), ("thorium", table.Thorium.ToArray()),
        ("dose_rate", Enumerable.Range(0, table.X.Count).Select(i => AirborneTable.Dose(table.Potassium[i], table.Uranium[i], table.Thorium[i])).ToArray()),
    ];

    private static List<(string, Array)> GravityColumns(GravityTable table) =>
    [
        ("x", table.X), ("y", table.Y), ("station", Enumerable.Range(1, table.X.Length).ToArray()),
        ("elevation", table.Elevation), ("gravity_bouguer", table.Bouguer), ("accuracy", table.Accuracy),
    ];

    private static List<(string, Array)> GeochemistryColumns(GeochemistryTable table) =>
    [
        ("x", table.X), ("y", table.Y), ("sample", Enumerable.Range(1, table.X.Length).ToArray()),
        .. Element.All.Select((element, e) => (element.Name, (Array)table.Contents[e])),
    ];

    /// <summary>A parameter that was not measured at a point.</summary>
    private static readonly string[] Missing = ["NaN"];

    private static DataField[] Position =>
        [new("x", "number", "m", "easting with the zone prefix"), new("y", "number", "m", "northing")];

    private static DataSchema MergedSchema() => new(
    [
        .. Position, new("line", "integer", "1", "line number, unique in the region"), new("fiducial", "integer", "1", "sample number along the line"),
        .. MergedTable.Parameters.Select(parameter => new DataField(parameter.Name, "number", parameter.Unit, parameter.Description)),
    ], Missing);

    private static DataSchema AirborneSchema => new(
    [
        .. Position, new("line", "integer", "1", "line number, unique in the region"), new("tie", "integer", "1", "1 on a tie line"), new("fiducial", "integer", "1", "sample number along the line"),
        new("radar_altitude", "number", "m", "height of the aircraft above the ground"), new("elevation", "number", "m", "height of the ground above sea level"),
        new("magnetic_anomaly", "number", "nT", "total field less the reference field"), new("potassium", "number", "%", "potassium"), new("uranium", "number", "ppm", "equivalent uranium"),
        new("thorium", "number", "ppm", "equivalent thorium"), new("dose_rate", "number", "nGy/h", "dose rate in the air"),
    ], Missing);

    private static DataSchema GravitySchema => new(
    [
        .. Position, new("station", "integer", "1", "station number within the sheet"), new("elevation", "number", "m", "height above sea level"),
        new("gravity_bouguer", "number", "mGal", "Bouguer anomaly, 2.67 g/cm3"), new("accuracy", "number", "mGal", "standard error of the station"),
    ], Missing);

    private static DataSchema GeochemistrySchema() => new(
    [
        .. Position, new("sample", "integer", "1", "sample number within the sheet"),
        .. Element.All.Select(element => new DataField(element.Name, "number", "ppm", string.Create(CultureInfo.InvariantCulture, $"{element.Name} in stream sediment"))),
    ], Missing);
}
