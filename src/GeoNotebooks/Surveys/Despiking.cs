using Microsoft.Data.Analysis;

namespace GeoNotebooks.Surveys;

/// <summary>
/// Takes single wrong samples off flight lines. Noise and spikes show in the fourth difference d = v(-2) - 4 v(-1) + 6 v(0) - 4 v(+1) + v(+2), the customary measure of noise in
/// aeromagnetic contracts (Teskey, Hood, Morley and others 1991, Guide to aeromagnetic specifications and contracts, Geological Survey of Canada Open File 2349): it lets a cubic
/// through as zero. A spike shows as a lone 1, -4, 6, -4, 1 in the fourth differences. A sample is a spike when its d exceeds <see cref="DespikingOptions.Threshold"/>
/// robust standard deviations of the differences about it (median absolute deviation, Hampel 1974), and that pattern explains the differences next to it, either
/// to <see cref="DespikingOptions.ExplainedShare"/> or down to the noise. The second condition keeps real sharp anomalies: the peak of a dyke has a large fourth difference too, with other neighbours.
/// </summary>
/// <param name="Lines">The lines with spikes replaced by the cubic through the four neighbours.</param>
/// <param name="Spikes">Each sample that was changed.</param>
/// <remarks>
/// One threshold in deviations of d corresponds to 1.39 thresholds in deviations of a sample's own white noise (the root of 70, over 6). A spike of two equal samples in a row is not found, nor is one among the first or
/// last two samples of a run without gap: nothing tells it from the field there.
/// </remarks>
public sealed record Despiking(LineSet Lines, IReadOnlyList<Spike> Spikes)
{
    private static readonly double[] Pattern = [1, -4, 6, -4, 1];

    /// <summary>Share that a wrong sample must explain where what it leaves is no more than the noise; noise takes its part of the energy there.</summary>
    private const double QuietShare = 0.8;

    /// <summary>What is left beside a spike may be so many times the energy of the noise: above the 99th percentile of what noise alone leaves.</summary>
    private const double NoiseEnergyLimit = 2.5;

