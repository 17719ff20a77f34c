using GeoNotebooks.Targets;

namespace GeoNotebooks.Baselines;

/// <summary>The nodes that a baseline trains on or judges, with what is asked of them.</summary>
internal static class TrainingNodes
{
    /// <summary>Nodes whose label is known and that have a value, at most so many; more are thinned at random, since neighbouring nodes tell little more than one of them.</summary>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, or one of the two classes is lacking.</exception>
    public static int[] Draw(PixelFeatures features, TargetLabels training, int most, int seed)
    {
        RequireSameNodes(features, training);
        var nodes = Enumerable.Range(0, training.Values.Length).Where(node => training.Values[node] != TargetLabels.Unknown && features.HasValue(node)).ToArray();
        if (nodes.Length > most)
        {
            new Random(seed).Shuffle(nodes);
            Array.Resize(ref nodes, most);
            Array.Sort(nodes);
        }
        var present = nodes.Count(node => training.Values[node] == TargetLabels.Present);
        if (present == 0 || present == nodes.Length)
            throw new InvalidDataException(
                $"target '{training.Target}': a pixel baseline needs nodes with the target and nodes without it to train on; found {present} and {nodes.Length - present}");
        return nodes;
    }

    /// <summary>The same, where each feature has a value on at least one of them.</summary>
    /// <exception cref="InvalidDataException">A feature is blank on all of them, or as for <see cref="Draw"/>.</exception>
    public static int[] DrawValued(PixelFeatures features, TargetLabels training, int most, int seed)
    {
        var nodes = Draw(features, training, most, seed);
        RequireValues(features, nodes, training.Target);
        return nodes;
    }

    /// <exception cref="InvalidDataException">A feature is blank on all of the nodes.</exception>
    private static void RequireValues(PixelFeatures features, int[] nodes, string target)
    {
        for (var f = 0; f < features.Planes.Count; f++)
            if (Array.TrueForAll(nodes, node => float.IsNaN(features.Planes[f][node])))
                throw new InvalidDataException(
                    $"target '{target}': the feature '{features.Names[f]}' has no value on the {nodes.Length} nodes that a pixel baseline trains on: what it would say elsewhere is unknown; leave the channel out");
    }

    /// <summary>The nodes wanted that have a value.</summary>
    /// <exception cref="ArgumentException">Other features than those trained on, or another number of flags than nodes.</exception>
    public static int[] Wanted(PixelFeatures features, IReadOnlyList<string> trainedOn, bool[] wanted)
    {
        if (!features.Names.SequenceEqual(trainedOn))
            throw new ArgumentException($"the baseline was trained on the features {string.Join("; ", trainedOn)}; found {string.Join("; ", features.Names)}");
        if (wanted.Length != features.Geometry.Count)
            throw new ArgumentException($"expected one flag for each of {features.Geometry.Count} nodes; found {wanted.Length}");
        return [.. Enumerable.Range(0, wanted.Length).Where(node => wanted[node] && features.HasValue(node))];
    }

    /// <summary>A score for each node from a score for each node judged; NaN on the others.</summary>
    public static float[] Spread(int count, int[] nodes, Func<int, float> score)
    {
        var scores = new float[count];
        Array.Fill(scores, float.NaN);
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, Math.Max(1, nodes.Length)), range =>
        {
            for (var k = range.Item1; k < Math.Min(range.Item2, nodes.Length); k++)
                scores[nodes[k]] = score(k);
        });
        return scores;
    }

    /// <exception cref="InvalidDataException">They do not.</exception>
    public static void RequireSameNodes(PixelFeatures features, TargetLabels labels)
    {
        if (features.Geometry != labels.Geometry)
            throw new InvalidDataException($"target '{labels.Target}': the labels lie on other nodes than the features: make both on one grid");
    }
}
