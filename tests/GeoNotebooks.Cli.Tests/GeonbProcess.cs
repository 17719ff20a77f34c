using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GeoNotebooks.Cli.Tests;

/// <summary>The built <c>geonb</c>, of the same configuration as these tests, run as a process.</summary>
internal static class GeonbProcess
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    public static Answer Run(string workingFolder, params string[] arguments) => RunWith([], workingFolder, arguments);

    public static Answer RunWith(Dictionary<string, string> environment, string workingFolder, params string[] arguments)
    {
        var info = new ProcessStartInfo(ProgramPath()) { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LongestRun))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"geonb {string.Join(' ', arguments)} did not end in {LongestRun}");
        }

        return new Answer(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Writes a C# notebook; a cell that begins with "//parameters" has that tag.</summary>
    public static string WriteNotebook(string folder, string name, params string[] cells)
    {
        var path = Path.Combine(folder, name + ".ipynb");
        var nodes = cells.Select(source => (JsonNode)new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["metadata"] = source.StartsWith("//parameters", StringComparison.Ordinal) ? new JsonObject { ["tags"] = new JsonArray("parameters") } : [],
            ["outputs"] = new JsonArray(),
            ["source"] = source,
        });
        var metadata = new JsonObject { ["kernelspec"] = new JsonObject { ["language"] = "C#", ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)" } };
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, new JsonObject { ["cells"] = new JsonArray([.. nodes]), ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 4 }.ToJsonString());
        return path;
    }

    /// <summary>tests/GeoNotebooks.Cli.Tests/bin/CONFIGURATION/net10.0/RID/ becomes src/GeoNotebooks.Cli/bin/CONFIGURATION/net10.0/RID/.</summary>
    public static string ProgramPath()
    {
        var own = AppContext.BaseDirectory;
        var folder = own.Replace(Path.Combine("tests", "GeoNotebooks.Cli.Tests"), Path.Combine("src", "GeoNotebooks.Cli"), StringComparison.Ordinal);
        var path = Path.Combine(folder, OperatingSystem.IsWindows() ? "geonb.exe" : "geonb");
        Assert.True(File.Exists(path), $"geonb was expected at {path}: build src/GeoNotebooks.Cli first.");
        return path;
    }

    internal sealed record Answer(int ExitCode, string Output, string Error);
}
