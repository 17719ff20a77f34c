using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Packages;
using GeoNotebooks.Kernel.Scripting;
using GeoNotebooks.Kernel.Tests.Scripting;

namespace GeoNotebooks.Kernel.Tests.Packages;

/// <summary>Packages that the host does not carry, from a folder: the public feed is never asked.</summary>
public sealed class PackageRestoreTests : IDisposable
{
    private readonly PackageFeed _feed = new();
    private readonly SessionHarness _session;

    public PackageRestoreTests() => _session = new SessionHarness(_feed.Notebooks);

    [Theory]
    [InlineData("", "2.0.0")]
    [InlineData(", *", "2.0.0")]
    [InlineData(", 1.0.0", "1.0.0")]
    [InlineData(", [1.0.0]", "1.0.0")]
    [InlineData(", 1.*", "1.5.0")]
    [InlineData(", 3.0.0-*", "3.0.0-beta.2")]
    [InlineData(", *-*", "3.0.0-beta.2")]
    public async Task AVersionIsExactFloatsOrIsTheNewestRelease(string asked, string resolved)
    {
        foreach (var version in (string[])["1.0.0", "1.5.0", "2.0.0", "3.0.0-beta.1", "3.0.0-beta.2"])
            _feed.Add("Rock", version, $"public static class Rock {{ public const string Version = \"{version}\"; public static string Name() => Version; }}");
        Assert.Equal(resolved, (await _session.LastValueOf($"{_feed.Source}#r \"nuget: Rock{asked}\"\nRock.Name()")));
        Assert.Equal($"Package Rock {resolved}", Assert.IsType<DisplayData>(_session.Outputs[0]).Data["text/plain"]);
        Assert.Equal(resolved, await _session.ValueOf("Rock.Version"));
    }

