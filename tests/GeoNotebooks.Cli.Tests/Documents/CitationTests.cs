using System.Text.RegularExpressions;

namespace GeoNotebooks.Cli.Tests.Documents;

/// <summary>The citation names the version that is built, and holds what the Citation File Format 1.2.0 requires.</summary>
public sealed partial class CitationTests
{
    private static readonly string Citation = RepositoryFiles.ReadText("CITATION.cff");

    [Fact]
    public void TheVersionIsTheOneThatIsBuilt() =>
        Assert.Equal(Version().Match(RepositoryFiles.ReadText("Directory.Build.props")).Groups[1].Value, CitedVersion().Match(Citation).Groups[1].Value);

    [Theory]
    [InlineData("cff-version: 1.2.0")]
    [InlineData("message: ")]
    [InlineData("title: GeoNotebooks")]
    [InlineData("authors:")]
    [InlineData("license: MIT")]
    public void WhatTheFormatRequiresIsThere(string line) => Assert.Contains(Citation.Split('\n'), written => written.StartsWith(line, StringComparison.Ordinal));

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex Version();

    [GeneratedRegex("^version: (.+)$", RegexOptions.Multiline)]
    private static partial Regex CitedVersion();
}
