using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GeoNotebooks.Cli.Tests.Kernel;

/// <summary>
/// The installed kernel under real clients: Debian's jupyter_kernel_test, and the scenarios of client.py. Where the Python modules are missing the tests are
/// skipped and say so; under CI they fail.
/// </summary>
[Trait("Category", "Slow")]
public sealed class KernelClientTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan LongestScenario = TimeSpan.FromMinutes(4);
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-kernel").FullName;

    [Fact]
    public void JupytersOwnKernelTestsPass() => RunScript("conformance.py");

    [Theory]
    [InlineData("queue_abort")]
    [InlineData("two_clients_abort")]
    [InlineData("interrupt_at_start")]
    [InlineData("only_its_ports")]
    [InlineData("interrupt_by_message")]
    [InlineData("interrupt_by_signal")]
    [InlineData("control_is_live")]
    [InlineData("stdin")]
    [InlineData("positions")]
    [InlineData("two_kernels")]
    [InlineData("client_dies")]
    [InlineData("parent_dies")]
    [InlineData("bad_messages")]
    [InlineData("restart_in_mid_cell")]
    [InlineData("exit_and_overflow")]
    [InlineData("shutdown")]
    [InlineData("terminated")]
    [InlineData("welcome")]
    [InlineData("streaming")]
    [InlineData("requests")]
    [InlineData("charts")]
    [InlineData("documentation")]
    public void ARealClientFindsAKernelThatItCanTrust(string scenario) => RunScript("client.py", scenario);

    [Fact]
    public void AConnectionFileThatCannotBeServedIsOneSentence()
    {
        var answer = GeonbProcess.Run(_folder, "kernel", "run", "none.json");
        Assert.Equal((1, 1), (answer.ExitCode, answer.Error.TrimEnd().Split('\n').Length));
        Assert.Contains("none.json, and there is no such file", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, GeonbProcess.Run(_folder, "kernel", "install", "--user", "--prefix", "p").ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void RunScript(string script, params string[] arguments)
    {
        RequireModules();
        Assert.Equal(0, GeonbProcess.Run(_folder, "kernel", "install", "--prefix", _folder).ExitCode);
        var (code, output) = Run([Path.Combine(SourceFolder(), script), .. arguments]);
        Assert.True(code == 0, $"{script} {string.Join(' ', arguments)}: exit code {code}\n{output}");
    }

    private void RequireModules()
    {
        var missing = !File.Exists(Python) ? $"{Python} is missing" : Run(["-c", "import jupyter_client, jupyter_kernel_test"]) is (not 0, var said) ? said.Trim().Split('\n')[^1] : null;
        if (missing is null)
            return;
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"no Jupyter client here: {missing}");
        Assert.Fail($"Under CI a Jupyter client was expected: {missing}");
    }

    private (int Code, string Output) Run(string[] arguments)
    {
        var info = new ProcessStartInfo(Python) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        info.Environment["JUPYTER_PATH"] = Path.Combine(_folder, "share", "jupyter");
        info.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(_folder, "runtime");
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (process.WaitForExit(LongestScenario))
            return (process.ExitCode, output.Result + error.Result);
        process.Kill(entireProcessTree: true);
        return (-1, $"did not end in {LongestScenario}\n{output.Result}{error.Result}");
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
