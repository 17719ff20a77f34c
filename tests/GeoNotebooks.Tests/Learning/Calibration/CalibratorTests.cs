using System.Globalization;
using System.Text.Json;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Runs;
using GeoNotebooks.Tests.Learning.Evaluation;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Calibration;

public sealed class CalibratorTests
{
    private static readonly ScoredGround Bold = Ground.Of(3000, 20, 3, boldness: 2, shift: 1, noise: 0.3);

    // In its own terms the fit is what the calibration line measures: afterwards the line is the diagonal. Platt's targets move it by 1 / n.
    [Fact]
    public void Platt_makes_the_calibration_line_the_diagonal()
    {
        var (before, calibrator) = (CalibrationLine.Of(ScoreTable.Of(Bold.Scores, Bold.Labels)), PlattCalibrator.Fit(Bold));
        Assert.InRange(before.Slope, 0.3, 0.6);
        var after = calibrator.Apply(Bold);
        Assert.Equal(1, after.Measure(ScoreMetric.CalibrationSlope), 0.01);
        Assert.Equal(0, after.Measure(ScoreMetric.CalibrationIntercept), 0.02);
        Assert.True(after.Measure(ScoreMetric.LogLoss) < Bold.Measure(ScoreMetric.LogLoss));
        Assert.Equal(Bold.Measure(ScoreMetric.RocAuc), after.Measure(ScoreMetric.RocAuc), 1e-4);
        Assert.Equal((Bold.Prevalence, 3000), (calibrator.Prevalence, calibrator.Nodes));
    }

    [Fact]
    public void Scikit_learn_fits_the_same_two()
    {
        var numbers = ScikitLearn.Numbers(Bold.Scores[..800], Bold.Labels[..800], """
            from sklearn.calibration import _sigmoid_calibration
            from sklearn.isotonic import IsotonicRegression
            a, b = _sigmoid_calibration(np.log(p / (1 - p)), y)
            n = len(y)
            iso = IsotonicRegression(y_min=1 / (n + 2), y_max=1 - 1 / (n + 2), out_of_bounds='clip').fit(p, y)
            print(-a, -b, *iso.predict(np.linspace(0, 1, 101)))
            """);
        var ground = new ScoredGround(Bold.Scores[..800], Bold.Labels[..800], Bold.Blocks[..800]);
        var (platt, isotonic) = (PlattCalibrator.Fit(ground), IsotonicCalibrator.Fit(ground));
        Assert.Equal(numbers[0], platt.Slope, 1e-4);
        Assert.Equal(numbers[1], platt.Intercept, 1e-4);
        for (var i = 0; i <= 100; i++)
            Assert.Equal(numbers[2 + i], isotonic.Apply(i / 100.0), 1e-6);
    }

    // 1, 0 and 0 pool to a third; the zero below and the one above stay, kept 1/7 from the ends.
    [Fact]
    public void Adjacent_violators_are_pooled()
    {
        var isotonic = IsotonicCalibrator.Fit(new([0.1f, 0.2f, 0.3f, 0.4f, 0.5f], [0, 1, 0, 0, 1], new int[5]));
        Assert.Equal([3, 7, 7, 18], isotonic.Shares.Select(share => (int)Math.Round(21 * share)));
        Assert.All(isotonic.Shares, share => Assert.Equal(Math.Round(21 * share), 21 * share, 1e-12));
        Assert.Equal((double)0.1f, isotonic.Probabilities[0]);
        Assert.Equal((1 / 7.0 + 1 / 3.0) / 2, isotonic.Apply(((double)0.1f + 0.2f) / 2), 1e-12);
        Assert.Equal((isotonic.Shares[0], isotonic.Shares[^1]), (isotonic.Apply(0), isotonic.Apply(1)));
    }

    [Fact]
    public void Isotonic_rises_and_calibrates_its_own_ground()
    {
        var isotonic = IsotonicCalibrator.Fit(Bold);
        Assert.Equal(isotonic.Shares.Order(), isotonic.Shares);
        Assert.Equal(isotonic.Probabilities.Order(), isotonic.Probabilities);
        Assert.InRange(isotonic.Apply(Bold).Measure(ScoreMetric.CalibrationError()), 0, 0.01);
        Assert.InRange(Bold.Measure(ScoreMetric.CalibrationError()), 0.03, 1);
    }

