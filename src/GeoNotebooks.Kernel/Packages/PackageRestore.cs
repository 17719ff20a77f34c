using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GeoNotebooks.Kernel.Packages;

/// <summary>
/// Restores packages with the .NET SDK, in a private folder of the user's cache. Where no version floats, the outcome is kept there, and
/// the same question is answered again without the SDK and without a network.
/// </summary>
internal sealed partial class PackageRestore(string notebookFolder, IReadOnlyDictionary<string, string> host)
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(120);

    /// <summary>Restores all of <paramref name="requests"/> together.</summary>
    /// <param name="requests">The packages.</param>
    /// <param name="pins">Packages that are here already, at their versions.</param>
    /// <param name="sources">Folders or feeds beside those that the notebook's folder names.</param>
    /// <param name="cancellation">Ends the restore.</param>
    /// <returns>The packages and all those they depend on, but for what the host carries.</returns>
    /// <exception cref="PackageException">They cannot be had.</exception>
    public async Task<IReadOnlyList<RestoredPackage>> RunAsync(
        IReadOnlyList<PackageRequest> requests, IEnumerable<PackageRequest> pins, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        var cache = PrivateFolder.InCache("restore");
        var project = RestoreProject.Of(requests.Concat(pins).OrderBy(request => request.Id, StringComparer.OrdinalIgnoreCase), host, notebookFolder, sources).ToString();
        var kept = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project))));
        if (FromCache(kept) is { } known)
            return known;

        var work = Directory.CreateDirectory(Path.Combine(cache, $"{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, "restore.csproj"), project, cancellation).ConfigureAwait(false);
            // Ends the search for one in the folders above, which could name another SDK.
            await File.WriteAllTextAsync(Path.Combine(work, "global.json"), "{}", cancellation).ConfigureAwait(false);
            var (code, output) = await RunSdkAsync(work, cancellation).ConfigureAwait(false);
            if (code != 0)
                throw new PackageException(Explain(output, requests));
            var assets = Path.Combine(work, "assets.json");
            File.Move(Path.Combine(work, "obj", "project.assets.json"), assets);
            var restored = ProjectAssets.Read(assets);
            if (requests.All(request => request.IsFixed) && !Directory.Exists(kept))
                Directory.Move(work, kept);
            return restored;
        }
        catch (IOException) when (FromCache(kept) is { } fromAnother)
        {
            // Another process asked the same at the same time, and was first.
            return fromAnother;
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>What an earlier restore found, if all its files are still there.</summary>
    private static IReadOnlyList<RestoredPackage>? FromCache(string kept)
    {
        var assets = Path.Combine(kept, "assets.json");
        try
        {
            return File.Exists(assets) && ProjectAssets.Read(assets) is var packages && packages.All(package => package.Assemblies.Concat(package.Natives).All(File.Exists)) ? packages : null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static async Task<(int Code, string Output)> RunSdkAsync(string work, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(DotnetProgram.Find(), ["restore", "restore.csproj", "--nologo", "--verbosity", "quiet", "-nodeReuse:false", "-noAutoResponse"])
        {
            WorkingDirectory = work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestTime);
        try
        {
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token)).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return (process.ExitCode, string.Concat(texts));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            throw new PackageException($"The packages were expected within {LongestTime.TotalSeconds:0} seconds, and the restore had not ended by then.");
        }
    }

    /// <summary>One sentence for what NuGet says.</summary>
    private string Explain(string output, IReadOnlyList<PackageRequest> requests)
    {
        var errors = ErrorLine().Matches(output).Select(found => (Code: found.Groups["code"].Value, Text: found.Groups["text"].Value.Trim())).Distinct().ToArray();
        var asked = string.Join(", ", requests);
        if (errors.FirstOrDefault(error => error.Code == "NU1301") is { Text: { } unreachable })
            return $"{asked} was asked for, and a source of packages cannot be reached: {unreachable}";
        var ours = errors.Select(error => host.FirstOrDefault(carried => error.Text.Contains($" {carried.Key} with version ", StringComparison.OrdinalIgnoreCase))).FirstOrDefault(carried => carried.Key is not null);
        if (ours.Key is not null)
            return $"{asked} needs another version of {ours.Key} than {ours.Value}, which this host carries and cannot replace: {errors[0].Text}";
        var missing = errors.FirstOrDefault(error => error.Code is "NU1101" or "NU1102" or "NU1103");
        if (missing.Text is not null)
            return $"{asked} was asked for, and no source has it: {missing.Text}";
        return errors.Length > 0 ? $"{asked} was asked for, and the packages do not fit together: {errors[0].Text}"
            : $"{asked} was asked for, and the restore failed: {output.Trim().Split('\n')[^1]}";
    }

    [GeneratedRegex(@"error (?<code>[A-Z]+\d+)\s*: (?<text>[^\r\n]*?)\s*(\[[^\]\r\n]*\])?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();
}
