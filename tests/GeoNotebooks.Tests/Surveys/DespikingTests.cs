using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using Xunit;

namespace GeoNotebooks.Tests.Surveys;

public sealed class DespikingTests
{
    private const double Noise = 0.8;

    /// <summary>A line with a sample each 50 m.</summary>
    private static LineSet Line(int samples, int seed, Func<double, double> field)
    {
        var random = new Random(seed);
        var index = Enumerable.Range(0, samples).ToArray();
        return LineSet.Of(
            [.. index.Select(i => 50.0 * i)], new double[samples], [.. index.Select(i => (float)(field(50.0 * i) + Noise * FlownLines.Normal(random)))],
            [.. index.Select(_ => 10L)], [.. index.Select(i => (double)i)], null, "field", "nT", Crs.Local);
    }

    private static LineSet Add(LineSet lines, int at, double what)
    {
        var values = (float[])lines.Values.Clone();
        values[at] += (float)what;
        return lines with { Values = values };
    }

    private static double Smooth(double s) => 40 * Math.Sin(s / 900) + 25 * Math.Cos(s / 2_300);

    [Theory]
    [InlineData(12)]
    [InlineData(-40)]
    [InlineData(300)]
    public void Spike_far_above_the_noise_goes_and_its_neighbours_stay(double spike)
    {
        var clean = Line(1_000, 3, Smooth);
        var cleaned = Despiking.Of(Add(clean, 400, spike));
        var before = Despiking.Of(clean);
        var own = Assert.Single(cleaned.Spikes, s => s.Index == 400);
        Assert.Equal(cleaned.Spikes.Count, before.Spikes.Count + 1);
        Assert.Equal(clean.Values[400] + (float)spike, own.Value);
        // The cubic through four neighbours has a noise of 0.97 sample deviations; the sample that it is held against has one too.
        Assert.Equal(clean.Values[400], own.Replacement, 4.5 * 1.39 * Noise);
        Assert.Equal(own.Replacement, cleaned.Lines.Values[400]);
        for (var i = 390; i < 410; i++)
            if (i != 400)
                Assert.Equal(clean.Values[i], cleaned.Lines.Values[i]);
    }

    [Fact]
    public void Spikes_of_five_deviations_of_the_fourth_difference_go_and_the_noise_stays()
    {
        // A spike of A shows as 6 A / sqrt(70) in fourth differences scaled to the deviation of a sample.
        var amplitude = 5 * Math.Sqrt(70) / 6 * Noise;
        var (found, others, samples) = (0, 0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var line = Line(1_000, seed, Smooth);
            var places = Enumerable.Range(1, 9).Select(i => 100 * i).ToArray();
            foreach (var at in places)
                line = Add(line, at, at % 200 == 0 ? amplitude : -amplitude);
            var spikes = Despiking.Of(line).Spikes;
            found += places.Count(at => spikes.Any(spike => spike.Index == at));
            others += Despiking.Of(Line(1_000, seed, Smooth)).Spikes.Count;
            samples += 1_000;
        }
        // Of normal noise 84 % of such spikes lie above the threshold of 4 deviations, and 6e-5 of the samples do without one; the deviation itself is estimated from a hundred samples, the spike's among them, and the shape is asked for too.
        Assert.InRange(found / 360.0, 0.68, 0.92);
        Assert.InRange(others / (double)samples, 0, 4e-4);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(100, 400)]
    [InlineData(150, 200)]
    [InlineData(75, 400)]
    public void Dyke_several_samples_wide_survives(double halfWidth, double peak)
    {
        // A thin dyke of magnetic rock: half of its peak halfWidth off its middle, so that 3 to 6 samples lie above half of the peak. It lies on a sample, where it looks most like a spike.
        for (var seed = 0; seed < 20; seed++)
        {
            var line = Line(400, seed, s => Smooth(s) + peak / (1 + Math.Pow((s - 10_000) / halfWidth, 2)));
            Assert.DoesNotContain(Despiking.Of(line).Spikes, spike => Math.Abs(spike.Index - 200) <= 4);
        }
    }

    [Fact]
    public void Spike_on_the_flank_of_a_dyke_is_told_from_it()
    {
        var line = Line(400, 5, s => Smooth(s) + 200 / (1 + Math.Pow((s - 10_000) / 100, 2)));
        var cleaned = Despiking.Of(Add(line, 203, 150));
        Assert.Equal(203, Assert.Single(cleaned.Spikes, spike => Math.Abs(spike.Index - 200) <= 6).Index);
    }

    [Fact]
    public void Nothing_is_compared_across_a_gap()
    {
        // A jump of 500 nT at a gap of twenty samples would be a spike for whoever takes the rows as neighbours.
        var line = Line(300, 2, s => s < 7_500 ? 0 : 500);
        var values = line.Values.Select((v, i) => i is >= 145 and < 165 ? float.NaN : v).ToArray();
        var gap = LineSet.Of(line.X, line.Y, values, [.. line.X.Select(_ => 10L)], line.Fiducials, null, "field", "nT", Crs.Local);
        Assert.DoesNotContain(Despiking.Of(gap).Spikes, spike => Math.Abs(gap.Fiducials[spike.Index] - 155) < 15);
    }

    [Fact]
    public void Constant_field_keeps_all_but_its_spike()
    {
        var flat = LineSet.Of([.. Enumerable.Range(0, 60).Select(i => (double)i)], new double[60], [.. Enumerable.Repeat(57_000f, 60)],
            [.. Enumerable.Repeat(1L, 60)], [.. Enumerable.Range(0, 60).Select(i => (double)i)], null, "field", "nT", Crs.Local);
        Assert.Empty(Despiking.Of(flat).Spikes);
        var spike = Assert.Single(Despiking.Of(Add(flat, 30, 5)).Spikes);
        Assert.Equal((30, 57_000f), (spike.Index, spike.Replacement));
    }

    [Fact]
    public void Report_names_each_point_and_why()
    {
        var report = Despiking.Of(Add(Line(1_000, 3, Smooth), 400, 100));
        var row = report.ToDataFrame().Rows[report.Spikes.ToList().FindIndex(spike => spike.Index == 400)];
        Assert.Equal(10L, row[0]);
        Assert.Equal(400.0, row[1]);
        Assert.Equal(20_000.0, row[2]);
        Assert.Equal(-100.0, (float)row[6], 5.0);
        Assert.True((double)row[7] > 20 && (double)row[8] > 0.95);
    }

    [Theory]
    [InlineData(0, 101, "needs a threshold above 0 deviations; found 0")]
    [InlineData(double.NaN, 101, "needs a threshold above 0 deviations; found NaN")]
    [InlineData(4, 5, "needs a window of 11 samples or more; found 5")]
    public void Options_out_of_range_are_said(double threshold, int window, string expected) => Assert.Contains(
        expected, Assert.Throws<ArgumentOutOfRangeException>(() => Despiking.Of(Line(50, 1, Smooth), new() { Threshold = threshold, WindowSamples = window })).Message);
}
