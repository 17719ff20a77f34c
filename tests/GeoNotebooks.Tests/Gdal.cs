using System.Diagnostics;
using Xunit;

namespace GeoNotebooks.Tests;

/// <summary>GDAL as an independent reader and writer. Its tests are skipped where it is not installed, but never in CI.</summary>
internal static class Gdal
{
    public static string Python(string script)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script);
            return Run("/usr/bin/python3", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static string Run(string program, string arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gdal_translate") || Environment.GetEnvironmentVariable("CI") == "true", "GDAL is not installed (packages gdal-bin and python3-gdal)");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {arguments}: {error.Result}");
        return output.Result.Trim();
    }
}
