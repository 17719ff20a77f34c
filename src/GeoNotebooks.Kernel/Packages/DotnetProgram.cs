namespace GeoNotebooks.Kernel.Packages;

/// <summary>Where the <c>dotnet</c> of the SDK is.</summary>
internal static class DotnetProgram
{
    private static readonly string Name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>The program whose runtime runs this process if an SDK lies beside it, or else the one in DOTNET_ROOT or PATH.</summary>
    /// <exception cref="PackageException">There is none.</exception>
    public static string Find()
    {
        // shared/Microsoft.NETCore.App/10.0.x/System.Private.CoreLib.dll
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        string?[] folders = [root, Environment.GetEnvironmentVariable("DOTNET_ROOT"), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        return folders.Where(folder => !string.IsNullOrEmpty(folder) && Path.IsPathRooted(folder)).Select(folder => Path.Combine(folder!, Name)).FirstOrDefault(HasSdk)
            ?? throw new PackageException("The .NET SDK was expected, to restore packages that the host does not carry, and only the runtime is installed.");
    }

    private static bool HasSdk(string program) =>
        File.Exists(program) && Directory.Exists(Path.Combine(Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!, "sdk"));
}
