using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Surveys;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb grid make</c>: a grid from a table of points.</summary>
internal static class GridMakeCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Argument<string> Points = new("points") { Description = "A table of points: Parquet, CSV with any delimiter, Geosoft XYZ; also compressed." };
    private static readonly Argument<string> Target = new("out") { Description = "The grid; the extension decides on its format. An older file is replaced when the new one is whole." };
    private static readonly Option<string> X = new("--x") { Description = "Column of eastings (longitudes of a geographic system).", HelpName = "COL", Required = true };
    private static readonly Option<string> Y = new("--y") { Description = "Column of northings (latitudes).", HelpName = "COL", Required = true };
    private static readonly Option<string> Value = new("--value") { Description = "Column of the values.", HelpName = "COL", Required = true };
    private static readonly Option<double> Cell = new("--cell") { Description = "Distance between nodes in metres.", HelpName = "METRES", Required = true };
    private static readonly Option<string> Method = new("--method") { Description = $"One of {string.Join(", ", GriddingMethods.Names)}.", HelpName = "NAME", Required = true };
    private static readonly Option<string?> SystemCode = new("--crs") { Description = "System of the points; without it a local plane in metres.", HelpName = "EPSG:n" };
    private static readonly Option<string?> Project = new("--project") { Description = "System of the grid, into which the points are brought first; needed for points in degrees.", HelpName = "EPSG:n" };
    private static readonly Option<string> Unit = new("--unit") { Description = "Unit of the values.", HelpName = "UNIT", DefaultValueFactory = _ => "1" };
    private static readonly Option<string> Reduction = new("--reduction") { Description = "What is made of the points of one cell: mean, median or none.", HelpName = "NAME", DefaultValueFactory = _ => "median" };
    private static readonly Option<double?> Tension = new("--tension") { Description = "Tension of minimum curvature, 0 to 1 (0.25).", HelpName = "T" };
    private static readonly Option<string?> Drift = new("--drift") { Description = "What a kriged field does in the mean about a node: level (the default) or plane.", HelpName = "NAME" };
    private static readonly Option<double> MaximumDistance = new("--maximum-distance") { Description = "Nodes farther from every point are blank.", HelpName = "METRES", DefaultValueFactory = _ => double.PositiveInfinity };
    private static readonly Option<double?> Ratio = new("--anisotropy") { Description = "How many times farther the field goes on along --azimuth than across.", HelpName = "RATIO" };
    private static readonly Option<double?> Azimuth = new("--azimuth") { Description = "Direction in degrees, clockwise from grid north.", HelpName = "DEGREES" };
    private static readonly Option<string?> Variance = new("--variance") { Description = "Where to write the kriging variance.", HelpName = "FILE" };
    private static readonly Option<bool> Errors = new("--errors") { Description = "Measure the error, with blocks of ground left out and with points left out at random." };
    private static readonly Option<double?> Block = new("--block") { Description = "Side of those blocks; eight times the spacing of the points by default.", HelpName = "METRES" };
    private static readonly Option<bool> AsJson = new("--json") { Description = "What was done as one JSON object." };

    public static Command Create()
    {
        Method.AcceptOnlyFromAmong([.. GriddingMethods.Names]);
        Reduction.AcceptOnlyFromAmong("mean", "median", "none");
        Drift.AcceptOnlyFromAmong("level", "plane");
        var command = new Command("make", "Make a grid from a table of points.")
        {
            Points, Target, X, Y, Value, Cell, Method, SystemCode, Project, Unit, Reduction, Tension, Drift, MaximumDistance, Ratio, Azimuth, Variance, Errors, Block, AsJson,
        };
        // On a thread of its own: Ctrl-C is listened to only once the action has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var gridder = GridderOf(parsed);
        var (cell, target) = (parsed.GetValue(Cell), parsed.GetRequiredValue(Target));
        if (!(cell > 0) || !double.IsFinite(cell))
            throw new WrongUsageException(FormattableString.Invariant($"--cell: expected a distance above 0 m; found {cell}"));
        var points = PointsOf(parsed);
        var known = Enumerable.Range(0, points.Count).Where(i => double.IsFinite(points.X[i]) && double.IsFinite(points.Y[i])).ToArray();
        var area = new Envelope();
        foreach (var i in known)
            area.ExpandToInclude(points.X[i], points.Y[i]);
        RequireRoom(area, cell, points.Name);
        var geometry = GridGeometry.Covering(area, cell, points.Crs);
        GriddingReport report;
        GriddingErrors? errors = null;
        using (var display = new ShareDisplay("gridding"))
            report = gridder.Make(points, geometry, display, cancellation);
        if (parsed.GetValue(Errors))
        {
            using var display = new ShareDisplay("measuring the error");
            errors = GriddingErrors.Of(gridder, points, geometry, new() { BlockMetres = parsed.GetValue(Block) }, display, cancellation);
        }
        GridFile.Write(target, report.Grid);
        if (parsed.GetValue(Variance) is { } variance)
            GridFile.Write(variance, report.Variance!);
        foreach (var warning in report.Advice!.Warnings)
            Console.Error.WriteLine($"note: {warning}");
        Console.WriteLine(parsed.GetValue(AsJson) ? Json(parsed, gridder, report, errors).ToJsonString(Indented) : Text(target, report, errors));
        return 0;
    }

    private static Gridder GridderOf(ParseResult parsed)
    {
        var (name, tension, ratio, azimuth) = (parsed.GetRequiredValue(Method), parsed.GetValue(Tension), parsed.GetValue(Ratio), parsed.GetValue(Azimuth));
        var method = GriddingMethods.Named(name);
        if (tension is { } t)
            method = method is MinimumCurvature sheet && t is >= 0 and < 1
                ? sheet with { Tension = t }
                : throw new WrongUsageException(FormattableString.Invariant($"--tension: expected 0 or more and less than 1, with --method minimum-curvature; found {t} with {name}"));
        if (parsed.GetValue(Drift) is { } drift)
            method = method is Kriging kriging
                ? kriging with { Drift = drift == "plane" ? KrigingDrift.Plane : KrigingDrift.Level }
                : throw new WrongUsageException($"--drift: expected --method kriging; found {name}");
        if (parsed.GetValue(Variance) is not null && method is not Kriging)
            throw new WrongUsageException($"--variance: expected --method kriging; {name} has none");
        if (ratio is null != azimuth is null || ratio is <= 0)
            throw new WrongUsageException(FormattableString.Invariant($"expected --anisotropy with a ratio above 0 and --azimuth with it; found {(ratio is null ? "no ratio" : $"the ratio {ratio}")} and {(azimuth is null ? "no azimuth" : $"the azimuth {azimuth}")}"));
        if (!(parsed.GetValue(MaximumDistance) > 0))
            throw new WrongUsageException(FormattableString.Invariant($"--maximum-distance: expected a distance above 0 m; found {parsed.GetValue(MaximumDistance)}"));
        if (parsed.GetValue(Block) is { } block && !(parsed.GetValue(Errors) && block > 0))
            throw new WrongUsageException(FormattableString.Invariant($"--block: expected a side above 0 m, with --errors; found {block}"));
        return new()
        {
            Method = method,
            Reduction = Enum.Parse<BlockReduction>(parsed.GetRequiredValue(Reduction), ignoreCase: true),
            Anisotropy = ratio is { } times ? new(times, azimuth!.Value) : null,
            MaximumDistanceMetres = parsed.GetValue(MaximumDistance),
        };
    }

    private static PointSet PointsOf(ParseResult parsed)
    {
        var (x, y) = (parsed.GetRequiredValue(X), parsed.GetRequiredValue(Y));
        var crs = parsed.GetValue(SystemCode) is { } code ? SystemOf(code, "--crs") : Crs.Local;
        // Stations that were occupied twice are for the reduction by cells, or for the method's own check.
        var mapping = new TableMapping { Columns = [new(x, Type: "number"), new(y, Type: "number")], KeepsDoublePoints = true };
        var points = SurveyTable.OpenFile(parsed.GetRequiredValue(Points), crs, x, y, mapping).Points(parsed.GetRequiredValue(Value)) with { Unit = parsed.GetRequiredValue(Unit) };
        if (parsed.GetValue(Project) is { } target)
            return ProjectedPoints.Of(points, SystemOf(target, "--project"));
        return crs.IsGeographic
            ? throw new WrongUsageException($"--crs {crs.Code}: these are degrees, and a cell is measured in metres: name a projected system with --project EPSG:n")
            : points;
    }

    private static Crs SystemOf(string code, string option) => Crs.Parse(code) is { Epsg: not null } crs
        ? crs
        : throw new WrongUsageException($"{option}: expected EPSG:n; found '{code}'");

    /// <summary>A cell in kilometres or a stray point would ask for more nodes than an array holds.</summary>
    private static void RequireRoom(Envelope area, double cell, string name)
    {
        var nodes = (area.Width / cell + 2) * (area.Height / cell + 2);
        if (nodes > 500_000_000)
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{name}': expected a grid of at most 500 million nodes; points over {area.Width / 1000:0.#} x {area.Height / 1000:0.#} km and a cell of {cell} m make {nodes:0}"));
    }

    private static string Text(string target, GriddingReport report, GriddingErrors? errors)
    {
        var lines = new List<string> { FormattableString.Invariant($"{report.Grid.Rows} rows and {report.Grid.Columns} columns from {report.GriddedPoints} of {report.Points} points are in {target}") };
        if (report.Note is { } note)
            lines.Add(note);
        if (errors is not null)
            foreach (var (kind, found) in new[] { (FormattableString.Invariant($"with blocks of {errors.BlockMetres:0} m left out"), errors.Blocked.Overall), ("with points left out at random", errors.Random.Overall) })
                lines.Add(FormattableString.Invariant($"error {kind}: RMSE {found.Rmse:0.####} ({found.RmseLow:0.####} to {found.RmseHigh:0.####}), mean size {found.Mae:0.####}, bias {found.Bias:0.####}, at {found.Count} points, {found.Unanswered} without an answer"));
        return string.Join(Environment.NewLine, lines);
    }

    private static JsonObject Json(ParseResult parsed, Gridder gridder, GriddingReport report, GriddingErrors? errors)
    {
        var (geometry, statistics) = (report.Grid.Geometry, GridStatistics.Of(report.Grid));
        return new()
        {
            ["method"] = parsed.GetRequiredValue(Method),
            ["reduction"] = parsed.GetRequiredValue(Reduction),
            ["anisotropy"] = gridder.Anisotropy is { } stretch ? new JsonObject { ["ratio"] = stretch.Ratio, ["azimuth"] = stretch.AzimuthDegrees } : null,
            ["maximumDistance"] = Number(gridder.MaximumDistanceMetres),
            ["points"] = report.Points,
            ["blankPoints"] = report.BlankPoints,
            ["griddedPoints"] = report.GriddedPoints,
            ["spacing"] = Number(report.Advice!.Spacing.SpacingMetres),
            ["fitted"] = report.Note,
            ["warnings"] = new JsonArray([.. report.Advice.Warnings.Select(warning => (JsonNode)warning)]),
            ["rows"] = geometry.Rows,
            ["columns"] = geometry.Columns,
            ["cell"] = geometry.CellWidth,
            ["crs"] = geometry.Crs == Crs.Local ? null : geometry.Crs.Code,
            ["unit"] = report.Grid.Unit,
            ["min"] = Number(statistics.Minimum),
            ["max"] = Number(statistics.Maximum),
            ["validCount"] = statistics.ValidCount,
            ["errors"] = errors is null ? null : new JsonObject { ["block"] = errors.BlockMetres, ["blocks"] = Score(errors.Blocked), ["random"] = Score(errors.Random) },
        };
    }

    private static JsonObject Score(LeaveOut errors) => new()
    {
        ["folds"] = errors.Folds.Count,
        ["points"] = errors.Overall.Count,
        ["unanswered"] = errors.Overall.Unanswered,
        ["rmse"] = Number(errors.Overall.Rmse),
        ["rmseLow"] = Number(errors.Overall.RmseLow),
        ["rmseHigh"] = Number(errors.Overall.RmseHigh),
        ["mae"] = Number(errors.Overall.Mae),
        ["bias"] = Number(errors.Overall.Bias),
    };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
}
