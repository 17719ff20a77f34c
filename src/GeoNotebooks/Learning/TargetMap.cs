using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning;

/// <summary>What networks say of one target: its probability at each node, and how far they disagree.</summary>
/// <param name="Probability">Mean over passes and networks, in [0, 1], unit "1"; NaN where no channel has a value.</param>
/// <param name="Spread">Standard deviation over passes and networks, unit "1"; NaN at the same nodes.</param>
public sealed record TargetMap(Grid Probability, Grid Spread)
{
    /// <summary>
    /// Map of an ensemble, such as networks of several seeds (Lakshminarayanan, Pritzel and Blundell, 2017, NeurIPS). Each network may drop maps as well; the spread covers both. Beside the result the maps of
    /// one network are held.
    /// </summary>
    /// <param name="models">Models of one target, two or more for a spread without dropout.</param>
    /// <param name="stack">Must hold the channels of each.</param>
    /// <param name="options">Passes of each network.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">No model, or models of several targets.</exception>
    public static TargetMap Of(IReadOnlyList<TargetModel> models, FeatureStack stack, SpreadOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (models.Select(model => model.Card.Target).Distinct().Count() != 1)
            throw new ArgumentException($"an ensemble needs models of one target; found {(models.Count == 0 ? "none" : string.Join(", ", models.Select(model => $"'{model.Card.Target}'").Distinct()))}");
        TargetMap? all = null;
        for (var i = 0; i < models.Count; i++)
        {
            var done = i;
            var share = progress is null ? null : new Runs.ProgressAction<double>(value => progress.Report((done + value) / models.Count));
            var map = models[i].PredictWithSpread(stack, options, null, share, cancellation);
            all = all is null ? map : all.And(map, i * options.Passes, options.Passes);
        }
        return all!;
    }

    /// <summary>The map with its probabilities set right: of each spread remains half the difference between what the ends of the interval become.</summary>
    /// <param name="calibrator">The calibrator of the network that made the map.</param>
    public TargetMap Calibrated(Calibrator calibrator) => Calibrated(_ => calibrator);

    /// <summary>The same for a map of several networks.</summary>
    /// <param name="calibratorOf">The calibrator of each node; null leaves it as it is.</param>
    internal TargetMap Calibrated(Func<int, Calibrator?> calibratorOf)
    {
        var (probability, spread) = (new float[Probability.Values.Length], new float[Probability.Values.Length]);
        for (var i = 0; i < probability.Length; i++)
        {
            double p = Probability.Values[i], s = Spread.Values[i];
            (probability[i], spread[i]) = calibratorOf(i) is { } calibrator && !double.IsNaN(p)
                ? ((float)calibrator.Apply(p), (float)((calibrator.Apply(Math.Min(1, p + s)) - calibrator.Apply(Math.Max(0, p - s))) / 2))
                : ((float)p, (float)s);
        }
        return new(Probability with { Values = probability }, Spread with { Values = spread });
    }

    /// <summary>The map where a mask holds, NaN elsewhere.</summary>
    public TargetMap Where(bool[] wanted) => new(Probability.Where(wanted), Spread.Where(wanted));

    /// <summary>This map, and another where this one has no answer.</summary>
    /// <param name="other">A map of the same nodes.</param>
    public TargetMap Or(TargetMap other)
    {
        Probability.RequireSameNodes(other.Probability.Geometry, other.Probability.Name);
        return new(Filled(Probability, other.Probability), Filled(Spread, other.Spread));

        static Grid Filled(Grid first, Grid second) => first with { Values = [.. first.Values.Zip(second.Values, (value, instead) => float.IsNaN(value) ? instead : value)] };
    }

    /// <summary>
    /// The map together with the geological map that trained it. What is mapped is certain. Where the map says that the target is absent, a network that learnt "mapped" from a map that shows a share c of what is there
    /// leaves p (1 - c) / (c (1 - p)) for what the map has missed (Elkan and Noto 2008, KDD, 213-220, section 4); where the map says nothing, the network's word stands.
    /// </summary>
    /// <param name="labels">Labels of the same nodes.</param>
    /// <param name="mappedShare">c, above 0 and up to 1: how much of the target the geologist holds to be mapped. 1 trusts the map wholly.</param>
    public TargetMap WithMapped(TargetLabels labels, double mappedShare)
    {
        Probability.RequireSameNodes(labels.Geometry, $"labels of {labels.Target}");
        if (!(mappedShare is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(mappedShare), FormattableString.Invariant($"expected a share above 0 and up to 1; found {mappedShare}"));
        var (probability, spread) = (Probability.Values.ToArray(), Spread.Values.ToArray());
        for (var node = 0; node < probability.Length; node++)
        {
            if (float.IsNaN(probability[node]) || labels.Values[node] == TargetLabels.Unknown)
                continue;
            double p = probability[node], s = spread[node];
            (probability[node], spread[node]) = labels.Values[node] == TargetLabels.Present ? (1, 0) : ((float)Missed(p), (float)((Missed(p + s) - Missed(p - s)) / 2));
        }
        return new(Probability with { Values = probability }, Spread with { Values = spread });

        double Missed(double p) => Math.Clamp(p, 0, 1) is var here && here >= 1 ? mappedShare < 1 ? 1 : 0 : Math.Min(1, here * (1 - mappedShare) / (mappedShare * (1 - here)));
    }

    /// <summary>Mean and standard deviation of two sets of answers together (Chan, Golub and LeVeque, 1983, The American Statistician 37, 242-247, eq. 2.1).</summary>
    /// <param name="other">Map of the second set on the same nodes.</param>
    /// <param name="count">Answers in this one.</param>
    /// <param name="otherCount">Answers in the other.</param>
    internal TargetMap And(TargetMap other, int count, int otherCount)
    {
        double all = count + otherCount;
        var (mean, spread) = (new float[Probability.Values.Length], new float[Probability.Values.Length]);
        for (var i = 0; i < mean.Length; i++)
        {
            double difference = other.Probability.Values[i] - Probability.Values[i];
            mean[i] = (float)(Probability.Values[i] + difference * otherCount / all);
            var squares = (count - 1) * Square(Spread.Values[i]) + (otherCount - 1) * Square(other.Spread.Values[i]) + Square(difference) * count * otherCount / all;
            spread[i] = (float)Math.Sqrt(squares / (all - 1));
        }
        return new(Probability with { Values = mean }, Spread with { Values = spread });

        static double Square(double x) => x * x;
    }
}
