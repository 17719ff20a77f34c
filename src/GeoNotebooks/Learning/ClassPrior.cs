using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning;

/// <summary>
/// How much of a target the map does not show: the share of positives among the nodes where the map shows none, estimated from scores of a classifier that tells mapped from unmapped ground.
/// A geological map says where a target was seen; where it shows none, nobody may have looked. Learning from it is learning from positive and unlabelled
/// examples (Bekker and Davis, 2020, Machine Learning 109, 719-760), and a loss for that needs this share.
/// </summary>
/// <remarks>
/// All estimates suppose that what is mapped is a fair sample of what there is. Where it is not (bodies under a roof are never mapped and look otherwise), those not like the mapped ones
/// are not counted, and the share is too low. Scores must be out of fold: a network scores higher what it has been told is present.
/// </remarks>
/// <param name="InUnlabelled">Share of positives among unlabelled nodes, 0 to 1.</param>
/// <param name="Low">2.5 % quantile of it over draws of blocks.</param>
/// <param name="High">97.5 % quantile.</param>
/// <param name="Labelled">Number of labelled positives that were used.</param>
/// <param name="Unlabelled">Number of unlabelled nodes that were used.</param>
public sealed record ClassPrior(double InUnlabelled, double Low, double High, int Labelled, int Unlabelled)
{
    /// <summary>Weight of the confidence bound against the share itself, as Garg and others took it.</summary>
    private const double Gamma = 0.01;

    /// <summary>Risk that the confidence bound does not hold, as Garg and others took it.</summary>
    private const double Delta = 0.1;

    /// <summary>Share of positives among all nodes, labelled and not.</summary>
    public double InAll => (Labelled + InUnlabelled * Unlabelled) / (Labelled + Unlabelled);

    /// <summary>Share of the positives that the map shows.</summary>
    public double MappedShare => Labelled / (Labelled + InUnlabelled * Unlabelled);

    /// <summary>
    /// The best-bin estimate (Garg, Wu, Smola, Balakrishnan and Lipton, 2021, NeurIPS 34, algorithm 1): among scores above a threshold c lie shares q_u of the unlabelled and q_p of the labelled nodes,
    /// and q_u / q_p is never below the share sought, but for chance; it equals it where the bin above c is pure. The threshold taken has the smallest upper confidence bound of the ratio. It needs no calibrated
    /// scores, only that the highest ones are nearly pure.
    /// </summary>
    /// <param name="scores">One a node, out of fold, higher for more likely present; NaN is left out.</param>
    /// <param name="labels">One a node: <see cref="TargetLabels.Present"/> is a labelled positive, <see cref="TargetLabels.Absent"/> an unlabelled node; unknown ones are left out.</param>
    /// <param name="blocks">The block of each node, from 0: blocks are drawn again for the interval, since neighbouring nodes are no independent witnesses.</param>
    /// <param name="draws">Number of draws.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentException">The three have different lengths.</exception>
    /// <exception cref="InvalidDataException">No labelled or no unlabelled node has a score.</exception>
    public static ClassPrior ByBestBin(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int draws = 200, int seed = 1) =>
        Estimate(Sample.Of(scores, labels, blocks), BestBin, draws, seed);

    /// <summary>
    /// The estimate of Elkan and Noto (2008, KDD, estimator e1): the mean score g of labelled positives is the share c of positives that are labelled, and labelled nodes are c of all positives. It needs calibrated
    /// probabilities of being labelled and a target that the channels tell without doubt; where they leave doubt, c comes out too low and the share too high: an upper bound.
    /// </summary>
    /// <param name="probabilities">One a node, out of fold: the calibrated probability that the map shows the target there; NaN is left out.</param>
    /// <param name="labels">One a node, as in <see cref="ByBestBin"/>.</param>
    /// <param name="blocks">The block of each node, from 0.</param>
    /// <param name="draws">Number of draws.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentException">The three have different lengths, or a score is no probability.</exception>
    /// <exception cref="InvalidDataException">No labelled or no unlabelled node has a score.</exception>
    public static ClassPrior ByMeanScore(ReadOnlySpan<float> probabilities, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks, int draws = 200, int seed = 1)
    {
        foreach (var probability in probabilities)
            if (probability is < 0 or > 1)
                throw new ArgumentException(FormattableString.Invariant($"a class prior by mean score needs probabilities from 0 to 1; found {probability}"));
        return Estimate(Sample.Of(probabilities, labels, blocks), MeanScore, draws, seed);
    }

