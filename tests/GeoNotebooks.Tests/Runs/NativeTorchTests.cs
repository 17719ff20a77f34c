using System.Diagnostics;
using System.Runtime.CompilerServices;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using TorchSharp;
using Xunit;

namespace GeoNotebooks.Tests.Runs;

/// <summary>Each case in a process of its own: after a failed first touch TorchSharp stays dead for the process.</summary>
public sealed class NativeTorchTests
{
    internal const string Child = "GEONB_TEST_CHILD";

    internal static int Play(string part)
    {
        if (part == "library")
            GC.KeepAlive(GridStatistics.Of([1f]));
        else if (part == "twice")
            NativeTorch.EnsureLoaded();
        NativeTorch.EnsureLoaded();
        Console.Write(FormattableString.Invariant($"{Sum()} {NativeTorch.PatchedCopy ?? "none"}"));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Sum() => torch.ones(3, 4).sum().item<float>();

    private static Process Start(string part, string cache) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { [Child] = part, ["XDG_CACHE_HOME"] = cache, ["GEONB_CACHE"] = "" },
    })!;

    private static string Copy(Process child)
    {
        using (child)
        {
            var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, error.Result);
            Assert.StartsWith("12 ", output.Result);
            return output.Result[3..];
        }
    }

    private static string CacheOf(TemporaryFolder folder) => System.IO.Path.Combine(folder.Path, "geonotebooks", "native");

    private static void RequirePatch() => Assert.SkipWhen(NativeTorch.PatchedCopy is null, "this system's libstdc++ is new enough: no copy is made");

    [Theory]
    [InlineData("torch")]
    [InlineData("library")]
    [InlineData("twice")]
    public void Torch_runs_whatever_is_touched_first(string part)
    {
        using var folder = new TemporaryFolder();
        var copy = Copy(Start(part, folder.Path));
        if (copy != "none")
            Assert.StartsWith(CacheOf(folder), copy);
    }

    [Fact]
    public void Cache_that_cannot_be_written_gives_way_to_a_private_folder()
    {
        RequirePatch();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "where a folder should be");
        var copy = Copy(Start("torch", folder["file"]));
        Assert.DoesNotContain(folder.Path, copy);
        Assert.False(File.Exists(copy));
    }

    [Fact]
    public void Linked_cache_is_not_trusted()
    {
        RequirePatch();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["elsewhere"]);
        Directory.CreateDirectory(folder["geonotebooks"]);
        Directory.CreateSymbolicLink(CacheOf(folder), folder["elsewhere"]);
        Assert.DoesNotContain(folder.Path, Copy(Start("torch", folder.Path)));
        Assert.Empty(Directory.GetFileSystemEntries(folder["elsewhere"]));
    }

    [Fact]
    public void Altered_copy_is_replaced()
    {
        RequirePatch();
        using var folder = new TemporaryFolder();
        var copy = Copy(Start("torch", folder.Path));
        var good = File.ReadAllBytes(copy);
        var bad = (byte[])good.Clone();
        bad[^100] ^= 1;
        File.WriteAllBytes(copy, bad);
        Assert.Equal(copy, Copy(Start("torch", folder.Path)));
        Assert.Equal(good, File.ReadAllBytes(copy));
    }

    [Fact]
    public void Folder_is_the_owners_alone()
    {
        RequirePatch();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no Unix modes");
        using var folder = new TemporaryFolder();
        Copy(Start("torch", folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(CacheOf(folder)));
    }

    [Fact]
    public void Two_processes_at_once_agree()
    {
        using var folder = new TemporaryFolder();
        var children = Enumerable.Range(0, 2).Select(_ => Start("torch", folder.Path)).ToArray();
        Assert.Single(children.Select(Copy).Distinct());
        if (Directory.Exists(CacheOf(folder)))
            Assert.Single(Directory.GetFiles(CacheOf(folder)));
    }

    [Fact]
    public void Bytes_that_are_no_library_are_left_alone()
    {
        byte[] text = [.. Enumerable.Repeat((byte)'x', 100)];
        Assert.False(ElfVersionNeeds.Weaken(text, "GLIBCXX_3.4.32"));
        Assert.All(text, value => Assert.Equal((byte)'x', value));
    }
}
