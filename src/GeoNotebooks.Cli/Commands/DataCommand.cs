using System.CommandLine;
using System.Globalization;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using GeoNotebooks.Synthetic;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb data</c>: what data sets there are; making, fetching and verifying them.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "List, make, fetch and verify data packages.") { List(), Make(), Fetch(), Verify() };

    private static Option<bool> Json() => new("--json") { Description = "Print JSON, for programs." };

    private static Command List()
    {
        var json = Json();
        var command = new Command("list", "The data sets of the repository.") { json };
        command.SetAction(parsed =>
        {
            var sets = Directory.GetDirectories(ManifestFolder.Find()).Order(StringComparer.Ordinal)
                .Where(folder => File.Exists(Path.Combine(folder, DataPackage.FileName)))
                .Select(folder => DataSetReport.Of(DataPackage.Open(folder)))
                .ToList();
            Console.WriteLine(parsed.GetValue(json) ? DataReportJson.Write(sets) : string.Join(Environment.NewLine, sets.Select(set => set.Line())));
            return 0;
        });
        return command;
    }

    private static Command Make()
    {
        var region = new Argument<string>("region") { Description = "The synthetic region." };
        region.AcceptOnlyFromAmong([.. SyntheticRegion.All.Select(known => known.Name)]);
        var sheets = new Option<int?>("--sheets") { Description = "How many sheets; all of the region where not given, fewer begin with the quick profile's." };
        var seed = new Option<long?>("--seed") { Description = "Another seed gives another geology; the published one where not given." };
        var output = new Option<string>("--out") { Description = "Folder for the two packages, the data (kolyma, baltic) and the truth (kolyma-truth, baltic-truth).", HelpName = "DIR", Required = true };
        var command = new Command("make", "Generate a synthetic region.") { region, sheets, seed, output };
        // On a thread of its own: Ctrl-C is listened to only once the action has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var made = SyntheticRegion.All.Single(known => known.Name == parsed.GetRequiredValue(region));
            var names = SheetsOf(made, parsed.GetValue(sheets) ?? made.AllSheets.Count);
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            made.Make(parsed.GetValue(seed) ?? made.ManifestSeed, names, folder,
                new ProgressAction<RegionProgress>(p => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p.Share,4:P0} {p.Step}"))), cancellation);
            Console.WriteLine($"{names.Count} sheets are in {Path.Combine(folder, made.Name)}; the truth, for scoring alone, in {Path.Combine(folder, made.TruthName)}");
            return 0;
        }));
        return command;
    }

    private static Command Fetch()
    {
        var ids = new Argument<string[]>("id") { Description = "Data sets of `geonb data list`.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All published data sets in place of named ones." };
        var output = new Option<string?>("--out") { Description = "Fetch into this folder, not into the cache: named in GEONB_MIRROR on a machine without a connection, it serves the files there.", HelpName = "DIR" };
        var command = new Command("fetch", "Fetch published data sets into the cache or a folder; a fetch that was broken off goes on where it ended.") { ids, all, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            var named = parsed.GetValue(ids) ?? [];
            if (parsed.GetValue(all) == named.Length > 0)
                throw new WrongUsageException($"geonb data fetch: data sets by name, or --all, were expected; found {(named.Length > 0 ? "both" : "neither")}.");
            // Every id is looked up before the first byte is fetched.
            var manifests = named.Length > 0 ? [.. named.Distinct().Select(ManifestFolder.Open)] : Published();
            var fetcher = parsed.GetValue(output) is { } folder ? new PackageFetcher { CacheFolder = Path.GetFullPath(folder) } : new PackageFetcher();
            var failed = new List<string>();
            foreach (var manifest in manifests)
            {
                var display = new FetchDisplay();
                try
                {
                    var package = await fetcher.FetchAsync(manifest, display, cancellation);
                    display.End();
                    Console.WriteLine($"{package.Title}: {package.Resources.Count} files are in {package.Folder}");
                }
                catch (Exception exception) when (parsed.GetValue(all) && exception is (DataUnavailableException or InvalidDataException or IOException))
                {
                    // One source that is down keeps nobody from the others.
                    display.End();
                    Console.WriteLine($"{manifest.Title}: not fetched");
                    failed.Add($"{manifest.Name}: {exception.Message.TrimEnd('.')}");
                }
                finally
                {
                    display.End();
                }
            }
            return failed.Count == 0
                ? 0
                : throw new InvalidDataException($"{failed.Count} of {manifests.Count} data sets could not be fetched, the others are in {fetcher.CacheFolder}: {string.Join("; ", failed)}");
        });
        return command;
    }

    /// <summary>Every data set that is fetched and not generated, in the order of names.</summary>
    private static List<DataPackage> Published() => [.. Directory.GetDirectories(ManifestFolder.Find()).Order(StringComparer.Ordinal)
        .Where(folder => File.Exists(Path.Combine(folder, DataPackage.FileName))).Select(folder => DataPackage.Open(folder)).Where(manifest => !manifest.Synthetic)];

    private static Command Verify()
    {
        var place = new Argument<string>("package") { Description = "A data set of `geonb data list` that was fetched, or a folder with a datapackage.json." };
        var json = Json();
        var command = new Command("verify", "Hold every file of a package against its description.") { place, json };
        command.SetAction(parsed =>
        {
            var named = parsed.GetRequiredValue(place);
            var report = VerifyReport.Of(DataPackage.Open(Directory.Exists(named) ? named : Path.Combine(CacheFolder.Data, named), "verifying checksums"));
            if (parsed.GetValue(json))
                Console.WriteLine(DataReportJson.Write(report));
            var wrong = report.Files.Where(file => file.Problem is not null).ToList();
            if (wrong.Count > 0)
                throw new InvalidDataException(wrong[0].Problem + (wrong.Count > 1 ? $" (and {wrong.Count - 1} more of {report.Files.Count} files)" : ""));
            if (!parsed.GetValue(json))
                Console.WriteLine($"{report.Name} {report.Version}: {report.Files.Count} files are as described");
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<string> SheetsOf(SyntheticRegion region, int count) =>
        count == region.AllSheets.Count ? region.AllSheets
        : count >= 1 && count < region.AllSheets.Count ? [.. region.QuickSheets.Concat(region.AllSheets).Distinct().Take(count)]
        : throw new WrongUsageException($"--sheets: expected 1 to {region.AllSheets.Count}; found {count}.");
}
