using GeoNotebooks.Features;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Runs;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Learning;

/// <summary>One pass of a training.</summary>
/// <param name="Pass">Its number, from 1.</param>
/// <param name="Loss">Mean loss of its steps.</param>
/// <param name="ValidationAveragePrecision">Average precision on the validation labels after it; null without any.</param>
public sealed record PassRecord(int Pass, double Loss, double? ValidationAveragePrecision);

/// <summary>What a network is, what it was trained on and what it must not be used for: kept beside its weights as <c>card.json</c>.</summary>
/// <param name="Target">The geological target.</param>
/// <param name="Normaliser">The channels in the order of the network, with unit, median and scale.</param>
/// <param name="CellSizeMetres">Distance between the nodes it was trained on; it holds for no other.</param>
/// <param name="Tiles">Size and choice of the training tiles.</param>
/// <param name="Network">Shape of the network.</param>
/// <param name="Training">How it was trained, seed and threads included.</param>
/// <param name="SourceTiles">Source tiles that it was trained on.</param>
/// <param name="KnownNodes">Nodes with a known label among the training labels.</param>
/// <param name="Prevalence">Share of these where the target is present.</param>
/// <param name="Passes">What each pass gave.</param>
/// <param name="KeptPass">The pass whose weights these are.</param>
/// <param name="Versions">Versions of the packages that the weights depend on.</param>
public sealed record ModelCard(
    string Target, Normaliser Normaliser, double CellSizeMetres, TileOptions Tiles, UNetOptions Network, TrainingOptions Training,
    int SourceTiles, long KnownNodes, double Prevalence, IReadOnlyList<PassRecord> Passes, int KeptPass, IReadOnlyDictionary<string, string> Versions)
{
    /// <summary>Name of the file within a model's folder.</summary>
    public const string FileName = "card.json";

    /// <summary>The form of card that this version writes; it reads no newer one.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Its name in a bank; null outside of one.</summary>
    public string? Name { get; init; }

    /// <summary>The form of the card.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What its channels were made of and how, in the order of the normaliser; empty where the training did not know.</summary>
    public IReadOnlyList<ChannelOrigin> Origins { get; init; } = [];

    /// <summary>Which values each channel had on the training ground.</summary>
    public IReadOnlyList<ChannelRange> Ranges { get; init; } = [];

    /// <summary>Which ground the network has seen, by its own lowest level.</summary>
    public SeenGround? Seen { get; init; }

    /// <summary>System of the training ground, as a code.</summary>
    public string? Crs { get; init; }

    /// <summary>Outline of the training ground, well-known text, longitude and latitude in degrees of WGS 84; null where the system cannot be brought there.</summary>
    public string? Footprint { get; init; }

    /// <summary>Where the labels came from.</summary>
    public string? LabelsSource { get; init; }

    /// <summary>Licence of the data that it was trained on, and of the model.</summary>
    public string? Licence { get; init; }

    /// <summary>Who trained it.</summary>
    public string? Author { get; init; }

    /// <summary>What it is known not to do, a sentence each.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Digests of the files that it was trained on, by their path in the package.</summary>
    public IReadOnlyDictionary<string, string> DataHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Side of a training tile in metres.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double TileMetres => Tiles.Size * CellSizeMetres;

    /// <summary>Name of the region it was trained in, as far as it was said.</summary>
    public string? Region { get; init; }

    /// <summary>True when the region is a generated one, whose geology is nobody's.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Primary points in the training tiles, one entry a survey.</summary>
    public IReadOnlyList<PrimaryPointCount> PointsPerTile { get; init; } = [];

    /// <summary>Figures of quality, on ground that took no part in the training.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>What turns the network's probabilities into shares that come true; null when it was never fitted. The weights do not hold it: apply it to what the network predicts.</summary>
    public Calibrator? Calibration { get; init; }

    /// <summary>The model that this one was made of, for another region; null when it was trained from fresh weights.</summary>
    public ModelOrigin? AdaptedFrom { get; init; }

    /// <summary>"sha256:" and the digest of <c>model.safetensors</c>; null until it was saved.</summary>
    public string? WeightsHash { get; init; }

    /// <summary>"sha256:" and the digest of the card itself (<see cref="CardFile"/>); null until it was saved.</summary>
    public string? CardHash { get; init; }
}
