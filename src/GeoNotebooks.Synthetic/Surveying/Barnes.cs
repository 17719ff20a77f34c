using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>
/// Scattered points to nodes by successive corrections with Gaussian weights of shrinking width (Barnes 1964, J. Appl. Meteor. 3, 396).
/// It is what the contractor of this region used; the library has its own methods and shares no code with it.
/// </summary>
internal sealed class Barnes(Torus torus, IReadOnlyList<double> x, IReadOnlyList<double> y)
{
    private readonly int[] _nodes = NodesOf(torus, x, y);

    public float[] Grid(IReadOnlyList<float> values, params double[] sigmas)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < _nodes.Length; i++)
            if (!float.IsNaN(values[i]))
            {
                sum += values[i];
                count++;
            }
        var field = new float[torus.Count];
        Array.Fill(field, (float)(sum / Math.Max(1, count)));
        foreach (var sigma in sigmas)
        {
            var weight = new float[torus.Count];
            var misfit = new float[torus.Count];
            for (var i = 0; i < _nodes.Length; i++)
            {
                if (float.IsNaN(values[i]))
                    continue;
                weight[_nodes[i]]++;
                misfit[_nodes[i]] += values[i] - field[_nodes[i]];
            }
            var density = Blur.Gaussian(torus, weight, sigma);
            var correction = Blur.Gaussian(torus, misfit, sigma);
            // Where points are far apart for this width the correction fades out instead of jumping from point to point.
            var floor = (float)(0.02 * count / torus.Count);
            for (var i = 0; i < field.Length; i++)
                field[i] += Math.Max(0, density[i]) > 1e-9f ? correction[i] / (density[i] + floor) : 0;
        }
        return field;
    }

    private static int[] NodesOf(Torus torus, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var nodes = new int[x.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = torus.Index((int)Math.Round(torus.Geometry.RowAt(y[i])), (int)Math.Round(torus.Geometry.ColumnAt(x[i])));
        return nodes;
    }
}
