namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>Gaussian smoothing on the torus by three passes of a moving mean each way (Wells 1986, IEEE PAMI 8, 234).</summary>
internal static class Blur
{
    public static float[] Gaussian(Torus torus, float[] field, double sigmaMetres)
    {
        var sigma = sigmaMetres / torus.Cell;
        // Three moving means of width w have the variance (w^2 - 1) / 4.
        var half = Math.Max(0, (int)Math.Round((Math.Sqrt(4 * sigma * sigma + 1) - 1) / 2));
        var result = (float[])field.Clone();
        if (half == 0)
            return result;
        int rows = torus.Rows, columns = torus.Columns;
        Parallel.For(0, rows, () => (new double[columns], new double[columns]), (row, _, buffers) =>
        {
            Line(result, row * columns, 1, columns, half, buffers.Item1, buffers.Item2);
            return buffers;
        }, _ => { });
        const int Strip = 16;
        Parallel.For(0, (columns + Strip - 1) / Strip, () => (new double[rows], new double[rows]), (strip, _, buffers) =>
        {
            for (var column = strip * Strip; column < Math.Min(columns, (strip + 1) * Strip); column++)
                Line(result, column, columns, rows, half, buffers.Item1, buffers.Item2);
            return buffers;
        }, _ => { });
        return result;
    }

    private static void Line(float[] field, int start, int step, int count, int half, double[] from, double[] to)
    {
        for (var i = 0; i < count; i++)
            from[i] = field[start + i * step];
        var width = 2 * half + 1;
        for (var pass = 0; pass < 3; pass++)
        {
            double sum = 0;
            for (var i = -half; i <= half; i++)
                sum += from[Torus.Wrap(i, count)];
            var leaving = Torus.Wrap(-half, count);
            var entering = Torus.Wrap(half + 1, count);
            for (var i = 0; i < count; i++)
            {
                to[i] = sum / width;
                sum += from[entering] - from[leaving];
                entering = entering + 1 == count ? 0 : entering + 1;
                leaving = leaving + 1 == count ? 0 : leaving + 1;
            }
            (from, to) = (to, from);
        }
        for (var i = 0; i < count; i++)
            field[start + i * step] = (float)from[i];
    }
}
