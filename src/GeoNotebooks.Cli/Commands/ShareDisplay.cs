using System.Globalization;

namespace GeoNotebooks.Cli.Commands;

/// <summary>How long work tells how far it has come: its share on one line of stderr.</summary>
/// <param name="what">What is being done.</param>
internal sealed class ShareDisplay(string what) : IProgress<double>, IDisposable
{
    private readonly LineDisplay _line = new();

    public void Report(double value) => _line.Report(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * value:0} %"));

    /// <summary>Takes the line away.</summary>
    public void Dispose() => _line.Dispose();
}
