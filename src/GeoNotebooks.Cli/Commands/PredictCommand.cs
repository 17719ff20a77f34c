using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Bank;
using GeoNotebooks.Grids;
using GeoNotebooks.Grids.Formats;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb predict</c>: the map of a trained network on the sheets of a package.</summary>
internal static class PredictCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Argument<string> Model = new("model") { Description = "Folder of a model, as `geonb train` writes it, or a model's name in the bank." };
    private static readonly Argument<string> Package = new("package") { Description = "Folder of a data package with the primary tables that the model's channels need." };
    private static readonly Option<string> Output = new("--out") { Description = "The map of probabilities; the extension decides on its format. An older file is replaced when the new one is whole.", HelpName = "GRID", Required = true };
    private static readonly Option<string?> Spread = new("--spread") { Description = "A second grid: the standard deviation over passes with other feature maps dropped. The probabilities are then their mean.", HelpName = "GRID" };
    private static readonly Option<int> Passes = new("--passes") { Description = "Passes for --spread.", HelpName = "N", DefaultValueFactory = _ => new SpreadOptions().Passes };
    private static readonly Option<int> Views = new("--views") { Description = "1, or 4 or 8: the ground is also looked at turned, and turned and mirrored.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Allow = new("--allow-outside-training") { Description = "Answer although the guard refuses or masks, and say why; the reason is printed with the map.", HelpName = "REASON" };
    private static readonly Option<bool> AsJson = new("--json") { Description = "What was mapped as one JSON object." };

    public static Command Create()
    {
        var command = new Command("predict", "Map the probability of a target on all sheets of a package.") { Model, Package, Output, Spread, Passes, Views, Allow, AsJson };
        // On a thread of its own: Ctrl-C is listened to only once the action has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(() => Predict(parsed, cancellation)));
        return command;
    }

    private static int Predict(ParseResult parsed, CancellationToken cancellation)
    {
        var (passes, views, output, spread) = (parsed.GetValue(Passes), parsed.GetValue(Views), parsed.GetRequiredValue(Output), parsed.GetValue(Spread));
        if (views is not (1 or 4 or 8) || passes < 1 || (spread is not null && views > passes))
            throw new WrongUsageException($"expected --views 1, 4 or 8 and, with --spread, at least as many --passes; found {views} views and {passes} passes");
        var permission = parsed.GetValue(Allow) is { } reason ? new AllowOutsideTraining(reason) : null;
        using var model = Open(parsed.GetRequiredValue(Model));
        var channels = model.Card.Normaliser.Channels.Select(channel => channel.Name).ToList();
        var study = PackageStudy.Open(DataPackage.Open(parsed.GetRequiredValue(Package)), channels, new ProgressAction<string>(Console.Error.WriteLine), cancellation);
        var ground = ModelGround.Of(study.Package, study.Sheets, study.Stack, model.Card.TileMetres);
        GuardedMap answer;
        using (var display = new ShareDisplay("mapping"))
            answer = Guard.Answer(model, ground, spread is null ? SpreadOptions.Plain(views) : new(passes, views), permission, display, cancellation);
        foreach (var finding in answer.Report.Findings)
            Console.Error.WriteLine(finding);
        if (spread is not null)
            GridFile.Write(spread, answer.Map.Spread);
        GridFile.Write(output, answer.Map.Probability);
        Console.WriteLine(parsed.GetValue(AsJson) ? Json(model.Card, study, answer, output, spread).ToJsonString(Indented) : Text(model.Card, study, answer.Report, output));
        return 0;
    }

    private static TargetModel Open(string model) => Directory.Exists(model) || !ModelBank.Usual.List().Any(entry => entry.Name == model) ? TargetModel.Load(model) : ModelBank.Usual.Load(model);

    private static string Text(ModelCard card, PackageStudy study, GuardReport report, string output) =>
        $"the map of '{card.Target}' on {study.Sheets.Count} sheets{(card.Synthetic || study.Package.Synthetic ? " (synthetic)" : "")} is in {output}{(report.Caption.Length > 0 ? $". {report.Caption}" : "")}";

    private static JsonObject Json(ModelCard card, PackageStudy study, GuardedMap answer, string output, string? spread)
    {
        var (probability, report) = (answer.Map.Probability, answer.Report);
        var statistics = GridStatistics.Of(probability);
        return new()
        {
            ["target"] = card.Target,
            ["out"] = output,
            ["spread"] = spread,
            ["synthetic"] = card.Synthetic || study.Package.Synthetic,
            ["sheets"] = new JsonArray([.. study.Sheets.Select(sheet => (JsonNode)sheet)]),
            ["guard"] = report.Severity.ToString().ToLowerInvariant(),
            ["caption"] = report.Caption,
            ["rows"] = probability.Rows,
            ["columns"] = probability.Columns,
            ["validCount"] = statistics.ValidCount,
            ["min"] = Number(statistics.Minimum),
            ["max"] = Number(statistics.Maximum),
            ["mean"] = Number(statistics.Mean),
        };

        static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
    }
}
