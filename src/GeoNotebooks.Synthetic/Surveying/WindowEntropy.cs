using GeoNotebooks.Synthetic.Numerics;

namespace GeoNotebooks.Synthetic.Surveying;

/// <summary>Shannon entropy, in bits, of the values in a window of 3.25 by 3.25 km, in sixteen fixed bins.</summary>
internal static class WindowEntropy
{
    private const int Bins = 16;
    private const int Half = 6;
    private const int Area = (2 * Half + 1) * (2 * Half + 1);

    private static readonly double[] Terms = [.. Enumerable.Range(0, Area + 1).Select(count => count == 0 ? 0 : -(double)count / Area * Math.Log2((double)count / Area))];

    /// <param name="torus">Where the nodes lie.</param>
    /// <param name="field">Values.</param>
    /// <param name="limit">Bins run from minus to plus this value.</param>
    public static float[] Of(Torus torus, float[] field, double limit)
    {
        var bins = Array.ConvertAll(field, value => (byte)Math.Clamp((int)((value + limit) / (2 * limit) * Bins), 0, Bins - 1));
        var entropy = new float[field.Length];
        Parallel.For(0, torus.Rows, row =>
        {
            var counts = new int[Bins];
            for (var column = -Half; column < torus.Columns; column++)
                for (var dr = -Half; dr <= Half; dr++)
                {
                    if (column == -Half)
                        for (var first = -Half; first < Half; first++)
                            counts[bins[torus.Index(row + dr, first)]]++;
                    if (column < 0)
                        continue;
                    counts[bins[torus.Index(row + dr, column + Half)]]++;
                    if (dr < Half)
                        continue;
                    double sum = 0;
                    foreach (var count in counts)
                        sum += Terms[count];
                    entropy[row * torus.Columns + column] = (float)sum;
                    for (var leaving = -Half; leaving <= Half; leaving++)
                        counts[bins[torus.Index(row + leaving, column - Half)]]--;
                }
        });
        return entropy;
    }
}
