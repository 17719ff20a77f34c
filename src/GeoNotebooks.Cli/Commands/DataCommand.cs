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

    private static Command List()
    {
        var command = new Command("list", "The data sets of the repository.");
        command.SetAction(_ =>
        {
            foreach (var folder in Directory.GetDirectories(ManifestFolder.Find()).Order(StringComparer.Ordinal))
                if (File.Exists(Path.Combine(folder, DataPackage.FileName)))
                {
                    var package = DataPackage.Open(folder);
                    var how = package.Synthetic ? "synthetic: geonb data make" : string.Create(CultureInfo.InvariantCulture, $"{package.Resources.Sum(resource => resource.Bytes) / 1e6:0.0} MB: geonb data fetch");
                    Console.WriteLine($"{package.Name,-22} {package.Title} ({package.Licenses[0].Name}; {how} {package.Name})");
                }
            return 0;
        });
        return command;
    }

    private static Command Make()
    {
        var region = new Argument<string>("region") { Description = "The synthetic region." };
        region.AcceptOnlyFromAmong(KolymaRegion.DataFolder);
        var sheets = new Option<int>("--sheets") { Description = "How many sheets: 15 for all, fewer for the first of the quick profile's three.", DefaultValueFactory = _ => KolymaOptions.AllSheets.Count };
        var seed = new Option<long>("--seed") { Description = "Another seed gives another geology.", DefaultValueFactory = _ => KolymaOptions.ManifestSeed };
        var output = new Option<string>("--out") { Description = "Folder for the packages kolyma and kolyma-truth.", HelpName = "DIR", Required = true };
        var command = new Command("make", "Generate a synthetic region.") { region, sheets, seed, output };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new KolymaOptions { Seed = parsed.GetValue(seed), Sheets = SheetsOf(parsed.GetValue(sheets)) };
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            KolymaRegion.Make(options, folder, new ProgressAction<KolymaProgress>(p => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p.Share,4:P0} {p.Step}"))), cancellation);
            Console.WriteLine($"{options.Sheets.Count} sheets are in {Path.Combine(folder, KolymaRegion.DataFolder)}; the truth, for scoring alone, in {Path.Combine(folder, KolymaRegion.TruthFolder)}");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Fetch()
    {
        var id = new Argument<string>("id") { Description = "A data set of `geonb data list`." };
        var command = new Command("fetch", "Fetch a published data set into the cache.") { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = "";
            var progress = new ProgressAction<FetchProgress>(p =>
            {
                if (p.File == file)
                    return;
                file = p.File;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p.BytesDone / 1e6,8:0.0} of {p.BytesTotal / 1e6:0.0} MB  {p.File}"));
            });
            var package = await new PackageFetcher().FetchAsync(ManifestFolder.Open(parsed.GetRequiredValue(id)), progress, cancellation);
            Console.WriteLine($"{package.Title}: {package.Resources.Count} files are in {package.Folder}");
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var place = new Argument<string>("package") { Description = "A data set of `geonb data list` that was fetched, or a folder with a datapackage.json." };
        var command = new Command("verify", "Hold every file of a package against its description.") { place };
        command.SetAction(parsed =>
        {
            var named = parsed.GetRequiredValue(place);
            var package = DataPackage.Open(Directory.Exists(named) ? named : Path.Combine(CacheFolder.Data, named), "verifying checksums");
            foreach (var resource in package.Resources)
                package.PathOf(resource);
            Console.WriteLine($"{package.Name} {package.Version}: {package.Resources.Count} files are as described");
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<string> SheetsOf(int count) => count switch
    {
        15 => KolymaOptions.AllSheets,
        >= 1 and < 15 => [.. KolymaOptions.QuickSheets.Concat(KolymaOptions.AllSheets).Distinct().Take(count)],
        _ => throw new WrongUsageException($"--sheets: expected 1 to 15; found {count}."),
    };
}
