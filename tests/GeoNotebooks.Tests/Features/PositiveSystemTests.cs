using GeoNotebooks.Features;
using Xunit;

namespace GeoNotebooks.Tests.Features;

public sealed class PositiveSystemTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(200)]
    public void Solves_what_was_made_of_a_known_solution(int count)
    {
        var random = new Random(count);
        var factor = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                factor[i, j] = i == j ? 1 + random.NextDouble() : (random.NextDouble() - 0.5) / count;
        var expected = Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5).ToArray();
        double Product(int i, int j) => Enumerable.Range(0, Math.Min(i, j) + 1).Sum(k => factor[i, k] * factor[j, k]);
        var right = Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Sum(j => Product(i, j) * expected[j])).ToArray();
        var system = new PositiveSystem(count);
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                system.Row(i)[j] = Product(i, j);

        var solution = system.Solve(right);

        Assert.Equal(count, solution.Length);
        for (var i = 0; i < count; i++)
            Assert.Equal(expected[i], solution[i], 1e-12);
    }

    [Fact]
    public void Refuses_a_matrix_that_is_not_positive()
    {
        var system = new PositiveSystem(3);
        for (var i = 0; i < 3; i++)
            system.Row(i).Fill(1);

        Assert.Throws<ArithmeticException>(() => system.Solve([1, 2, 3]));
    }
}
