using System.Globalization;
using GeoNotebooks.Baselines;
using Xunit;
using static GeoNotebooks.Tests.Baselines.BaselineGround;

namespace GeoNotebooks.Tests.Baselines;

public sealed class LogisticBaselineTests
{
    [Fact]
    public void One_binary_feature_gives_the_log_odds_of_its_two_classes()
    {
        // 20 % present where the feature is 1, 5 % where it is 3: no ridge, and both are met exactly.
        var features = PixelFeatures.Of(StackOf([.. Enumerable.Range(0, Geometry.Count).Select(node => node % 2 == 0 ? 1f : 3f)], First), []);
        var labels = LabelsOf(node => node % 2 == 0 ? node / 2 % 5 == 0 : node / 2 % 20 == 0);
        var scores = LogisticBaseline.Train(PixelFeatures.Of(new([Stack["second"] with { Values = features.Planes[0] }]), []), labels, new() { RidgeWeight = 0 })
            .Predict(PixelFeatures.Of(new([Stack["second"] with { Values = features.Planes[0] }]), []), Everywhere);
        Assert.All(scores.Index(), pair => Assert.Equal(pair.Index % 2 == 0 ? 0.2 : 0.05, pair.Item, 1e-3));
    }

    [Fact]
    public void Weights_are_those_that_the_labels_were_drawn_with()
    {
        var found = LogisticBaseline.Train(Pixels, Labels, new());
        Assert.Equal(2, found.Weights[0], 0.15);
        Assert.Equal(-1, found.Weights[1], 0.1);
        Assert.Equal(-1, found.Bias, 0.1);
        // Another unit changes nothing: features are standardised.
        var other = LogisticBaseline.Train(PixelFeatures.Of(StackOf([.. First.Select(value => 1e3f * value + 5e3f)], Second), []), Labels, new());
        Assert.Equal(found.Weights[0], other.Weights[0], 1e-3);
    }

    [Fact]
    public void Scikit_learn_finds_the_same()
    {
        static string Numbers<T>(IEnumerable<T> values) => string.Join(',', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        var answer = Gdal.Python($"""
            import numpy as np
            try:
                from sklearn.linear_model import LogisticRegression
            except ImportError:
                print('absent')
                raise SystemExit
            x = np.array([[{Numbers(First)}], [{Numbers(Second)}]]).T
            y = np.array([{Numbers(Labels.Values)}])
            x = (x - x.mean(0)) / x.std(0)
            m = LogisticRegression(C=0.02, tol=1e-8).fit(x, y)
            print(*m.coef_[0], m.intercept_[0])
            """);
        Assert.SkipWhen(answer == "absent", "scikit-learn is not installed (package python3-sklearn)");
        var theirs = answer.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var ours = LogisticBaseline.Train(Pixels, Labels, new() { RidgeWeight = 50 });
        Assert.Equal(theirs[0], ours.Weights[0], 3e-3);
        Assert.Equal(theirs[1], ours.Weights[1], 3e-3);
        Assert.Equal(theirs[2], ours.Bias, 3e-3);
    }

    [Fact]
    public void A_ridge_below_zero_is_refused() =>
        Assert.Contains("found -1, 200 and 60000", Assert.Throws<ArgumentException>(() => LogisticBaseline.Train(Pixels, Labels, new() { RidgeWeight = -1 })).Message);
}
