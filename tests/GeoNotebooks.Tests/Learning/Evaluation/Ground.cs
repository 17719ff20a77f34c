using GeoNotebooks.Learning.Evaluation;

namespace GeoNotebooks.Tests.Learning.Evaluation;

/// <summary>Scored ground with a known relation of label to score.</summary>
internal static class Ground
{
    /// <summary>
    /// Nodes in blocks of equal size; the log odds of a label are normal about a block's own mean, and its probability is what is scored, but for a slope and shift that make it wrong.
    /// </summary>
    public static ScoredGround Of(int count, int blocks, int seed, double mean = -2, double boldness = 1, double shift = 0, double noise = 0, double blockSpread = 0.5)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var levels = Enumerable.Range(0, blocks).Select(_ => blockSpread * Normal()).ToArray();
        var (scores, labels, blockOf) = (new float[count], new sbyte[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            blockOf[i] = (int)((long)i * blocks / count);
            var odds = mean + levels[blockOf[i]] + 1.5 * Normal();
            labels[i] = (sbyte)(random.NextDouble() < 1 / (1 + Math.Exp(-odds)) ? 1 : 0);
            scores[i] = (float)(1 / (1 + Math.Exp(-(boldness * odds + shift + noise * Normal()))));
        }
        return new(scores, labels, blockOf);
    }
}
