using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb grid</c>: what a grid file holds, the same grid in another format, and transforms of it.</summary>
internal static class GridCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create() => new("grid", "Make grids, look at grid files, convert and transform them.")
    {
        Info(), Convert(), GridMakeCommand.Create(), GridTransformCommand.Create(),
    };

    private static Command Info()
    {
        var file = new Argument<string>("file") { Description = $"A grid of any format, recognised by its content: {Titles(GridFile.Formats)}." };
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command("info", "Rows, columns, place, system and statistics of a grid.") { file, json };
        command.SetAction(parsed =>
        {
            using var content = GridContent.OfFile(parsed.GetRequiredValue(file));
            var format = GridFile.FormatOf(content);
            var grid = GridFile.Read(content, format);
            WarnOfPlace(grid);
            Console.WriteLine(parsed.GetValue(json) ? Json(grid, format, content).ToJsonString(Indented) : Text(grid, format));
            return 0;
        });
        return command;
    }

    private static Command Convert()
    {
        var source = new Argument<string>("in") { Description = "A grid of any format." };
        var target = new Argument<string>("out") { Description = "The new file; an older one is replaced when the new one is whole." };
        var format = new Option<string?>("--format")
        {
            Description = $"Its format: {string.Join(", ", GridFile.Formats.Where(f => f.Write is not null).Select(f => f.Name))}. Without it the extension decides.",
            HelpName = "NAME",
        };
        var command = new Command("convert", "Write a grid in another format.") { source, target, format };
        command.SetAction(parsed =>
        {
            var grid = GridFile.Read(parsed.GetRequiredValue(source));
            WarnOfPlace(grid);
            GridFile.Write(parsed.GetRequiredValue(target), grid, parsed.GetValue(format));
            Console.WriteLine($"{grid.Rows} rows and {grid.Columns} columns are in {parsed.GetRequiredValue(target)}");
            return 0;
        });
        return command;
    }

    /// <summary>Coordinates that do not fit the system that the file names are told on stderr: what is wrong, place or system, only the user can say.</summary>
    internal static void WarnOfPlace(Grid grid)
    {
        if (CrsCheck.Of(grid.Geometry.Crs, grid.Geometry.NodeBounds) is { Fit: not (CrsFit.Fits or CrsFit.NotChecked) } check)
            Console.Error.WriteLine($"note: {check.Sentence}");
    }

    /// <summary>The extent is that of the node centres; of a rotated grid, of the rectangle about them. Null stands for what the file does not say.</summary>
    private static JsonObject Json(Grid grid, IGridFormat format, GridContent content)
    {
        var (geometry, nodes, statistics) = (grid.Geometry, grid.Geometry.NodeBounds, GridStatistics.Of(grid));
        return new()
        {
            ["rows"] = geometry.Rows,
            ["columns"] = geometry.Columns,
            ["cellWidth"] = geometry.CellWidth,
            ["cellHeight"] = geometry.CellHeight,
            ["west"] = nodes.MinX,
            ["south"] = nodes.MinY,
            ["east"] = nodes.MaxX,
            ["north"] = nodes.MaxY,
            ["rotation"] = geometry.RotationDegrees,
            ["crs"] = geometry.Crs == Crs.Local ? null : geometry.Crs.Code,
            ["unit"] = grid.Unit,
            ["min"] = Number(statistics.Minimum),
            ["max"] = Number(statistics.Maximum),
            ["mean"] = Number(statistics.Mean),
            ["std"] = Number(statistics.StandardDeviation),
            ["validCount"] = statistics.ValidCount,
            ["nodata"] = format.Nodata(content) is { } nodata ? Number(nodata) : null,
            ["format"] = format.Name,
        };

        static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
    }

    private static string Text(Grid grid, IGridFormat format)
    {
        var (geometry, nodes, statistics) = (grid.Geometry, grid.Geometry.NodeBounds, GridStatistics.Of(grid));
        var lines = new[]
        {
            $"format      {format.Title}",
            $"name        {grid.Name}, unit {grid.Unit}",
            $"system      {(geometry.Crs == Crs.Local ? "the file names none" : geometry.Crs)}",
            FormattableString.Invariant($"nodes       {geometry.Rows} rows x {geometry.Columns} columns, cell {geometry.CellWidth} x {geometry.CellHeight}"),
            FormattableString.Invariant($"node extent {nodes.MinX} to {nodes.MaxX} east, {nodes.MinY} to {nodes.MaxY} north"),
            FormattableString.Invariant($"rotation    {geometry.RotationDegrees} degrees"),
            FormattableString.Invariant($"values      {statistics.ValidCount} of {geometry.Count}, {statistics.Minimum} to {statistics.Maximum}, mean {statistics.Mean}, standard deviation {statistics.StandardDeviation}"),
        };
        return string.Join(Environment.NewLine, lines);
    }

    private static string Titles(IEnumerable<IGridFormat> formats) => string.Join(", ", formats.Select(format => format.Title));
}
