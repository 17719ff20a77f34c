using GeoNotebooks.Kernel.Packages;

namespace GeoNotebooks.Kernel.Tests.Packages;

public sealed class VersionRangeTests
{
    // The examples of learn.microsoft.com/nuget/concepts/package-versioning.
    [Theory]
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("1.0", "3.2.1", true)]
    [InlineData("1.0", "0.9", false)]
    [InlineData("1.0", "1.0.0-beta", false)]
    [InlineData("[1.0]", "1.0", true)]
    [InlineData("[1.0]", "1.0.1", false)]
    [InlineData("(1.0,)", "1.0", false)]
    [InlineData("(1.0,)", "1.0.1", true)]
    [InlineData("(,1.0]", "1.0", true)]
    [InlineData("(,1.0)", "1.0", false)]
    [InlineData("[1.0,2.0]", "2.0.0.0", true)]
    [InlineData("[1.0,2.0)", "2.0", false)]
    [InlineData("1.*", "1.9.3", true)]
    [InlineData("1.*", "2.0.0", false)]
    [InlineData("1.1.*", "1.2.0", false)]
    [InlineData("1.*", "2.0.0-beta", false)]
    [InlineData("1.*-*", "1.0.0-alpha", true)]
    [InlineData("1.0.0-*", "1.0.0-beta.1", true)]
    [InlineData("1.0.0-*", "1.0.1", false)]
    [InlineData("1.0.0-beta*", "1.0.0-beta.2", true)]
    [InlineData("1.0.0-beta*", "1.0.0-alpha", false)]
    [InlineData("*-*", "3.0.0-beta", true)]
    [InlineData("*", "0.0.1", true)]
    [InlineData("1.0.0-beta.2", "1.0.0-beta.11", true)]
    [InlineData("1.0.0-beta.11", "1.0.0-beta.2", false)]
    [InlineData("1.0.0-beta", "1.0.0", true)]
    [InlineData("1.0.0", "1.0.0+build5", true)]
    public void FollowsTheRulesOfNuGet(string range, string version, bool contained) =>
        Assert.Equal(contained, VersionRange.Parse(range)!.Contains(version));

    [Theory]
    [InlineData("banana")]
    [InlineData("(1.0)")]
    [InlineData("[1.0")]
    [InlineData("[1,2,3]")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.*x")]
    [InlineData("1.0-be\"ta")]
    [InlineData("1.0 -p:x=y")]
    public void RefusesWhatIsNoRange(string text) => Assert.Null(VersionRange.Parse(text));
}
