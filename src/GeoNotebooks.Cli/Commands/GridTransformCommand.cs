using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb grid transform</c>: one grid to another by a transform of the library's catalogue.</summary>
internal static class GridTransformCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var source = new Argument<string>("in") { Description = "A grid of any format, in metres (a grid without a system is a local metric plane)." };
        var target = new Argument<string>("out") { Description = "The new file, of the format of its extension; an older one is replaced when the new one is whole." };
        var name = new Option<string>("--name") { Description = $"The transform: {Catalogue()}. local-anomaly is gaussian-highpass by the name and with the wavelength that the channel recipes use.", HelpName = "NAME", Required = true };
        var height = new Option<double?>("--height") { Description = "How far the field is continued, m.", HelpName = "M" };
        var inclination = new Option<double?>("--inclination") { Description = "Inclination of the inducing field, degrees, positive downward.", HelpName = "D" };
        var declination = new Option<double?>("--declination") { Description = "Declination of the inducing field from true north, degrees, positive eastward; the convergence of the grid's system is subtracted.", HelpName = "D" };
        var magnetisationInclination = new Option<double?>("--magnetisation-inclination") { Description = "Inclination of a magnetisation that remanence turns from the field, degrees, positive downward; without it the magnetisation follows the field.", HelpName = "D" };
        var magnetisationDeclination = new Option<double?>("--magnetisation-declination") { Description = "Its declination from true north, degrees, positive eastward; given together with its inclination.", HelpName = "D" };
        var leastInclination = new Option<double?>("--least-inclination") { Description = "Inclination whose amplitudes shallower directions get, degrees: noisy data near the magnetic equator want 20 and more.", HelpName = "D" };
        var densityRatio = new Option<double?>("--density-ratio") { Description = "Density of the sources over their magnetisation for pseudogravity, kg/m^3 for 1 A/m.", HelpName = "R" };
        var wavelength = new Option<double?>("--wavelength") { Description = "Wavelength at which a filter cuts, m.", HelpName = "M" };
        var longest = new Option<double?>("--longest-wavelength") { Description = "The longer of the two wavelengths of band-pass, m.", HelpName = "M" };
        var window = new Option<int?>("--window") { Description = "Side of the moving window in cells, an odd number.", HelpName = "N" };
        var order = new Option<int?>("--order") { Description = "Order of a derivative (1 up) or of a trend (1 to 3).", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "What was done as one JSON object." };
        var command = new Command("transform", "Make a derivative, a continuation, an edge map or another transform of a grid.")
        {
            source, target, name, height, inclination, declination, magnetisationInclination, magnetisationDeclination, leastInclination, densityRatio, wavelength, longest, window, order, json,
        };
        command.SetAction(parsed =>
        {
            var (transform, settings) = Asked(parsed.GetRequiredValue(name), new()
            {
                HeightMetres = parsed.GetValue(height),
                InclinationDegrees = parsed.GetValue(inclination),
                DeclinationDegrees = parsed.GetValue(declination),
                MagnetisationInclinationDegrees = parsed.GetValue(magnetisationInclination),
                MagnetisationDeclinationDegrees = parsed.GetValue(magnetisationDeclination),
                LeastInclinationDegrees = parsed.GetValue(leastInclination),
                DensityPerMagnetisation = parsed.GetValue(densityRatio),
                WavelengthMetres = parsed.GetValue(wavelength),
                LongestWavelengthMetres = parsed.GetValue(longest),
                WindowCells = parsed.GetValue(window),
                Order = parsed.GetValue(order),
            });
            var (from, to) = (parsed.GetRequiredValue(source), parsed.GetRequiredValue(target));
            var grid = GridFile.Read(from);
            GridCommand.WarnOfPlace(grid);
            if (settings.DeclinationDegrees is not null)
                settings = settings with { ConvergenceDegrees = ConvergenceOf(grid.Geometry) };
            if (transform.Advice(grid, settings) is { } advice)
                Console.Error.WriteLine($"note: {advice}");
            var result = transform.Apply(grid, settings);
            GridFile.Write(to, result);
            Console.WriteLine(parsed.GetValue(json)
                ? Json(transform, settings, from, to, result).ToJsonString(Indented)
                : $"{result.Name}, unit {result.Unit}, {result.Rows} rows and {result.Columns} columns, is in {to}");
            return 0;
        });
        return command;
    }

    /// <summary>The transform and its settings with defaults, before any file is read: what is wrong here is wrong usage.</summary>
    private static (GridTransform Transform, TransformSettings Settings) Asked(string name, TransformSettings settings)
    {
        try
        {
            var transform = GridTransforms.Named(name);
            return (transform, transform.Complete(settings));
        }
        catch (ArgumentException error)
        {
            throw new WrongUsageException(error.Message);
        }
    }

    /// <summary>0 on a local plane, and, told on stderr, in a system whose north we do not know.</summary>
    private static double ConvergenceOf(GridGeometry geometry)
    {
        if (geometry.Crs == Crs.Local || geometry.Crs.IsGeographic)
            return 0;
        try
        {
            return GeographicPlace.ConvergenceDegrees(geometry.Crs, geometry.NodeBounds.Centre);
        }
        catch (NotSupportedException)
        {
            Console.Error.WriteLine($"note: the convergence of {geometry.Crs} is not known; grid north is taken for true north");
            return 0;
        }
    }

    private static string Catalogue() => string.Join("; ", GridTransforms.All.Select(transform =>
        transform.Uses.Count == 0 ? transform.Name : $"{transform.Name} {string.Join(' ', transform.Uses.Select(use => use.IsRequired ? $"--{use.Parameter.Name}" : Optional(use)))}"));

    private static string Optional(TransformUse use) =>
        use.Otherwise is { } otherwise ? string.Create(CultureInfo.InvariantCulture, $"[--{use.Parameter.Name} {otherwise}]") : $"[--{use.Parameter.Name}]";

    private static JsonObject Json(GridTransform transform, TransformSettings settings, string from, string to, Grid result)
    {
        var parameters = new JsonObject();
        foreach (var use in transform.Uses)
            if (use.Parameter.Read(settings) is { } value)
                parameters[use.Parameter.Name] = value;
        if (settings.DeclinationDegrees is not null)
            parameters["convergence"] = settings.ConvergenceDegrees;
        var statistics = GridStatistics.Of(result);
        return new()
        {
            ["transform"] = transform.Name,
            ["title"] = transform.Title,
            ["source"] = transform.Source,
            ["parameters"] = parameters,
            ["in"] = from,
            ["out"] = to,
            ["unit"] = result.Unit,
            ["rows"] = result.Rows,
            ["columns"] = result.Columns,
            ["crs"] = result.Geometry.Crs == Crs.Local ? null : result.Geometry.Crs.Code,
            ["validCount"] = statistics.ValidCount,
            ["min"] = Number(statistics.Minimum),
            ["max"] = Number(statistics.Maximum),
            ["mean"] = Number(statistics.Mean),
            ["std"] = Number(statistics.StandardDeviation),
        };

        static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
    }
}
