using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Prospects;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb train</c>: the network of one target from a package of survey sheets.</summary>
internal static class TrainCommand
{
    private const string CheckpointFile = "checkpoint.safetensors";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Argument<string> Package = new("package") { Description = "Folder of a data package with primary tables and a geological map, as `geonb data make` writes it." };
    private static readonly Option<string> Target = new("--target") { Description = $"What the network learns to find: {string.Join(", ", TargetPlan.Kolyma.Select(plan => plan.Target))}.", HelpName = "NAME", Required = true };
    private static readonly Option<string> Output = new("--out") { Description = "Folder of the model: model.safetensors and card.json, and a checkpoint while it trains.", HelpName = "MODEL", Required = true };
    private static readonly Option<string> ProfileName = new("--profile") { Description = "quick (a small network, for a few sheets) or full.", HelpName = "P", DefaultValueFactory = _ => "full" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of weights, order and views.", HelpName = "S" };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on from the checkpoint in MODEL; without one, begin." };
    private static readonly Option<bool> AsJson = new("--json") { Description = "What was trained as one JSON object." };

    public static Command Create()
    {
        ProfileName.AcceptOnlyFromAmong("quick", "full");
        var command = new Command("train", "Train the network of one target on the geological map of a package. The blind sheet of the Kolyma case and a tile about it are never trained on.")
        {
            Package, Target, Output, ProfileName, Seed, Resume, AsJson,
        };
        // On a thread of its own: Ctrl-C is listened to only once the action has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(() => Train(parsed, cancellation)));
        return command;
    }

    private static int Train(ParseResult parsed, CancellationToken cancellation)
    {
        var (name, folder) = (parsed.GetRequiredValue(Target), Path.GetFullPath(parsed.GetRequiredValue(Output)));
        var plan = TargetPlan.Kolyma.FirstOrDefault(known => known.Target == name)
            ?? throw new WrongUsageException($"--target: expected one of {string.Join(", ", TargetPlan.Kolyma.Select(known => known.Target))}; found '{name}'.");
        var checkpoint = Path.Combine(folder, CheckpointFile);
        if (File.Exists(checkpoint) && !parsed.GetValue(Resume))
            throw new InvalidDataException($"{checkpoint}: a training was broken off here: expected --resume, which goes on with it, or an empty folder");
        var options = parsed.GetRequiredValue(ProfileName) == "quick" ? TrainingOptions.Quick : TrainingOptions.Full;
        options = options with { Seed = parsed.GetValue(Seed) ?? options.Seed };

        var study = PackageStudy.Open(DataPackage.Open(parsed.GetRequiredValue(Package)), plan.Channels, new ProgressAction<string>(Console.Error.WriteLine), cancellation);
        using var model = TrainOn(study, plan, options, folder, cancellation);
        model.Save(folder);
        File.Delete(checkpoint);
        var card = model.Card;
        Console.WriteLine(parsed.GetValue(AsJson)
            ? Json(card, folder).ToJsonString(Indented)
            : FormattableString.Invariant($"the network of '{card.Target}', loss {card.Passes[^1].Loss:0.0000} after {card.Passes.Count} passes over {card.SourceTiles} tiles, is in {folder}"));
        return 0;
    }

    private static TargetModel TrainOn(PackageStudy study, TargetPlan plan, TrainingOptions options, string folder, CancellationToken cancellation)
    {
        string? warning = null;
        using var display = new LineDisplay();
        try
        {
            return study.Train(plan, options, new ProgressAction<TrainingProgress>(Tell), folder, cancellation);
        }
        catch (OperationCanceledException stopped)
        {
            throw new OperationCanceledException($"the training of '{plan.Target}' was stopped; --resume goes on from the checkpoint in {folder}, where there is one", stopped, cancellation);
        }

        void Tell(TrainingProgress progress)
        {
            display.Report(FormattableString.Invariant(
                $"{plan.Target}: {100 * progress.Share:0} %, step {progress.Step} of {progress.Steps}, loss {progress.Loss:0.000}, {progress.TilesPerSecond:0} tiles/s, {progress.TimeLeft:hh\\:mm\\:ss} left"));
            if (progress.Warning is { } found && found != warning)
                Console.Error.WriteLine($"note: {found}");
            warning = progress.Warning;
        }
    }

    private static JsonObject Json(ModelCard card, string folder) => new()
    {
        ["target"] = card.Target,
        ["model"] = folder,
        ["channels"] = new JsonArray([.. card.Normaliser.Channels.Select(channel => (JsonNode)channel.Name)]),
        ["cell"] = card.CellSizeMetres,
        ["tiles"] = card.SourceTiles,
        ["knownNodes"] = card.KnownNodes,
        ["prevalence"] = card.Prevalence,
        ["losses"] = new JsonArray([.. card.Passes.Select(pass => (JsonNode)pass.Loss)]),
        ["seed"] = card.Training.Seed,
        ["threads"] = card.Training.Threads,
        ["precision"] = card.Training.Precision.ToString(),
        ["weights"] = card.WeightsHash,
    };
}
