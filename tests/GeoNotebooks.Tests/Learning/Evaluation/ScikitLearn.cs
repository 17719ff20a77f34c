using System.Globalization;
using Xunit;

namespace GeoNotebooks.Tests.Learning.Evaluation;

/// <summary>scikit-learn as an independent judge. Its tests are skipped where it is not installed.</summary>
internal static class ScikitLearn
{
    /// <summary>What a script prints, as numbers. It finds the probabilities in <c>p</c> and the labels in <c>y</c>.</summary>
    public static double[] Numbers(float[] scores, sbyte[] labels, string script)
    {
        var answer = Gdal.Python($"""
            import numpy as np
            try:
                import sklearn
            except ImportError:
                print('absent')
                raise SystemExit
            p = np.array([{string.Join(',', scores.Select(score => ((double)score).ToString("R", CultureInfo.InvariantCulture)))}])
            y = np.array([{string.Join(',', labels)}])
            {script}
            """);
        Assert.SkipWhen(answer == "absent", "scikit-learn is not installed (package python3-sklearn)");
        return [.. answer.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }
}