    /// <summary>Despikes a survey.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="options">When a sample is a spike.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static Despiking Of(LineSet lines, DespikingOptions? options = null)
    {
        options ??= new();
        if (!(options.Threshold > 0))
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant($"despiking '{lines.Name}' needs a threshold above 0 deviations; found {options.Threshold}"));
        if (options.WindowSamples < 11)
            throw new ArgumentOutOfRangeException(nameof(options), $"despiking '{lines.Name}' needs a window of 11 samples or more; found {options.WindowSamples}");
        var steps = lines.FiducialSteps();
        var values = (float[])lines.Values.Clone();
        var found = new List<Spike>[lines.Lines.Count];
        Parallel.For(0, found.Length, line =>
        {
            found[line] = [];
            foreach (var (from, to) in lines.Runs(lines.Lines[line], steps[lines.Lines[line].Survey]))
                Clean(values.AsSpan(from, to - from), options, lines.Lines[line], from, found[line]);
        });
        return new(lines with { Values = values }, [.. found.SelectMany(spikes => spikes.OrderBy(spike => spike.Index))]);
    }

    /// <summary>One row a spike: line, fiducial, x, y, value, replacement, change, deviations, explained share.</summary>
    public DataFrame ToDataFrame() => new(
        new Int64DataFrameColumn("line", Spikes.Select(spike => spike.Line.Number)),
        new DoubleDataFrameColumn("fiducial", Spikes.Select(spike => Lines.Fiducials[spike.Index])),
        new DoubleDataFrameColumn("x", Spikes.Select(spike => Lines.X[spike.Index])),
        new DoubleDataFrameColumn("y", Spikes.Select(spike => Lines.Y[spike.Index])),
        new SingleDataFrameColumn("value", Spikes.Select(spike => spike.Value)),
        new SingleDataFrameColumn("replacement", Spikes.Select(spike => spike.Replacement)),
        new SingleDataFrameColumn("change", Spikes.Select(spike => spike.Replacement - spike.Value)),
        new DoubleDataFrameColumn("deviations", Spikes.Select(spike => spike.Deviations)),
        new DoubleDataFrameColumn("explained share", Spikes.Select(spike => spike.ExplainedShare)));

    private static void Clean(Span<float> values, DespikingOptions options, FlightLine line, int start, List<Spike> spikes)
    {
        if (values.Length < 5)
            return;
        // Differences are as many as samples; the two at each end are not defined and stay 0.
        var differences = new double[values.Length];
        for (var i = 2; i < values.Length - 2; i++)
            differences[i] = FourthDifference(values, i);
        var deviations = LocalDeviations(differences, options.WindowSamples, values);
        var candidates = new List<int>();
        for (var i = 2; i < values.Length - 2; i++)
            if (Math.Abs(differences[i]) > options.Threshold * deviations[i])
                candidates.Add(i);
        for (var pass = 0; pass < options.MaximumPasses && candidates.Count > 0; pass++)
        {
            var changed = new SortedSet<int>();
            // Largest first: a spike lifts the differences of its neighbours too, which are judged after it is gone.
            candidates.Sort((a, b) => Math.Abs(differences[b]).CompareTo(Math.Abs(differences[a])) is var byDifference and not 0 ? byDifference : a.CompareTo(b));
            foreach (var i in candidates)
            {
                if (Math.Abs(differences[i]) <= options.Threshold * deviations[i] || !IsLone(differences, deviations[i], i, options.ExplainedShare, out var share))
                    continue;
                var (value, replacement) = (values[i], (float)(values[i] - differences[i] / 6));
                spikes.Add(new(line, start + i, value, replacement, Math.Abs(differences[i]) / deviations[i], share));
                values[i] = replacement;
                for (var j = Math.Max(i - 2, 2); j <= Math.Min(i + 2, values.Length - 3); j++)
                {
                    differences[j] = FourthDifference(values, j);
                    changed.Add(j);
                }
            }
            candidates = [.. changed];
        }
    }

    /// <summary>Whether one wrong sample explains the fourth differences about it.</summary>
    private static bool IsLone(ReadOnlySpan<double> differences, double deviation, int i, double explainedShare, out double share)
    {
        var (energy, product, pattern, terms) = (0.0, 0.0, 0.0, 0);
        for (var k = -2; k <= 2; k++)
        {
            if (i + k < 2 || i + k >= differences.Length - 2)
                continue;
            energy += differences[i + k] * differences[i + k];
            product += Pattern[k + 2] * differences[i + k];
            pattern += Pattern[k + 2] * Pattern[k + 2];
            terms++;
        }
        var explained = product * product / pattern;
        share = explained / energy;
        return share >= explainedShare || (share >= QuietShare && energy - explained <= NoiseEnergyLimit * terms * deviation * deviation);
    }

    /// <summary>Robust standard deviation of the differences in a window about each sample, at steps of a quarter of the window.</summary>
    private static double[] LocalDeviations(double[] differences, int window, ReadOnlySpan<float> values)
    {
        // Rounding to single precision alone makes differences; where a field is constant nothing else does.
        var largest = 0f;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        var floor = 16.0 * largest * 6e-8 + double.Epsilon;
        var inner = differences.AsSpan(2, differences.Length - 4);
        // A quiet stretch on a line whose field is otherwise rough must not turn its first ripple into spikes.
        floor = Math.Max(floor, 0.25 * Robust.Deviation(inner));
        var result = new double[differences.Length];
        var step = Math.Max(window / 4, 1);
        for (var at = 0; at < inner.Length; at += step)
        {
            var from = Math.Clamp(at + step / 2 - window / 2, 0, Math.Max(inner.Length - window, 0));
            var deviation = Math.Max(floor, Robust.Deviation(inner.Slice(from, Math.Min(window, inner.Length - from))));
            result.AsSpan(2 + at, Math.Min(step, inner.Length - at)).Fill(deviation);
        }
        return result;
    }

    private static double FourthDifference(ReadOnlySpan<float> values, int i) =>
        (double)values[i - 2] - 4.0 * values[i - 1] + 6.0 * values[i] - 4.0 * values[i + 1] + values[i + 2];
}
