using System.Diagnostics;
using System.Globalization;

namespace GeoNotebooks.Benchmarks;

/// <summary>The same network in another program: <c>throughput_peer.py</c> under a Python that has PyTorch. It waits while we work.</summary>
internal sealed class ThroughputPeer : IDisposable
{
    private readonly Process _process;

    public ThroughputPeer(string python, params int[] shape)
    {
        var info = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true };
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "throughput_peer.py"));
        foreach (var number in shape)
            info.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        _process = Process.Start(info)!;
        Version = Line();
    }

    /// <summary>Version of PyTorch.</summary>
    public string Version { get; }

    /// <summary>Has one line done and gives the number that it answers.</summary>
    public double Ask(params string[] words)
    {
        _process.StandardInput.WriteLine(string.Join(' ', words));
        return double.Parse(Line(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Line() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the peer has ended; does this Python have PyTorch and NumPy?");
}