    [Fact]
    public void Nodata_stays_and_what_is_no_probability_is_refused()
    {
        var geometry = new GridGeometry(1, 3, 0, 0, 200, 200, Crs.Local);
        foreach (var calibrator in new Calibrator[] { PlattCalibrator.Fit(Bold), IsotonicCalibrator.Fit(Bold) })
        {
            var map = calibrator.Apply(new Grid(geometry, [0.2f, float.NaN, 1f], "probability of faults", "1"));
            Assert.True(float.IsNaN(map.Values[1]));
            Assert.Equal((float)calibrator.Apply((double)0.2f), map.Values[0]);
            Assert.Equal("probability of faults", map.Name);
            Assert.Contains("found 1.5", Assert.Throws<InvalidDataException>(() => calibrator.Apply(new Grid(geometry, [0.2f, 1.5f, 1f], "map", "1"))).Message);
        }
        Assert.Contains("found 0 nodes with it", Assert.Throws<InvalidDataException>(() => PlattCalibrator.Fit(new([0.1f, 0.2f], [0, 0], [0, 0]))).Message);
        Assert.Contains("expected probabilities", Assert.Throws<InvalidDataException>(() => IsotonicCalibrator.Fit(new([-0.1f, 0.2f], [0, 1], [0, 0]))).Message);
        Assert.Contains("differ from node to node", Assert.Throws<InvalidDataException>(() => PlattCalibrator.Fit(new([0.2f, 0.2f], [0, 1], [0, 0]))).Message);
    }

    [Fact]
    public void Classes_that_do_not_overlap_give_a_finite_slope()
    {
        var platt = PlattCalibrator.Fit(new([0.9f, 0.8f, 0.2f, 0.1f], [1, 1, 0, 0], new int[4]));
        Assert.True(platt.Slope > 0 && double.IsFinite(platt.Slope));
        Assert.InRange(platt.Apply(0.9), 0.5, 0.999);
    }

    [Fact]
    public void Json_holds_either()
    {
        foreach (var calibrator in new Calibrator[] { PlattCalibrator.Fit(Bold), IsotonicCalibrator.Fit(Bold) })
        {
            var json = JsonSerializer.Serialize(calibrator, JsonFormat.Indented);
            Assert.Contains(calibrator is PlattCalibrator ? "\"method\": \"platt\"" : "\"method\": \"isotonic\"", json);
            var read = JsonSerializer.Deserialize<Calibrator>(json, JsonFormat.Indented)!;
            Assert.Equal((calibrator.Prevalence, calibrator.Nodes), (read.Prevalence, read.Nodes));
            for (var i = 0; i <= 50; i++)
                Assert.Equal(calibrator.Apply(i / 50.0), read.Apply(i / 50.0));
        }
    }

    // Labels that follow a bent line on log odds are Platt's; a step that no line follows is isotonic's.
    [Fact]
    public void The_better_one_on_blocks_left_out_is_chosen()
    {
        var choice = CalibratorChoice.Of(Bold);
        Assert.IsType<PlattCalibrator>(choice.Chosen);
        Assert.True(choice.Platt < choice.Uncalibrated && choice.Platt <= choice.Isotonic, choice.ToString());
        var random = new Random(1);
        var scores = Enumerable.Range(0, 4000).Select(_ => (float)random.NextDouble()).ToArray();
        var step = new ScoredGround(scores, [.. scores.Select(score => (sbyte)(random.NextDouble() < (score > 0.5f ? 0.3 : 0.02) ? 1 : 0))], [.. Enumerable.Range(0, 4000).Select(i => i / 200)]);
        var bent = CalibratorChoice.Of(step);
        Assert.IsType<IsotonicCalibrator>(bent.Chosen);
        Assert.True(bent.Isotonic < bent.Platt);
        Assert.Equal(0.3, bent.Chosen.Apply(0.75), 0.06);
    }

    [Fact]
    public void Ground_too_small_to_leave_blocks_out_gets_two_numbers()
    {
        var choice = CalibratorChoice.Of(Bold with { Blocks = new int[3000] });
        Assert.IsType<PlattCalibrator>(choice.Chosen);
        Assert.True(double.IsNaN(choice.Platt));
        Assert.True(double.IsFinite(choice.Uncalibrated), choice.Uncalibrated.ToString(CultureInfo.InvariantCulture));
    }
}
