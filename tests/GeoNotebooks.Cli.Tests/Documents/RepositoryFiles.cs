using System.Diagnostics;

namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>The files that git keeps of this repository: what a reader of a clone has.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder that holds README.md and the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from <see cref="Root"/>, with forward slashes. A file that is not committed yet counts once it is added.</summary>
    public static IReadOnlySet<string> Tracked { get; } = ListTracked();

    /// <summary>The folders that hold at least one of them.</summary>
    public static IReadOnlySet<string> Folders { get; } = Tracked.SelectMany(Above).ToHashSet(StringComparer.Ordinal);

    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Above(string path)
    {
        yield return "";
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GeoNotebooks.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"expected GeoNotebooks.sln above {AppContext.BaseDirectory}; found none");
    }

    private static HashSet<string> ListTracked()
    {
        var info = new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(info)!;
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, "git ls-files failed: links are held against what git keeps, so these tests want a checkout.");
        return listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }
}