    private static ClassPrior Estimate(Sample sample, Func<Sample, int[], double> estimate, int draws, int seed)
    {
        var judged = sample.Blocks.Distinct().Order().ToArray();
        var weights = new int[judged[^1] + 1];
        foreach (var block in judged)
            weights[block] = 1;
        var share = estimate(sample, weights);
        var (random, found) = (new Random(seed), new List<double>(draws));
        for (var draw = 0; draw < draws; draw++)
        {
            Array.Clear(weights);
            for (var i = 0; i < judged.Length; i++)
                weights[judged[random.Next(judged.Length)]]++;
            if (estimate(sample, weights) is var drawn && !double.IsNaN(drawn))
                found.Add(drawn);
        }
        found.Sort();
        var labelled = sample.IsLabelled.Count(flag => flag);
        return new(
            share, found.Count == 0 ? double.NaN : found[(int)(0.025 * found.Count)], found.Count == 0 ? double.NaN : found[(int)(0.975 * found.Count)],
            labelled, sample.IsLabelled.Length - labelled);
    }

    /// <summary>The ratio at the threshold whose bound is smallest; NaN when a draw of blocks holds one kind alone.</summary>
    private static double BestBin(Sample sample, int[] weights)
    {
        var (labelled, unlabelled) = sample.Count(weights);
        if (labelled == 0 || unlabelled == 0)
            return double.NaN;
        var chance = (1 + Gamma) * (Math.Sqrt(Math.Log(4 / Delta) / (2 * labelled)) + Math.Sqrt(Math.Log(4 / Delta) / (2 * unlabelled)));
        double ofLabelled = 0, ofUnlabelled = 0, least = double.PositiveInfinity, share = 1;
        for (var i = 0; i < sample.Scores.Length; i++)
        {
            var weight = weights[sample.Blocks[i]];
            if (sample.IsLabelled[i])
                ofLabelled += weight / labelled;
            else
                ofUnlabelled += weight / unlabelled;
            if (ofLabelled == 0 || (i + 1 < sample.Scores.Length && sample.Scores[i + 1] == sample.Scores[i]))
                continue;
            if ((ofUnlabelled + chance) / ofLabelled is var bound && bound < least)
                (least, share) = (bound, ofUnlabelled / ofLabelled);
        }
        return Math.Min(share, 1);
    }

    private static double MeanScore(Sample sample, int[] weights)
    {
        var (labelled, unlabelled) = sample.Count(weights);
        if (labelled == 0 || unlabelled == 0)
            return double.NaN;
        double sum = 0;
        for (var i = 0; i < sample.Scores.Length; i++)
            sum += sample.IsLabelled[i] ? weights[sample.Blocks[i]] * (double)-sample.Scores[i] : 0;
        // Of labelled / c positives in all, those beyond the labelled ones are among the unlabelled.
        return sum > 0 ? Math.Clamp((labelled / (sum / labelled) - labelled) / unlabelled, 0, 1) : 1;
    }

    /// <summary>The nodes that count, highest score first; scores are negated, as they were sorted.</summary>
    private sealed record Sample(float[] Scores, bool[] IsLabelled, int[] Blocks)
    {
        public static Sample Of(ReadOnlySpan<float> scores, ReadOnlySpan<sbyte> labels, ReadOnlySpan<int> blocks)
        {
            if (labels.Length != scores.Length || blocks.Length != scores.Length)
                throw new ArgumentException($"a class prior needs one label and one block a score; found {scores.Length} scores, {labels.Length} labels and {blocks.Length} blocks");
            var (kept, nodes) = (new List<float>(scores.Length), new List<int>(scores.Length));
            for (var i = 0; i < scores.Length; i++)
            {
                if (labels[i] == TargetLabels.Unknown || float.IsNaN(scores[i]))
                    continue;
                kept.Add(-scores[i]);
                nodes.Add(i);
            }
            var (keys, order) = (kept.ToArray(), nodes.ToArray());
            Array.Sort(keys, order);
            var (isLabelled, blockOf) = (new bool[keys.Length], new int[keys.Length]);
            for (var i = 0; i < order.Length; i++)
                (isLabelled[i], blockOf[i]) = (labels[order[i]] == TargetLabels.Present, blocks[order[i]]);
            return isLabelled.Contains(true) && isLabelled.Contains(false)
                ? new(keys, isLabelled, blockOf)
                : throw new InvalidDataException($"a class prior needs scores of labelled positives and of unlabelled nodes; found {isLabelled.Count(flag => flag)} and {isLabelled.Count(flag => !flag)}");
        }

        /// <summary>How many labelled and unlabelled nodes a draw of blocks holds.</summary>
        public (double Labelled, double Unlabelled) Count(int[] weights)
        {
            var (labelled, unlabelled) = (0.0, 0.0);
            for (var i = 0; i < Scores.Length; i++)
                if (IsLabelled[i])
                    labelled += weights[Blocks[i]];
                else
                    unlabelled += weights[Blocks[i]];
            return (labelled, unlabelled);
        }
    }
}
