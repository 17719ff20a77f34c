using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace GeoNotebooks.Browser.Tests;

/// <summary>Debian's classic Jupyter Notebook on this machine alone, with our kernel installed for it and copies of notebooks to open.</summary>
internal sealed partial class JupyterServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/jupyter-notebook";
    private const string Token = "browser-test";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("geonb-jupyter-").FullName;
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>Starts a server; skips the test where there is no Jupyter Notebook, but fails under CI.</summary>
    public static async Task<JupyterServer> Start(params string[] notebooks)
    {
        Assert.SkipUnless(
            File.Exists(Program) || Environment.GetEnvironmentVariable("CI") == "true",
            $"there is no Jupyter Notebook at {Program} (package jupyter-notebook)");
        var server = new JupyterServer();
        var notebookFolder = Directory.CreateDirectory(Path.Combine(server._folder, "notebooks")).FullName;
        foreach (var notebook in notebooks)
            File.Copy(Path.Combine(Repository(), "notebooks", notebook), Path.Combine(notebookFolder, notebook));
        await server.InstallKernel();
        await server.Serve(notebookFolder);
        return server;
    }

    /// <summary>The address of a notebook.</summary>
    public string AddressOf(string notebook) => $"{_address.Task.Result}notebooks/{notebook}?token={Token}";

    /// <summary>What the server has said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task InstallKernel()
    {
        var geonb = Path.Combine(Repository(), "src", "GeoNotebooks.Cli", "bin", "Release", "net10.0", "linux-x64", "geonb");
        Assert.True(File.Exists(geonb), $"geonb was expected at {geonb}: build the solution first (-c Release)");
        using var install = Process.Start(geonb, ["kernel", "install", "--prefix", _folder]);
        await install.WaitForExitAsync();
        Assert.Equal(0, install.ExitCode);
    }

    private async Task Serve(string notebookFolder)
    {
        var info = new ProcessStartInfo(Program) { WorkingDirectory = notebookFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={FreePort()}", $"--NotebookApp.token={Token}", $"--notebook-dir={notebookFolder}"])
            info.ArgumentList.Add(argument);
        info.Environment["JUPYTER_PATH"] = Path.Combine(_folder, "share", "jupyter");
        info.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(_folder, "runtime");
        info.Environment["JUPYTER_CONFIG_DIR"] = Path.Combine(_folder, "config");
        info.Environment["GEONB_RUN"] = Path.Combine(_folder, "run");
        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (await Task.WhenAny(_address.Task, _process.WaitForExitAsync(), Task.Delay(LongestStart)) != _address.Task)
            Assert.Fail($"Jupyter Notebook did not come up in {LongestStart}:\n{Log}");
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.Add(line);
        if (Address().Match(line) is { Success: true } match)
            _address.TrySetResult(match.Value);
    }

    /// <summary>Jupyter Notebook 6 serves on a port of the system's choice too, but does not say which. Where this one is taken meanwhile, it tries the next.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Repository([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
