namespace GeoNotebooks.Cli.Commands;

/// <summary>The command that starts this program again, whether it was started as <c>geonb</c> or as <c>dotnet geonb.dll</c>.</summary>
internal static class ThisProgram
{
    /// <summary>Absolute paths.</summary>
    public static IReadOnlyList<string> Command
    {
        get
        {
            var process = Environment.ProcessPath!;
            return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Path.Combine(AppContext.BaseDirectory, "geonb.dll")] : [process];
        }
    }
}
