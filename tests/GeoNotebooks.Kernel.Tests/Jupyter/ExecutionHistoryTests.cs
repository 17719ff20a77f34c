using GeoNotebooks.Kernel.Jupyter;

namespace GeoNotebooks.Kernel.Tests.Jupyter;

public sealed class ExecutionHistoryTests
{
    private readonly ExecutionHistory _history = new();

    public ExecutionHistoryTests()
    {
        foreach (var (line, code) in new[] { (1, "var x = 1;"), (2, "x + 1"), (3, "x + 2"), (4, "x + 1"), (5, "display(x)") })
            _history.Add(line, code, line == 2 ? "2" : null);
    }

    [Fact]
    public void TailIsTheLastOnesInOrder() => Assert.Equal([4, 5], Lines(new("tail", N: 2)));

    [Fact]
    public void RangeLeavesItsStopOut() => Assert.Equal([2, 3], Lines(new("range", Start: 2, Stop: 4)));

    [Fact]
    public void RangeWithoutAStopGoesToTheEnd() => Assert.Equal([4, 5], Lines(new("range", Session: 1, Start: 4)));

    [Fact]
    public void OfEarlierSessionsThereIsNothing() => Assert.Empty(Lines(new("range", Session: -1, Start: 1)));

    [Fact]
    public void SearchTakesPatterns() => Assert.Equal([2, 3, 4], Lines(new("search", Pattern: "x + ?")));

    [Fact]
    public void SearchForUniqueCellsKeepsTheLastOfEach() => Assert.Equal([3, 4], Lines(new("search", Pattern: "x + *", Unique: true)));

    [Fact]
    public void SearchStopsAtN() => Assert.Equal([3, 4], Lines(new("search", Pattern: "x*", N: 2)));

    [Fact]
    public void OutputComesWithTheCode() => Assert.Equal(["x + 1", "2"], Assert.IsType<string[]>(_history.Find(new("range", Output: true, Start: 2, Stop: 3))[0][2]));

    [Fact]
    public void AnotherKindIsRefused() => Assert.Contains("odd", Assert.Throws<KernelException>(() => _history.Find(new("odd"))).Message, StringComparison.Ordinal);

    private IEnumerable<int> Lines(HistoryContent wanted) => _history.Find(wanted).Select(entry => (int)entry[1]);
}
