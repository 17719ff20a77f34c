using GeoNotebooks.Kernel.Display;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Tests.Scripting;

/// <summary>A session with the outputs of its last cell.</summary>
internal sealed class SessionHarness : IDisposable
{
    private int _cells;

    public SessionHarness(string? folder = null, bool warmsCompletion = false) => Session = new(new SessionOptions
    {
        Packages = HostPackages.OfThisProcess(),
        Folder = folder ?? Environment.CurrentDirectory,
        WarmsCompletion = warmsCompletion,
        SkipReason = error => error is TimeoutException ? error.Message : null,
    });

    public ScriptSession Session { get; }

    public List<CellOutput> Outputs { get; private set; } = [];

    public async Task<CellResult> Run(string code)
    {
        var outputs = new List<CellOutput>();
        Outputs = outputs;
        return await Session.RunAsync(new Cell($"cell {++_cells}", code), output =>
        {
            lock (outputs)
                outputs.Add(output);
        });
    }

    public async Task<string> ValueOf(string code)
    {
        var result = await Run(code);
        Assert.True(result.Status == CellStatus.Ok, string.Join("\n", result.Error?.Traceback ?? []));
        return Outputs.OfType<ExecuteResult>().Single().Data["text/plain"];
    }

    /// <summary>The value of a cell that may show other things before.</summary>
    public async Task<string> LastValueOf(string code)
    {
        var result = await Run(code);
        Assert.True(result.Status == CellStatus.Ok, string.Join("\n", result.Error?.Traceback ?? []));
        return Assert.IsType<ExecuteResult>(Outputs[^1]).Data["text/plain"];
    }

    /// <summary>The one error of a cell that fails.</summary>
    public async Task<ErrorOutput> ErrorOf(string code)
    {
        Assert.Equal(CellStatus.Failed, (await Run(code)).Status);
        return Assert.IsType<ErrorOutput>(Assert.Single(Outputs));
    }

    public string Text(string name = "stdout")
    {
        var outputs = Outputs;
        lock (outputs)
            return string.Concat(outputs.OfType<StreamText>().Where(text => text.Name == name).Select(text => text.Text));
    }

    public void Dispose() => Session.Dispose();
}
