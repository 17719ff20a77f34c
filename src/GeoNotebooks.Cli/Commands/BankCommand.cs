using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Bank;
using GeoNotebooks.Learning;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb bank</c>: what models there are; taking them in, giving them away.</summary>
internal static class BankCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Option<string?> Folder = new("--bank") { Description = "The bank's folder; else the one that GEONB_BANK names, or that of the user.", HelpName = "DIR", Recursive = true };

    public static Command Create() => new("bank", "List, show, add, export, import and verify trained models.") { Folder, List(), Show(), Add(), Export(), Import(), Verify() };

    private static ModelBank BankOf(ParseResult parsed) => parsed.GetValue(Folder) is { Length: > 0 } folder ? new(folder) : ModelBank.Usual;

    private static Option<bool> Json() => new("--json") { Description = "Print JSON, for programs." };

    private static Command List()
    {
        var target = new Option<string?>("--target") { Description = "Only models of this target.", HelpName = "NAME" };
        var channels = new Option<string?>("--channels") { Description = "Only models that need no other channels than these, parted by commas.", HelpName = "A,B,..." };
        var cell = new Option<double?>("--cell") { Description = "Only models of this cell.", HelpName = "METRES" };
        var region = new Option<string?>("--region") { Description = "Only models of regions with these words in their name.", HelpName = "WORDS" };
        var json = Json();
        var command = new Command("list", "The models of the bank.") { target, channels, cell, region, json };
        command.SetAction(parsed =>
        {
            var bank = BankOf(parsed);
            var entries = bank.List(new(parsed.GetValue(target), parsed.GetValue(channels)?.Split(',', StringSplitOptions.TrimEntries), parsed.GetValue(cell), parsed.GetValue(region)));
            Console.WriteLine(parsed.GetValue(json) ? new JsonArray([.. entries.Select(Line)]).ToJsonString(Indented)
                : entries.Count == 0 ? $"{bank.Folder}: no such model"
                : string.Join(Environment.NewLine, entries));
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var model = new Argument<string>("model") { Description = "A model's name in the bank, or a folder with card.json." };
        var command = new Command("show", "The card of a model, as JSON.") { model };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(model);
            var path = Directory.Exists(name) ? Path.Combine(name, ModelCard.FileName) : Path.Combine(BankOf(parsed).Show(name).Folder, ModelCard.FileName);
            _ = CardFile.Read(path);
            Console.Write(File.ReadAllText(path));
            return 0;
        });
        return command;
    }

    private static Command Add()
    {
        var model = new Argument<string>("model") { Description = "Folder of a model, as `geonb train` writes it." };
        var name = new Option<string?>("--name") { Description = "Its name in the bank; the folder's where not given.", HelpName = "NAME" };
        var author = new Option<string?>("--author") { Description = "Who trained it.", HelpName = "WHO" };
        var limits = new Option<string[]>("--limit") { Description = "A sentence on what it is known not to do; may be given several times.", HelpName = "SENTENCE" };
        var command = new Command("add", "Take a model into the bank. Nothing is overwritten.") { model, name, author, limits };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(model));
            Told(BankOf(parsed), BankOf(parsed).Add(folder, parsed.GetValue(name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).ToLowerInvariant(), card => card with
            {
                Author = parsed.GetValue(author) ?? card.Author,
                Limits = [.. card.Limits, .. parsed.GetValue(limits) ?? []],
            }));
            return 0;
        });
        return command;
    }

    private static Command Export()
    {
        var (model, file) = (new Argument<string>("model") { Description = "A model's name." }, new Argument<string>("file") { Description = "The zip; an older one is replaced when the new one is whole." });
        var command = new Command("export", "Write a model as one zip.") { model, file };
        command.SetAction(parsed =>
        {
            BankOf(parsed).Export(parsed.GetRequiredValue(model), parsed.GetRequiredValue(file));
            Console.WriteLine($"'{parsed.GetRequiredValue(model)}' is in {Path.GetFullPath(parsed.GetRequiredValue(file))}");
            return 0;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A zip that `geonb bank export` wrote." };
        var name = new Option<string?>("--name") { Description = "Its name in this bank; that on its card where not given.", HelpName = "NAME" };
        var command = new Command("import", "Take a model in from a zip. Nothing is overwritten.") { file, name };
        command.SetAction(parsed =>
        {
            Told(BankOf(parsed), BankOf(parsed).Import(parsed.GetRequiredValue(file), parsed.GetValue(name)));
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Open every model of the bank and say what is wrong.");
        command.SetAction(parsed =>
        {
            var (bank, wrong) = (BankOf(parsed), BankOf(parsed).Verify());
            foreach (var sentence in wrong)
                Console.Error.WriteLine(sentence);
            if (wrong.Count == 0)
                Console.WriteLine($"{bank.Folder}: all models are whole");
            return wrong.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static void Told(ModelBank bank, BankEntry entry) => Console.WriteLine($"'{entry.Name}' is in the bank {bank.Folder}");

    private static JsonNode? Line(BankEntry entry) => new JsonObject
    {
        ["name"] = entry.Name,
        ["target"] = entry.Card.Target,
        ["region"] = entry.Card.Region,
        ["synthetic"] = entry.Card.Synthetic,
        ["cell"] = entry.Card.CellSizeMetres,
        ["tileMetres"] = entry.Card.TileMetres,
        ["channels"] = new JsonArray([.. entry.Card.Normaliser.Channels.Select(channel => (JsonNode)channel.Name)]),
        ["author"] = entry.Card.Author,
        ["licence"] = entry.Card.Licence,
        ["weightsHash"] = entry.Card.WeightsHash,
    };
}
