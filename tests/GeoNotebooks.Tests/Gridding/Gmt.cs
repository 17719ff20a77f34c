using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Gridding;

/// <summary>GMT as an independent program for gridding. Its tests are skipped where it is not installed.</summary>
internal static class Gmt
{
    /// <summary>blockmedian and surface, nodes and tension as given; row after row from the north-west corner.</summary>
    public static float[] Surface(PointSet points, GridGeometry geometry, double tension) => InFolder(folder =>
    {
        WritePoints(folder, points);
        Run(folder, $"gmt blockmedian points.bin -bi3d -bo3d {Frame(geometry)} > blocks.bin && gmt surface blocks.bin -bi3d {Frame(geometry)} -T{tension.ToString(CultureInfo.InvariantCulture)} -Gsurface.nc && gmt grd2xyz surface.nc -ZTLf > surface.bin");
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, "surface.bin"))).ToArray();
    });

    /// <summary>x, y and value of each block by blockmean or blockmedian, in the program's order.</summary>
    public static double[][] Blocks(string program, PointSet points, GridGeometry geometry) => InFolder(folder =>
    {
        WritePoints(folder, points);
        Run(folder, $"gmt {program} points.bin -bi3d -bo3d {Frame(geometry)} > blocks.bin");
        return MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, "blocks.bin"))).ToArray().Chunk(3).ToArray();
    });

    private static string Frame(GridGeometry g) => FormattableString.Invariant($"-R{g.West}/{g.East}/{g.South}/{g.North} -I{g.CellWidth}/{g.CellHeight}");

    private static void WritePoints(string folder, PointSet points)
    {
        double[] rows = [.. Enumerable.Range(0, points.Count).SelectMany(i => (double[])[points.X[i], points.Y[i], points.Values[i]])];
        File.WriteAllBytes(Path.Combine(folder, "points.bin"), MemoryMarshal.AsBytes(rows.AsSpan()).ToArray());
    }

    private static T InFolder<T>(Func<string, T> work)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gmt") || Environment.GetEnvironmentVariable("CI") == "true", "GMT is not installed (package gmt)");
        var folder = Directory.CreateTempSubdirectory("gmt").FullName;
        try
        {
            return work(folder);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static void Run(string folder, string commands)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", commands]) { WorkingDirectory = folder, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{commands}: {error}");
    }
}
