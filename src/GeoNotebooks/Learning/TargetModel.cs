using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using static TorchSharp.torch;

namespace GeoNotebooks.Learning;

/// <summary>A trained network of one target with its normaliser and its card. It holds native memory: dispose of it.</summary>
public sealed class TargetModel : IDisposable
{
    /// <summary>Name of the weights' file within a model's folder.</summary>
    public const string WeightsFileName = "model.safetensors";

    private const double SameLength = 1e-6;

    internal TargetModel(UNet network, ModelCard card)
    {
        (Network, Card) = (network, card);
    }

    /// <summary>The network.</summary>
    public UNet Network { get; }

    /// <summary>What it is and where it holds.</summary>
    public ModelCard Card { get; private set; }

    /// <summary>Adds what the training itself does not know (region, points per tile, figures of quality) to the card.</summary>
    /// <param name="change">Makes the new card from the old one.</param>
    /// <returns>This model.</returns>
    public TargetModel Describe(Func<ModelCard, ModelCard> change)
    {
        Card = change(Card);
        return this;
    }

    /// <summary>
    /// Probability of the target at each node, in overlapping windows blended by raised-cosine weights; channels are mirrored beyond the edges.
    /// </summary>
    /// <param name="stack">Must hold the channels of the card, by name and unit, on nodes of the card's cell size; in any order and among others.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <param name="threads">Threads of libtorch; 0 takes one for each processor.</param>
    /// <param name="views">1, or 4 (the quarter turns) or 8 (mirrored too): the ground is looked at so many times and the answers averaged.</param>
    /// <param name="windows">Windows; null takes the training tiles' size, overlapping by half.</param>
    /// <returns>Probabilities in [0, 1], unit "1"; NaN where none of the channels has a value.</returns>
    /// <exception cref="ArgumentException">Another number of views, or more than the network was trained on.</exception>
    /// <exception cref="InvalidDataException">A channel is missing or has another unit, or the cell size differs.</exception>
    public Grid Predict(FeatureStack stack, IProgress<double>? progress = null, CancellationToken cancellation = default, int threads = 0, int views = 1, WindowOptions? windows = null) =>
        Predict(stack, [.. SpreadOptions.Turns(views).Select(view => new NetworkPass(view, null))], windows, threads, null, progress, cancellation).Probability;