    [Theory]
    [InlineData("System.Text.Json, 8.0.5", null)]
    [InlineData("System.Text.Json, 99.0", "is part of the framework")]
    [InlineData("System.Text.Json, [8.0.5]", "is part of the framework")]
    public async Task APackageOfTheFrameworkIsAnsweredFromItOrRefused(string wanted, string? refusal)
    {
        var result = await _session.Run($"#r \"nuget: {wanted}\"\nSystem.Text.Json.JsonSerializer.Serialize(1)");
        Assert.Equal(refusal is null ? CellStatus.Ok : CellStatus.Failed, result.Status);
        Assert.Contains(refusal ?? "", result.Error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackagesOfOneCellAndOfLaterCellsShareWhatTheyDependOn()
    {
        var ore = _feed.Add("Ore", "1.0.0", "public class Ore { public static int Count; }");
        _feed.Add("Gold", "1.0.0", "public static class Gold { public static Ore Find() { Ore.Count++; return new Ore(); } }", [("Ore", "1.0.0")], [ore]);
        _feed.Add("Tin", "1.0.0", "public static class Tin { public static Ore Find() { Ore.Count++; return new Ore(); } }", [("Ore", "1.0.0")], [ore]);
        _feed.Add("Lead", "1.0.0", "public static class Lead { public static Ore Find() { Ore.Count++; return new Ore(); } }", [("Ore", "1.0.0")], [ore]);
        Assert.Equal("2", await _session.LastValueOf($"{_feed.Source}#r \"nuget: Gold\"\n#r \"nuget: Tin, 1.0.0\"\nOre a = Gold.Find(), b = Tin.Find();\nOre.Count"));
        Assert.Equal("3", await _session.LastValueOf("#r \"nuget: Lead\"\nLead.Find();\nOre.Count"));
    }

    [Fact]
    public async Task TheHostsAssembliesWinOverThoseAPackageAsksFor()
    {
        // The feed does not have CsCheck: the host's is taken without asking for it.
        _feed.Add("Checker", "1.0.0", "public static class Checker { public static CsCheck.Gen<int> Ints => CsCheck.Gen.Int; }", [("CsCheck", "4.0.0")], [typeof(CsCheck.Gen).Assembly.Location]);
        Assert.Equal(typeof(CsCheck.Gen).Assembly.Location, await _session.LastValueOf($"{_feed.Source}#r \"nuget: Checker\"\nChecker.Ints.GetType().Assembly.Location"));
        Assert.Equal("True", await _session.ValueOf(
            "object.ReferenceEquals(Checker.Ints.GetType().Assembly, AppDomain.CurrentDomain.GetAssemblies().First(a => a.GetName().Name == \"CsCheck\"))"));
    }

    [Theory]
    [InlineData("99.0.0", "Checker 1.0.0 needs CsCheck 99.0.0, and this host carries CsCheck 5.0.1")]
    [InlineData("[1.0.0, 2.0.0)", "Checker needs another version of CsCheck than 5.0.1, which this host carries")]
    [InlineData("[1.5.0, 2.0.0)", "Checker 1.0.0 needs CsCheck [1.5.0, 2.0.0), and this host carries CsCheck 5.0.1", "1.5.0")]
    public async Task APackageThatExcludesTheHostsVersionIsRefusedNamingBoth(string range, string sentence, string offered = "99.0.0")
    {
        _feed.Add("CsCheck", offered, "public class Other;");
        _feed.Add("Checker", "1.0.0", "public static class Checker;", [("CsCheck", range)]);
        Assert.Contains(sentence, (await _session.ErrorOf($"{_feed.Source}#r \"nuget: Checker\"")).Message, StringComparison.Ordinal);
        Assert.Equal("2", await _session.ValueOf("1 + 1"));
    }

    [Fact]
    public async Task ANativeLibraryIsFoundByItsPackage()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var system = Directory.EnumerateFiles(folder, "*System.Native.*").First(path => Path.GetExtension(path) is ".so" or ".dylib" || !OperatingSystem.IsLinux());
        _feed.Add("Drill", "1.0.0", """
            public static class Drill
            {
                [System.Runtime.InteropServices.DllImport("geodrill", EntryPoint = "SystemNative_GetPid")]
                public static extern int Depth();
            }
            """, native: (system, "libgeodrill" + Path.GetExtension(system)));
        Assert.Equal($"{Environment.ProcessId}", await _session.LastValueOf($"{_feed.Source}#r \"nuget: Drill\"\nDrill.Depth()"));
    }

    [Fact]
    public async Task InspectionShowsTheDocumentationThatAPackageShips()
    {
        _feed.Add("Rock", "1.0.0", "/// <summary>Stone.</summary>\npublic static class Rock\n{\n    /// <summary>How old it is.</summary>\n    public static int Age() => 7;\n}");
        await _session.Run($"{_feed.Source}#r \"nuget: Rock\"");
        var found = await _session.Session.InspectAsync("Rock.Age()", 8, 0, TestContext.Current.CancellationToken);
        Assert.Equal("int Rock.Age()\n\nHow old it is.", found!["text/plain"]);
    }

    [Fact]
    public async Task WhatNoSourceHasIsOneSentence()
    {
        var error = await _session.ErrorOf("var before = 1;\n#r \"nuget: NoSuchRock, 1.0\"");
        Assert.StartsWith("NoSuchRock 1.0 was asked for, and no source has it: Unable to find package NoSuchRock.", error.Message, StringComparison.Ordinal);
        Assert.Equal("  cell 1, line 2: #r \"nuget: NoSuchRock, 1.0\"", error.Traceback[1]);
        _feed.Add("Rock", "1.0.0", "public class Rock;");
        Assert.Contains("with version (>= 2.0.0)", (await _session.ErrorOf($"{_feed.Source}#r \"nuget: Rock, 2.0\"")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASourceThatCannotBeReachedIsOneSentence()
    {
        File.WriteAllText(Path.Combine(_feed.Notebooks, "nuget.config"),
            "<configuration><packageSources><clear /><add key=\"dead\" value=\"https://127.0.0.1:9/v3/index.json\" /></packageSources></configuration>");
        var error = await _session.ErrorOf("#r \"nuget: Rock\"");
        Assert.StartsWith("Rock was asked for, and a source of packages cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("A folder or the address of a feed was expected", (await _session.ErrorOf("#i \"nuget: no/such/folder\"")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rock\"/><Target Name=\"x\"/>", "A package id")]
    [InlineData("Rock, 1.0\"/><Import Project=\"x\"/>", "A package version")]
    [InlineData("Rock, 1.0-\"/>", "A package version")]
    [InlineData("Rock, $(Evil)", "A package version")]
    [InlineData("../../Rock", "A package id")]
    public async Task NothingButAnIdAndAVersionGoesIntoTheProject(string asked, string sentence) =>
        Assert.StartsWith(sentence, (await _session.ErrorOf($"#r \"nuget: {asked}\"")).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsWrittenIntoTheProjectStaysText()
    {
        var project = RestoreProject.Of([new PackageRequest("Rock\"/><Target/>", "1.0")], [], "/a$(b)", ["/c;d@(e)"]);
        var again = System.Xml.Linq.XDocument.Parse(project.ToString());
        Assert.Equal("Rock\"/><Target/>", again.Descendants("PackageReference").Single().Attribute("Include")!.Value);
        Assert.Empty(again.Descendants("Target"));
        Assert.Equal("/a%24%28b%29", again.Descendants("RestoreRootConfigDirectory").Single().Value);
        Assert.Equal("/c%3Bd%40%28e%29", again.Descendants("RestoreAdditionalProjectSources").Single().Value);
    }

    [Fact]
    public async Task WhatLiesInFoldersAboveIsNotImported()
    {
        _feed.Add("Rock", "1.0.0", "public static class Rock { public static int Age() => 7; }");
        var cache = Path.Combine(_feed.Notebooks, "cache");
        const string Trap = "<Project><Target Name=\"Trap\" BeforeTargets=\"Restore;CollectPackageReferences\"><Error Text=\"trapped\" /></Target></Project>";
        Directory.CreateDirectory(cache);
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets"])
            File.WriteAllText(Path.Combine(cache, name), Trap);
        File.WriteAllText(Path.Combine(cache, "Directory.Packages.props"),
            "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include=\"Rock\" Version=\"9.0.0\" /></ItemGroup></Project>");
        File.WriteAllText(Path.Combine(cache, "Directory.Build.rsp"), "-p:Trap=true -nosuchswitch");
        File.WriteAllText(Path.Combine(cache, "global.json"), "{\"sdk\":{\"version\":\"99.0.100\",\"rollForward\":\"disable\"}}");
        var before = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
        try
        {
            Assert.Equal("7", await _session.LastValueOf($"{_feed.Source}#r \"nuget: Rock\"\nRock.Age()"));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                    File.GetUnixFileMode(Path.Combine(cache, "geonotebooks", "restore")));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", before);
        }
    }

    [Fact]
    public async Task AFixedVersionIsAnsweredAgainWithoutItsSource()
    {
        _feed.Add("Rock", "1.0.0", "public static class Rock { public static int Age() => 8; }");
        var cell = $"{_feed.Source}#r \"nuget: Rock, [1.0.0]\"\nRock.Age()";
        Assert.Equal("8", await _session.LastValueOf(cell));
        foreach (var package in Directory.EnumerateFiles(_feed.Packages))
            File.Delete(package);
        using var second = new SessionHarness(_feed.Notebooks);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal("8", await second.LastValueOf(cell));
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task APackageStaysAtItsVersion()
    {
        _feed.Add("Rock", "1.0.0", "public class Rock;");
        _feed.Add("Rock", "2.0.0", "public class Rock;");
        Assert.Equal(CellStatus.Ok, (await _session.Run($"{_feed.Source}#r \"nuget: Rock, [1.0.0]\"")).Status);
        Assert.Equal(CellStatus.Ok, (await _session.Run("#r \"nuget: Rock\"\nnew Rock()")).Status);
        Assert.Contains("this session has loaded Rock 1.0.0", (await _session.ErrorOf("#r \"nuget: Rock, 2.0.0\"")).Message, StringComparison.Ordinal);
        _feed.Add("Hill", "1.0.0", "public class Hill;", [("Rock", "2.0.0")]);
        Assert.Contains("Hill was asked for, and the packages do not fit together", (await _session.ErrorOf("#r \"nuget: Hill\"")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestoreCanBeInterrupted()
    {
        // A source that takes the connection and never answers.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var run = _session.Run($"#i \"nuget: https://127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}/v3/index.json\"\n#r \"nuget: Rock\"");
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted, string.Join("\n", _session.Outputs));
        _session.Session.Interrupt();
        Assert.Equal(CellStatus.Interrupted, (await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Status);
        Assert.Equal("2", await _session.ValueOf("1 + 1"));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task ThePublicFeedIsAsked()
    {
        using var session = new SessionHarness();
        Assert.Equal("1905", await session.LastValueOf("#r \"nuget: NodaTime\"\nnew NodaTime.LocalDate(1905, 6, 30).Year"));
    }

    public void Dispose()
    {
        _session.Dispose();
        _feed.Dispose();
    }
}
