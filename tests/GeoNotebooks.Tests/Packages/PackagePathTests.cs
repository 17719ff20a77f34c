using GeoNotebooks.Packages;
using Xunit;

namespace GeoNotebooks.Tests.Packages;

public sealed class PackagePathTests
{
    [Theory]
    [InlineData("a.csv", true)]
    [InlineData("sheets/P-55-XXII.parquet", true)]
    [InlineData("..a/b..", true)]
    [InlineData("../a.csv", false)]
    [InlineData("a/../../b", false)]
    [InlineData("a/./b", false)]
    [InlineData("a//b", false)]
    [InlineData("a/", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("\\\\host\\share", false)]
    [InlineData("a\\..\\..\\b", false)]
    [InlineData("C:/a.csv", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\0b", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_paths_below_the_folder_are_allowed(string? path, bool allowed) => Assert.Equal(allowed, PackagePath.StaysInside(path));

    [Fact]
    public void A_link_within_the_folder_is_followed_and_one_out_of_it_is_not()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["package/data"]);
        File.WriteAllText(folder["package/data/real.csv"], "x");
        File.WriteAllText(folder["secret.csv"], "s");
        File.CreateSymbolicLink(folder["package/inside.csv"], "data/real.csv");
        File.CreateSymbolicLink(folder["package/outside.csv"], "../secret.csv");
        File.CreateSymbolicLink(folder["package/dangling.csv"], "../nothing.csv");
        File.CreateSymbolicLink(folder["package/chain.csv"], "outside.csv");
        Directory.CreateSymbolicLink(folder["package/up"], folder.Path);
        // A folder whose name begins like the package's is not within it.
        Directory.CreateDirectory(folder["package-other"]);
        File.WriteAllText(folder["package-other/a.csv"], "o");
        File.CreateSymbolicLink(folder["package/beside.csv"], "../package-other/a.csv");
        Assert.Equal("x", File.ReadAllText(PackagePath.Resolve(folder["package"], "inside.csv")));
        foreach (var path in new[] { "outside.csv", "dangling.csv", "chain.csv", "up/secret.csv", "beside.csv" })
            Assert.Contains("expected a file within the package's folder; found a link to", Assert.Throws<InvalidDataException>(() => PackagePath.Resolve(folder["package"], path)).Message);
    }

    [Fact]
    public void The_folder_itself_may_be_reached_by_a_link()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["real/data"]);
        File.WriteAllText(folder["real/data/a.csv"], "x");
        Directory.CreateSymbolicLink(folder["alias"], folder["real"]);
        File.CreateSymbolicLink(folder["real/link.csv"], "data/a.csv");
        Assert.Equal("x", File.ReadAllText(PackagePath.Resolve(folder["alias"], "link.csv")));
    }
}
