using System.Globalization;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic.Physics;
using GeoNotebooks.Synthetic.Surveying;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Synthetic.Output;

/// <summary>Writes a model as two data packages: what a geophysicist gets, and the truth.</summary>
internal static class PackageWriter
{
    private static readonly DataLicence Licence = new("CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/");

    public static void WriteData(RegionModel model, IReadOnlyList<int> sheets, string folder, IProgress<RegionProgress>? progress, CancellationToken cancellation)
    {
        var medium = model.Description.Design.Medium;
        var resources = new List<DataResource>();
        var done = 0;
        foreach (var sheet in sheets)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new($"sheet {model.Geology.Frame.Sheets[sheet].Name}", 0.62 + 0.33 * done++ / sheets.Count));
            var name = model.Geology.Frame.Sheets[sheet].Name;
            Add(folder, "sheets", name, MergedColumns(model, sheet), MergedSchema(medium.Several), "the contractor's merged table", resources);
            WritePrimary(folder, name, new(model.Airborne[sheet], model.Gravity[sheet], model.Geochemistry[sheet]), medium.One, resources);
        }
        progress?.Report(new("the geological map", 0.95));
        var layers = model.Description.Layers(model.Geology, model.Fields, sheets);
        GeoPackage.Write(Path.Combine(folder, "geology.gpkg"), layers.Geology());
        resources.Add(DataResource.Describe(folder, "geology.gpkg", "geology", null, "geological map: units, intrusions, faults, cover; incomplete, as maps are"));
        resources.AddRange(layers.WriteFurther(folder));
        Describe(model, sheets, resources).Write(folder);
    }

    /// <summary>The detail block: its primary tables, and the geological map of the sheet that it lies in.</summary>
    public static void WriteDetail(RegionModel model, string folder)
    {
        var (block, resources) = (model.Description.Detail!, new List<DataResource>());
        WritePrimary(folder, block.Sheet, model.Detail!(), block.Design.Medium.One, resources);
        var within = model.Geology.Frame.Sheets.ToList().FindIndex(sheet => sheet.Name == block.Within);
        GeoPackage.Write(Path.Combine(folder, "geology.gpkg"), model.Description.Layers(model.Geology, model.Fields, [within]).Geology());
        resources.Add(DataResource.Describe(folder, "geology.gpkg", "geology", null, "geological map at 1:200 000 of the sheet that the block lies in"));
        var area = Sheet.Parse(block.Sheet).Outline(model.Geology.Frame.Crs).EnvelopeInternal;
        (Describe(model, [within], resources) with
        {
            Name = model.Description.DetailName,
            Title = $"Detail block of the {model.Description.Style} region (synthetic)",
            Description = $"The sheet {block.Sheet} surveyed again in detail. Its fields are those of the region and hold nothing finer than its nodes. No value is a measurement.",
            Extent = [area.MinX, area.MinY, area.MaxX, area.MaxY],
            Acquisitions = [.. Acquisitions(block.Design).Where(survey => survey.Survey != "sheets")],
        }).Write(folder);
    }

    private static void WritePrimary(string folder, string name, SurveyTables tables, string medium, List<DataResource> resources)
    {
        Add(folder, "primary/airborne", name, AirborneColumns(tables.Airborne), AirborneSchema, "airborne survey, samples in the order of flight", resources);
        Add(folder, "primary/gravity", name, GravityColumns(tables.Gravity), GravitySchema, "gravity stations", resources);
        Add(folder, "primary/geochemistry", name, GeochemistryColumns(tables.Geochemistry), GeochemistrySchema(medium), $"{medium.Replace(' ', '-')} samples", resources);
    }

    private static void Add(string folder, string part, string sheet, IReadOnlyList<(string, Array)> columns, DataSchema schema, string description, List<DataResource> resources)
    {
        var path = $"{part}/{sheet}.parquet";
        Directory.CreateDirectory(Path.Combine(folder, part));
        ParquetColumns.Write(Path.Combine(folder, path), columns);
        resources.Add(DataResource.Describe(folder, path, $"{part.Replace('/', '-')}-{sheet}".ToLowerInvariant(), schema, $"{sheet}: {description}"));
    }

    public static void WriteTruth(RegionModel model, IReadOnlyList<int> sheets, string folder)
    {
        Directory.CreateDirectory(folder);
        var description = model.Description;
        var layers = description.Layers(model.Geology, model.Fields, sheets);
        GeoPackage.Write(Path.Combine(folder, "truth.gpkg"), layers.Truth());
        new DataPackage
        {
            Name = description.TruthName,
            Title = $"Known truth of the {description.Style} region (synthetic)",
            Description = $"What the map of the {description.Style} region does not show. For scoring alone: training never opens it.",
            Version = description.Version,
            Licenses = [Licence],
            Citation = Citation(model),
            Crs = model.Geology.Frame.Crs.Code,
            Extent = Extent(model, sheets),
            Synthetic = true,
            Truth = true,
            Seed = model.Geology.Seed,
            Resources =
            [
                DataResource.Describe(folder, "truth.gpkg", "truth", null, description.TruthDetails),
                .. layers.WriteFurtherTruth(folder),
            ],
        }.Write(folder);
    }

    private static DataPackage Describe(RegionModel model, IReadOnlyList<int> sheets, List<DataResource> resources) => new()
    {
        Name = model.Description.Name,
        Title = $"{model.Description.Style} region (synthetic)",
        Description = model.Description.Details,
        Version = model.Description.Version,
        Licenses = [Licence],
        Citation = Citation(model),
        Crs = model.Geology.Frame.Crs.Code,
        Extent = Extent(model, sheets),
        Synthetic = true,
        Seed = model.Geology.Seed,
        InducingField = model.Description.InducingField,
        Acquisitions = Acquisitions(model.Description.Design),
        Resources = resources,
    };

    private static List<Acquisition> Acquisitions(SurveyDesign design)
    {
        const string Height = "100-150 above smoothed terrain";
        var samples = Density(design.LineSpacing, design.SampleSpacing);
        return
        [
            new("sheets", design.LineSpacing, design.SampleSpacing, samples, Height),
            new("primary/airborne", design.LineSpacing, design.SampleSpacing, samples, Height),
            new("primary/gravity", null, design.StationSpacing, Density(design.StationSpacing, design.StationSpacing), "0"),
            new("primary/geochemistry", null, design.GeochemistrySpacing, Density(design.GeochemistrySpacing, design.GeochemistrySpacing), "0"),
        ];

        static double Density(double across, double along) => Math.Round(1e6 / (across * along), 2);
    }

    private static string Citation(RegionModel model) =>
        string.Create(CultureInfo.InvariantCulture, $"GeoNotebooks contributors: {model.Description.Style} region (synthetic), generator {model.Description.Version}, seed {model.Geology.Seed}");

    private static double[] Extent(RegionModel model, IReadOnlyList<int> sheets)
    {
        var area = new NetTopologySuite.Geometries.Envelope();
        foreach (var sheet in sheets)
            area.ExpandToInclude(model.Geology.Frame.Outlines[sheet].EnvelopeInternal);
        return [area.MinX, area.MinY, area.MaxX, area.MaxY];
    }

    private static List<(string, Array)> MergedColumns(RegionModel model, int sheet)
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

    private static DataSchema MergedSchema(string medium) => new(
    [
        .. Position, new("line", "integer", "1", "line number, unique in the region"), new("fiducial", "integer", "1", "sample number along the line"),
        .. MergedTable.ParametersFrom(medium).Select(parameter => new DataField(parameter.Name, "number", parameter.Unit, parameter.Description)),
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

    private static DataSchema GeochemistrySchema(string medium) => new(
    [
        .. Position, new("sample", "integer", "1", "sample number within the sheet"),
        .. Element.All.Select(element => new DataField(element.Name, "number", "ppm", string.Create(CultureInfo.InvariantCulture, $"{element.Name} in {medium}"))),
    ], Missing);
}
