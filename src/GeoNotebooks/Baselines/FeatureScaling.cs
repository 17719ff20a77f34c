namespace GeoNotebooks.Baselines;

/// <summary>
/// Brings features of different units to one footing for baselines that add or compare them: value minus mean, over the standard deviation, both of the training nodes, clipped at +-6 as networks'
/// channels are (see <see cref="Features.Normaliser"/>). A missing value becomes 0, the mean; a feature that is constant on the training nodes is 0 everywhere.
/// </summary>
internal sealed class FeatureScaling
{
    private const double Limit = 6;
    private readonly PixelFeatures _features;
    private readonly double[] _mean, _factor;

    private FeatureScaling(PixelFeatures features, double[] mean, double[] factor) => (_features, _mean, _factor) = (features, mean, factor);

    public int Width => _mean.Length;

    /// <summary>Mean and deviation over the nodes.</summary>
    public static FeatureScaling Fit(PixelFeatures features, int[] nodes)
    {
        var (mean, factor) = (new double[features.Planes.Count], new double[features.Planes.Count]);
        Parallel.For(0, mean.Length, f =>
        {
            var (plane, count, sum, squares) = (features.Planes[f], 0, 0.0, 0.0);
            foreach (var node in nodes)
                if (float.IsFinite(plane[node]))
                    (count, sum) = (count + 1, sum + plane[node]);
            mean[f] = sum / Math.Max(1, count);
            foreach (var node in nodes)
                if (float.IsFinite(plane[node]))
                    squares += Math.Pow(plane[node] - mean[f], 2);
            var deviation = Math.Sqrt(squares / Math.Max(1, count));
            factor[f] = deviation > 1e-6 * Math.Abs(mean[f]) ? 1 / deviation : 0;
        });
        return new(features, mean, factor);
    }

    /// <summary>The same means and deviations for other nodes of the same features.</summary>
    public FeatureScaling On(PixelFeatures features) => new(features, _mean, _factor);

    /// <summary>Writes the standardised features of a node.</summary>
    public void Fill(int node, float[] row) => Fill(node, row.AsSpan());

    /// <summary>Writes the standardised features of a node.</summary>
    public void Fill(int node, Span<float> row)
    {
        for (var f = 0; f < _mean.Length; f++)
        {
            var value = (_features.Planes[f][node] - _mean[f]) * _factor[f];
            row[f] = double.IsNaN(value) ? 0 : (float)Math.Clamp(value, -Limit, Limit);
        }
    }
}
