using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Targets;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace GeoNotebooks.Baselines;

/// <summary>
/// What a U-Net must beat: gradient-boosted trees that judge each pixel by itself (Ke et al. 2017, LightGBM, NIPS 30). With window statistics among its features a pixel knows
/// its neighbourhood's level and roughness, but no shape.
/// </summary>
public sealed class PixelBaseline
{
    private readonly ITransformer _model;
    private readonly MLContext _context;
    private readonly IReadOnlyList<string> _names;

    private PixelBaseline(MLContext context, ITransformer model, IReadOnlyList<string> names) => (_context, _model, _names) = (context, model, names);

    /// <summary>Trains on the known labels; <see cref="TargetLabels.Unknown"/> takes no part.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="training">Labels to train on.</param>
    /// <param name="options">How the trees grow.</param>
    /// <exception cref="InvalidDataException">The labels lie on other nodes, or one of the two classes is lacking.</exception>
    public static PixelBaseline Train(PixelFeatures features, TargetLabels training, PixelBaselineOptions options)
    {
        options.Require();
        RequireSameNodes(features, training);
        var nodes = Enumerable.Range(0, training.Values.Length).Where(node => training.Values[node] != TargetLabels.Unknown && features.HasValue(node)).ToArray();
        if (nodes.Length > options.MostTrainingNodes)
        {
            new Random(options.Seed).Shuffle(nodes);
            Array.Resize(ref nodes, options.MostTrainingNodes);
            Array.Sort(nodes);
        }
        var present = nodes.Count(node => training.Values[node] == TargetLabels.Present);
        if (present == 0 || present == nodes.Length)
            throw new InvalidDataException(
                $"target '{training.Target}': a pixel baseline needs nodes with the target and nodes without it to train on; found {present} and {nodes.Length - present}");
        var context = new MLContext(options.Seed);
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.LeastNodesPerLeaf,
            MaximumBinCountPerFeature = 63,
            Booster = new GradientBooster.Options { FeatureFraction = options.FeatureShare },
            // LightGBM's own threads spin while they wait for each other, which on a busy machine took fifty times as long; folds run side by side instead.
            NumberOfThreads = 1,
            Seed = options.Seed,
            // Left to itself LightGBM times two ways of summing and takes the faster, and the last digits of the trees change from run to run.
            Deterministic = true,
            ForceColumnWise = true,
        });
        return new(context, trainer.Fit(View(context, features, nodes, training.Values)), features.Names);
    }

    /// <summary>Probability of the target on the nodes wanted; NaN on the others and where no feature has a value.</summary>
    /// <param name="features">What the pixels see: the features that the trees were grown on, in the same order.</param>
    /// <param name="wanted">One flag a node.</param>
    public float[] Predict(PixelFeatures features, bool[] wanted)
    {
        if (!features.Names.SequenceEqual(_names))
            throw new ArgumentException($"the trees were grown on the features {string.Join("; ", _names)}; found {string.Join("; ", features.Names)}");
        if (wanted.Length != features.Geometry.Count)
            throw new ArgumentException($"expected one flag for each of {features.Geometry.Count} nodes; found {wanted.Length}");
        var nodes = Enumerable.Range(0, wanted.Length).Where(node => wanted[node] && features.HasValue(node)).ToArray();
        var scores = new float[wanted.Length];
        Array.Fill(scores, float.NaN);
        var k = 0;
        foreach (var score in _model.Transform(View(_context, features, nodes, null)).GetColumn<float>("Probability"))
            scores[nodes[k++]] = score;
        return scores;
    }

    /// <summary>Scores each node by trees that saw neither its block nor the strip about it.</summary>
    /// <param name="features">What the pixels see.</param>
    /// <param name="labels">Labels to train on, each fold on its own part of them.</param>
    /// <param name="splits">The folds.</param>
    /// <param name="options">How the trees grow.</param>
    /// <param name="cancellation">Starts no further fold.</param>
    /// <returns>Probability; NaN on nodes that no fold judges.</returns>
    public static Grid CrossPredict(
        PixelFeatures features, TargetLabels labels, IReadOnlyList<SpatialSplit> splits, PixelBaselineOptions options, CancellationToken cancellation = default)
    {
        RequireSameNodes(features, labels);
        var scores = new float[labels.Values.Length];
        Array.Fill(scores, float.NaN);
        Parallel.ForEach(splits, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, split =>
        {
            var training = labels.Where(split.Training);
            split.RequireNoLeak(training, labels.Where(split.Test));
            var judged = Train(features, training, options).Predict(features, split.Test);
            for (var node = 0; node < scores.Length; node++)
                if (split.Test[node])
                    scores[node] = judged[node];
        });
        return new(labels.Geometry, scores, $"{labels.Target}: pixel baseline", "1");
    }

    private static void RequireSameNodes(PixelFeatures features, TargetLabels labels)
    {
        if (features.Geometry != labels.Geometry)
            throw new InvalidDataException($"target '{labels.Target}': the labels lie on other nodes than the features: make both on one grid");
    }

    private static IDataView View(MLContext context, PixelFeatures features, int[] nodes, sbyte[]? labels)
    {
        var schema = SchemaDefinition.Create(typeof(Pixel));
        schema[nameof(Pixel.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Planes.Count);
        return context.Data.LoadFromEnumerable(Rows(), schema);

        IEnumerable<Pixel> Rows()
        {
            // One object a pass, filled again for each row: the data view copies it.
            var pixel = new Pixel { Features = new float[features.Planes.Count] };
            foreach (var node in nodes)
            {
                for (var f = 0; f < pixel.Features.Length; f++)
                    pixel.Features[f] = features.Planes[f][node];
                pixel.Label = labels is not null && labels[node] == TargetLabels.Present;
                yield return pixel;
            }
        }
    }

    private sealed class Pixel
    {
        public bool Label { get; set; }

        public required float[] Features { get; init; }
    }
}
