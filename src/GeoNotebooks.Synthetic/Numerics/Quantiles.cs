namespace GeoNotebooks.Synthetic.Numerics;

/// <summary>Quantiles of a field, from every seventh node.</summary>
internal static class Quantiles
{
    public static float Of(float[] field, double share) => Of(field, [share])[0];

    public static float[] Of(float[] field, double[] shares)
    {
        var sample = new float[(field.Length + 6) / 7];
        for (var i = 0; i < sample.Length; i++)
            sample[i] = field[i * 7];
        Array.Sort(sample);
        return Array.ConvertAll(shares, share => sample[Math.Clamp((int)(share * sample.Length), 0, sample.Length - 1)]);
    }
}
