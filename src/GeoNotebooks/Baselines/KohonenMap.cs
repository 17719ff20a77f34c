using System.Numerics;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>
/// A self-organising map (Kohonen 1982, Biol. Cybern. 43, 59-69; batch form: Kohonen 2001, Self-Organizing Maps, section 3.6): units on a flat lattice, each a vector of standardised features, spread over
/// the training nodes so that neighbours on the lattice resemble each other. The target plays no part in that. A node's score is the share of training nodes with the target in its nearest unit.
/// </summary>
/// <remarks>
/// A pass: each node goes to its nearest unit; then each unit becomes the mean of all nodes, weighted by a Gaussian of the distance on the lattice from their units to it, whose radius shrinks
/// from pass to pass. The first units are training nodes drawn at random.
/// </remarks>
public sealed class KohonenMap : ITargetScorer
{
    private readonly FeatureScaling _scaling;
    private readonly IReadOnlyList<string> _names;
    private readonly float[] _units;
    private readonly int _stride;

    private KohonenMap(FeatureScaling scaling, IReadOnlyList<string> names, float[] units, int stride, IReadOnlyList<double> errors, int[] counts, float[] shares) =>
        (_scaling, _names, _units, _stride, QuantisationErrors, Counts, Shares) = (scaling, names, units, stride, errors, counts, shares);

    /// <summary>Mean distance of the training nodes to their units, in standard deviations: before each pass, and at the end.</summary>
    public IReadOnlyList<double> QuantisationErrors { get; }

    /// <summary>Training nodes of each unit, row after row.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>Share of them with the target, drawn towards the prevalence where they are few.</summary>
    public IReadOnlyList<float> Shares { get; }

    /// <summary>Spreads the units over the training nodes, and counts the target in them.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="training">Labels to count.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, one of the two classes is lacking, or a channel has no value on the training ground.</exception>
    public static KohonenMap Train(PixelFeatures features, TargetLabels training, KohonenOptions options)
    {
        options.Require();
        var nodes = TrainingNodes.DrawValued(features, training, options.MostTrainingNodes, options.Seed);
        var scaling = FeatureScaling.Fit(features, nodes);
        // Vectors are filled up with zeros to whole registers.
        var stride = (scaling.Width + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        var rows = new float[nodes.Length * stride];
        Parallel.For(0, nodes.Length, i => scaling.Fill(nodes[i], rows.AsSpan(i * stride, scaling.Width)));
        var (units, distances) = (First(rows, nodes.Length, stride, options), options.SquaredDistances());
        var (nearest, errors) = (new int[nodes.Length], new List<double>());
        for (var pass = 0; pass < options.Passes; pass++)
        {
            errors.Add(Assign(rows, units, stride, nearest));
            Move(units, rows, stride, nearest, distances, Radius(options, pass));
        }
        errors.Add(Assign(rows, units, stride, nearest));
        var (counts, present) = (new int[options.Rows * options.Columns], new int[options.Rows * options.Columns]);
        for (var i = 0; i < nodes.Length; i++)
        {
            counts[nearest[i]]++;
            present[nearest[i]] += training.Values[nodes[i]] == TargetLabels.Present ? 1 : 0;
        }
        var prevalence = (double)present.Sum() / nodes.Length;
        return new(scaling, features.Names, units, stride, errors, counts, [.. counts.Zip(present, (count, with) =>
            count + options.Shrinkage > 0 ? (float)((with + options.Shrinkage * prevalence) / (count + options.Shrinkage)) : (float)prevalence)]);
    }

    /// <inheritdoc/>
    public float[] Predict(PixelFeatures features, bool[] wanted)
    {
        var nodes = TrainingNodes.Wanted(features, _names, wanted);
        var scaling = _scaling.On(features);
        return TrainingNodes.Spread(wanted.Length, nodes, k =>
        {
            Span<float> row = stackalloc float[_stride];
            scaling.Fill(nodes[k], row);
            return Shares[Nearest(row, _units).Unit];
        });
    }

    /// <summary>Different training nodes at random, as many as there are units; the same ones again where there are fewer.</summary>
    private static float[] First(float[] rows, int count, int stride, KohonenOptions options)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(options.Seed).Shuffle(order);
        var units = new float[options.Rows * options.Columns * stride];
        for (var unit = 0; unit < options.Rows * options.Columns; unit++)
            rows.AsSpan(order[unit % count] * stride, stride).CopyTo(units.AsSpan(unit * stride));
        return units;
    }

    /// <summary>From half the longer side to the last radius, by the same factor each pass.</summary>
    private static double Radius(KohonenOptions options, int pass)
    {
        var first = Math.Max(options.LastRadius, Math.Max(options.Rows, options.Columns) / 2.0);
        return options.Passes == 1 ? options.LastRadius : first * Math.Pow(options.LastRadius / first, (double)pass / (options.Passes - 1));
    }

    /// <summary>The nearest unit of each node, and the mean distance.</summary>
    private static double Assign(float[] rows, float[] units, int stride, int[] nearest)
    {
        var distances = new double[nearest.Length];
        Parallel.For(0, nearest.Length, i =>
        {
            var (unit, squared) = Nearest(rows.AsSpan(i * stride, stride), units);
            (nearest[i], distances[i]) = (unit, Math.Sqrt(squared));
        });
        return distances.Average();
    }

    /// <summary>The first of the nearest units.</summary>
    private static (int Unit, float Squared) Nearest(ReadOnlySpan<float> row, ReadOnlySpan<float> units)
    {
        var (best, least) = (0, float.PositiveInfinity);
        for (var unit = 0; unit * row.Length < units.Length; unit++)
        {
            var sum = Vector<float>.Zero;
            for (var f = 0; f < row.Length; f += Vector<float>.Count)
            {
                var difference = new Vector<float>(row[f..]) - new Vector<float>(units[(unit * row.Length + f)..]);
                sum += difference * difference;
            }
            var squared = Vector.Sum(sum);
            if (squared < least)
                (best, least) = (unit, squared);
        }
        return (best, least);
    }

    /// <summary>Each unit becomes the weighted mean of all nodes. Sums go node after node, so that the result is the same on any number of threads.</summary>
    private static void Move(float[] units, float[] rows, int stride, int[] nearest, double[,] distances, double radius)
    {
        var count = distances.GetLength(0);
        var (sums, members) = (new double[count * stride], new int[count]);
        for (var i = 0; i < nearest.Length; i++)
        {
            members[nearest[i]]++;
            for (var f = 0; f < stride; f++)
                sums[nearest[i] * stride + f] += rows[i * stride + f];
        }
        Parallel.For(0, count, unit =>
        {
            var (total, mean) = (0.0, new double[stride]);
            for (var other = 0; other < count; other++)
            {
                var weight = Math.Exp(-distances[unit, other] / (2 * radius * radius));
                total += weight * members[other];
                for (var f = 0; f < stride; f++)
                    mean[f] += weight * sums[other * stride + f];
            }
            // Far from all nodes the weights vanish: such a unit stays where it is.
            if (total > 1e-12)
                for (var f = 0; f < stride; f++)
                    units[unit * stride + f] = (float)(mean[f] / total);
        });
    }
}
