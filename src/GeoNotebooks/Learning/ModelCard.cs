using GeoNotebooks.Features;
using GeoNotebooks.Learning.Calibration;
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
}
