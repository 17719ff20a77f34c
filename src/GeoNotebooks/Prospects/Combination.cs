namespace GeoNotebooks.Prospects;

/// <summary>The ways to make one score of several signs, each of them from 0 to 1.</summary>
public enum CombinationKind
{
    /// <summary>prod s^w, the weights w summing to 1: high only where every sign is, on the scale of one sign.</summary>
    GeometricMean,

    /// <summary>prod s^(n w): the fuzzy algebraic product, which with equal weights multiplies the n signs. Same order as the geometric mean, other numbers.</summary>
    Product,

    /// <summary>(1 - prod (1 - s)^(n w))^g (prod s^(n w))^(1 - g): between the fuzzy product (g = 0) and the fuzzy sum (g = 1), where one strong sign makes up for a weak one.</summary>
    Gamma,

    /// <summary>sum w s: signs make up for each other in full.</summary>
    WeightedSum,

    /// <summary>The share of the weight of those signs that reach a level: a count of agreement, for whoever trusts yes and no more than numbers.</summary>
    Agreement,

    /// <summary>1 / (1 + exp(-(prior + sum n w (s W+ + (1 - s) W-)))): each sign adds what it was worth where ore is known (<see cref="SignWeight.Count"/>).</summary>
    WeightsOfEvidence,
}

/// <summary>
/// How the signs of a concept become one score (Bonham-Carter 1994, Geographic Information Systems for Geoscientists, chapter 9; the gamma operator of Zimmermann and Zysno 1980, Fuzzy Sets and Systems 4, 37-51,
/// brought to prospecting by An, Moon and Rencz 1991, Canadian Journal of Exploration Geophysics 27, 1-11). n is the number of signs that weigh anything.
/// </summary>
/// <param name="Kind">The way.</param>
/// <param name="Gamma">g of <see cref="CombinationKind.Gamma"/>, from 0 to 1.</param>
/// <param name="Level">What a sign must reach to count in <see cref="CombinationKind.Agreement"/>.</param>
public sealed record Combination(CombinationKind Kind = CombinationKind.GeometricMean, double Gamma = 0.9, double Level = 0.5)
{
    /// <summary>A sign weaker than this counts as this: its logarithm has an end.</summary>
    private const double Weakest = 1e-6;

    /// <summary>What each sign adds in <see cref="CombinationKind.WeightsOfEvidence"/>, in the order of the signs; empty for the other kinds.</summary>
    public IReadOnlyList<SignWeight> Weights { get; init; } = [];

    /// <summary>Log-odds of ore before any sign is looked at, in <see cref="CombinationKind.WeightsOfEvidence"/>. It moves the numbers, not their order.</summary>
    public double PriorLogOdds { get; init; }

    /// <summary>The score of each node.</summary>
    /// <param name="signs">The signs, one value a node; NaN where a sign has no answer, and neither has the score there.</param>
    /// <param name="weights">What each counts for, 0 or more, not all of them 0.</param>
    public float[] Of(IReadOnlyList<float[]> signs, IReadOnlyList<double> weights)
    {
        var (total, count) = (weights.Sum(), weights.Count(weight => weight > 0));
        var shares = weights.Select(weight => weight / total).ToArray();
        var powers = Array.ConvertAll(shares, share => share * count);
        var score = new float[signs[0].Length];
        Parallel.For(0, (score.Length + 4095) / 4096, part =>
        {
            Span<double> here = stackalloc double[shares.Length];
            for (var node = part * 4096; node < Math.Min(score.Length, (part + 1) * 4096); node++)
            {
                for (var sign = 0; sign < here.Length; sign++)
                    here[sign] = signs[sign][node];
                score[node] = (float)Score(here, shares, powers);
            }
        });
        return score;
    }

    /// <exception cref="ArgumentException">Gamma or level out of range, or weights of evidence for another number of signs; the message says which.</exception>
    internal void Require(int signs)
    {
        if (Kind == CombinationKind.WeightsOfEvidence && (Weights.Count != signs || !Weights.All(weight => double.IsFinite(weight.Plus) && double.IsFinite(weight.Minus)) || !double.IsFinite(PriorLogOdds)))
            throw new ArgumentException($"weights of evidence: expected a finite W+ and W- for each of {signs} signs and a finite prior; found {Weights.Count} weights: count them on known ore first");
        if (!(Gamma is >= 0 and <= 1) || !(Level is > 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"expected a gamma from 0 to 1 and a level above 0 and up to 1; found {Gamma} and {Level}"));
    }

    private double Score(ReadOnlySpan<double> signs, double[] shares, double[] powers) => Kind switch
    {
        CombinationKind.GeometricMean => Math.Exp(LogProduct(signs, shares)),
        CombinationKind.Product => Math.Exp(LogProduct(signs, powers)),
        CombinationKind.Gamma => Math.Pow(1 - Math.Exp(LogProduct(signs, powers, ofRest: true)), Gamma) * Math.Exp((1 - Gamma) * LogProduct(signs, powers)),
        CombinationKind.WeightedSum => Sum(signs, shares),
        CombinationKind.Agreement => Agreement(signs, shares),
        CombinationKind.WeightsOfEvidence => 1 / (1 + Math.Exp(-PriorLogOdds - LogOdds(signs, powers))),
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "not a way to combine signs"),
    };

    /// <summary>Of the signs, or of what they lack of 1.</summary>
    private static double LogProduct(ReadOnlySpan<double> signs, double[] powers, bool ofRest = false)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++)
            sum += powers[i] * Math.Log(Math.Max(ofRest ? 1 - signs[i] : signs[i], Weakest));
        return sum;
    }

    private static double Sum(ReadOnlySpan<double> signs, double[] shares)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++)
            sum += shares[i] * signs[i];
        return sum;
    }

    private double LogOdds(ReadOnlySpan<double> signs, double[] powers)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++)
            sum += powers[i] * (signs[i] * Weights[i].Plus + (1 - signs[i]) * Weights[i].Minus);
        return sum;
    }

    private double Agreement(ReadOnlySpan<double> signs, double[] shares)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++)
            sum += double.IsNaN(signs[i]) ? double.NaN : signs[i] >= Level ? shares[i] : 0;
        return sum;
    }
}