    /// <summary>Probability of the target and its spread over several passes with other maps dropped.</summary>
    /// <param name="stack">As for <see cref="Predict(FeatureStack, IProgress{double}, CancellationToken, int, int, WindowOptions)"/>.</param>
    /// <param name="options">Passes, views and seed.</param>
    /// <param name="wanted">One flag a node: only these are judged, the rest is NaN, and windows that hold none of them are left out; null judges all. What the windows see beyond them stays.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">Passes or views out of range, or more views than the network was trained on.</exception>
    /// <exception cref="InvalidDataException">A channel is missing or has another unit, or the cell size differs.</exception>
    public TargetMap PredictWithSpread(
        FeatureStack stack, SpreadOptions options, bool[]? wanted = null, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Predict(stack, options.NetworkPasses(), options.Windows, options.Threads, wanted, progress, cancellation);

    private TargetMap Predict(
        FeatureStack stack, IReadOnlyList<NetworkPass> passes, WindowOptions? windows, int threads, bool[]? wanted, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (wanted is not null && wanted.Length != stack.Geometry.Count)
            throw new ArgumentException($"the model of '{Card.Target}' is asked for some nodes: expected one flag for each of {stack.Geometry.Count}; found {wanted.Length}");
        Require(stack);
        RequireViews(passes);
        set_num_threads(threads > 0 ? threads : Environment.ProcessorCount);
        var valued = ValuedNodes(stack);
        for (var i = 0; wanted is not null && i < valued.Length; i++)
            valued[i] &= wanted[i];
        var (size, overlap) = (windows ?? new()).For(Card.Tiles.Size, Card.Network.SideMultiple);
        // As many nodes in a batch as in training.
        var batch = Math.Max(1, Card.Training.BatchSize * Card.Tiles.Size * Card.Tiles.Size / (size * size));
        var (mean, spread) = new WindowPredictor(Network, Card.Normaliser, size, overlap, batch)
            .Predict(stack, valued, passes, progress, cancellation);
        for (var i = 0; i < mean.Length; i++)
            if (!valued[i])
                mean[i] = spread[i] = float.NaN;
        return new(new(stack.Geometry, mean, $"probability of {Card.Target}", "1"), new(stack.Geometry, spread, $"spread of {Card.Target}", "1"));
    }

    /// <summary>Writes <c>model.safetensors</c> and <c>card.json</c>; each is written beside its place and renamed, the card last.</summary>
    /// <param name="folder">Folder of the model; made when it is not there.</param>
    public void Save(string folder)
    {
        NativeTorch.Require();
        var weights = Path.Combine(folder, WeightsFileName);
        SafeTensors.Write(weights, Network.state_dict().Select(pair => (pair.Key, pair.Value)), new Dictionary<string, string> { ["target"] = Card.Target });
        Card = Card with { WeightsHash = Checksum.Of(weights) };
        CardFile.Write(Card, Path.Combine(folder, ModelCard.FileName));
    }

    /// <summary>Reads a model that was saved.</summary>
    /// <param name="folder">Folder with <c>model.safetensors</c> and <c>card.json</c>.</param>
    /// <exception cref="InvalidDataException">A file is missing, cut short or altered, or the weights do not fit the card.</exception>
    public static TargetModel Load(string folder)
    {
        NativeTorch.Require();
        var card = CardFile.Read(Path.Combine(folder, ModelCard.FileName));
        var path = Path.Combine(folder, WeightsFileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"{path}: expected the weights that {ModelCard.FileName} describes; there is no such file");
        if (Checksum.Of(path) is var hash && hash != card.WeightsHash)
            throw new InvalidDataException($"{path}: {ModelCard.FileName} expects {card.WeightsHash ?? "a saved model"}; found {hash}: the weights are damaged or belong to another card");
        var network = new UNet(card.Network, seed: 0);
        var (tensors, _) = SafeTensors.Read(path);
        Weights.Restore(network, tensors, "", path);
        Weights.Dispose(tensors);
        // bfloat16 only where it saves time: the weights are in single precision.
        var precision = card.Training.Precision == Precision.BFloat16 && MachineRecord.MultipliesBFloat16() ? Precision.BFloat16 : Precision.Float32;
        TrainingDevice.Of(ComputeDevice.Auto, precision).Place(network);
        return new(network, card);
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private void Require(FeatureStack stack)
    {
        foreach (var expected in Card.Normaliser.Channels)
        {
            var found = stack.Channels.FirstOrDefault(channel => channel.Name == expected.Name)
                ?? throw new InvalidDataException(
                    $"the model of '{Card.Target}' needs the channel '{expected.Name}' ({expected.Unit}); the stack has {string.Join(", ", stack.Channels.Select(channel => $"'{channel.Name}'"))}");
            if (found.Unit != expected.Unit)
                throw new InvalidDataException($"the model of '{Card.Target}' needs the channel '{expected.Name}' in {expected.Unit}; the stack has it in {found.Unit}");
        }
        var geometry = stack.Geometry;
        if (Math.Abs(geometry.CellWidthMetres / Card.CellSizeMetres - 1) > SameLength || Math.Abs(geometry.CellHeightMetres / Card.CellSizeMetres - 1) > SameLength)
            throw new InvalidDataException(FormattableString.Invariant(
                $"the model of '{Card.Target}' was trained on cells of {Card.CellSizeMetres:0.###} m and holds for no other; the stack has cells of {geometry.CellWidthMetres:0.###} x {geometry.CellHeightMetres:0.###} m"));
    }

    /// <summary>A network that has never seen turned ground has nothing to say about it, and channels with a direction must not be turned.</summary>
    private void RequireViews(IReadOnlyList<NetworkPass> passes)
    {
        var (rotations, reflections) = (Card.Training.Augmentation.Rotations, Card.Training.Augmentation.Reflections);
        if (passes.Any(pass => (pass.View.Quarters > 0 && !rotations) || (pass.View.Mirrored && !reflections)))
            throw new ArgumentException($"the model of '{Card.Target}' may be shown turned or mirrored ground only as it was trained: with rotations {(rotations ? "on" : "off")} and reflections {(reflections ? "on" : "off")}; found {passes.Select(pass => pass.View).Distinct().Count()} views");
    }

    private bool[] ValuedNodes(FeatureStack stack)
    {
        var valued = new bool[stack.Geometry.Count];
        foreach (var channel in Card.Normaliser.Channels)
        {
            var values = stack[channel.Name].Values;
            for (var i = 0; i < valued.Length; i++)
                valued[i] |= !float.IsNaN(values[i]);
        }
        return valued;
    }
}
