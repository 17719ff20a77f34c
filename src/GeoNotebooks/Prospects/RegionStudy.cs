using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Calibration;
using GeoNotebooks.Learning.Evaluation;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Prospects;

/// <summary>
/// A Kolyma-style study within a run: channels, blind ground, one network a target, one map a target. What a notebook needs and an earlier one of
/// the same run has already made is taken from the run folder; what is lacking is made. Models never outlive their run.
/// </summary>
public sealed class RegionStudy
{
    /// <summary>The sheet that no network sees: it holds Omchak.</summary>
    public const string BlindSheet = "P-55-XXII";

    /// <summary>The ore cluster that no network sees.</summary>
    public const string BlindCluster = "Omchak (synthetic)";

    /// <summary>Width of the strip about the blind ground that is not trained on either: one tile.</summary>
    public const double BufferMetres = 12_800;

    /// <summary>With fewer sheets a calibration block of the usual size and its strip would take most of the ground.</summary>
    private const int SheetsForLargeBlocks = 9;

    private readonly string _name;

    /// <summary>What the channels of a network were made of, by their names: measured on all primary points once, not for the network of every fold.</summary>
    private readonly Dictionary<string, IReadOnlyList<ChannelOrigin>> _origins = [];

    private RegionStudy(Run run, string name, DataPackage package, IReadOnlyList<string> sheets, FeatureStack stack)
    {
        (Run, _name, Package, Sheets, Stack) = (run, name, package, sheets, stack);
        OnSheets = ChannelBuilder.SheetMask(Geometry, [.. sheets]);
        Omchak = BlindClusterOf(package, Geometry);
        Split = HoldOutBlindGround(package, Geometry);
    }

    /// <summary>The run that keeps what is made.</summary>
    public Run Run { get; }

    /// <summary>The survey package.</summary>
    public DataPackage Package { get; }

    /// <summary>The sheets of the study.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>All channels that any target needs (channel, row, column).</summary>
    public FeatureStack Stack { get; }

    /// <summary>The nodes of the study.</summary>
    public GridGeometry Geometry => Stack.Geometry;

    /// <summary>Nodes on the study's sheets.</summary>
    public bool[] OnSheets { get; }

    /// <summary>Nodes within the polygon of the blind ore cluster.</summary>
    public bool[] Omchak { get; }

    /// <summary>Test: the blind sheet and the blind cluster. Training: everything farther than one tile from both.</summary>
    public SpatialSplit Split { get; }

    /// <summary>Known ore clusters of the package.</summary>
    public VectorLayer Clusters => ClustersOf(Package);

    /// <summary>Area of the study's sheets.</summary>
    public double AreaSquareKilometres => OnSheets.Count(on => on) * Geometry.CellAreaSquareKilometres;

    /// <summary>Opens a study; its channels are built once a run and then read from <c>channels/</c> of the run folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="package">The survey package.</param>
    /// <param name="sheets">Its sheets; the blind one among them.</param>
    /// <param name="progress">Told of each column and channel.</param>
    /// <param name="name">A folder of the run folder for this study's channels, models and maps; empty for the run folder itself.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="plans">The targets whose channels it holds; null for the three of the Kolyma case.</param>
    /// <exception cref="ArgumentException">The blind sheet is not among the sheets, or a target asks for a channel that no recipe makes.</exception>
    public static RegionStudy Open(
        Run run, DataPackage package, IReadOnlyList<string> sheets, IProgress<string>? progress = null, string name = "", CancellationToken cancellationToken = default,
        IReadOnlyList<TargetPlan>? plans = null)
    {
        if (!sheets.Contains(BlindSheet))
            throw new ArgumentException($"expected the blind sheet {BlindSheet} among the sheets of the study; found {string.Join(", ", sheets)}");
        var names = (plans ?? TargetPlan.Kolyma).SelectMany(plan => plan.Channels).Distinct().Select(channel => ChannelRecipe.Named(channel).Name).ToList();
        var builder = new ChannelBuilder();
        var geometry = builder.GeometryOf(sheets, package.CoordinateSystem);
        var kept = names.Select(channel => (Name: channel, Path: run.PathOf(name, "channels", channel + ".tif"))).ToList();
        if (kept.All(channel => File.Exists(channel.Path))
            && kept.Select(channel => GeoTiff.Read(channel.Path)).ToList() is var read && read.TrueForAll(grid => grid.Geometry == geometry))
            return new(run, name, package, sheets, new(read));
        using var step = run.Measure("channels from primary points", geometry.Count * geometry.CellAreaSquareKilometres, geometry.Count);
        var stack = builder.Build(package, sheets, names, progress, cancellationToken);
        foreach (var channel in stack.Channels)
            GeoTiff.Write(run.PathOf(name, "channels", channel.Name + ".tif"), channel);
        return new(run, name, package, sheets, stack);
    }

    /// <summary>The same channels and the same blind ground with networks and maps of their own, such as those of another training seed.</summary>
    /// <param name="name">A folder of the run folder for its models and maps.</param>
    public RegionStudy Again(string name) => new(Run, name, Package, Sheets, Stack);

    /// <summary>The standard of a target on the study's sheets.</summary>
    public TargetLabels Labels(TargetPlan plan) => plan.FromMap(Package, Geometry).Where(OnSheets);

    /// <summary>The labels that may train: none within one tile of the blind ground. The leakage test runs on them.</summary>
    public TargetLabels TrainingLabels(TargetPlan plan)
    {
        var labels = Labels(plan);
        var training = labels.Where(Split.Training);
        Split.RequireNoLeak(training, labels.Where(Split.Test));
        return training;
    }

    /// <summary>The folds that judge the training ground of a target: five of blocks of 51.2 km with a strip of one tile, or, where a study has few sheets, its sheets in two groups.</summary>
    /// <param name="plan">The target.</param>
    public IReadOnlyList<SpatialSplit> FoldsOf(TargetPlan plan) => Sheets.Count >= SheetsForLargeBlocks
        ? new BlockFolds().Split(TrainingLabels(plan))
        : new SheetFolds([.. Sheets.Where(sheet => sheet != BlindSheet)]) { Count = 2 }.Split(TrainingLabels(plan));

    /// <summary>
    /// Test: the block that the network of a target leaves for its calibration, 51.2 km wide, or one tile where a study has few sheets. Training: everything farther than one tile from it; the blind ground is in neither.
    /// </summary>
    /// <param name="plan">The target.</param>
    public SpatialSplit CalibrationOf(TargetPlan plan) =>
        CalibrationBlock.Of(TrainingLabels(plan), Sheets.Count >= SheetsForLargeBlocks ? CalibrationBlock.UsualMetres : BufferMetres, BufferMetres);

    /// <summary>
    /// The network of a target: from <c>models/TARGET</c> of the run folder, or trained now on all but the blind ground and the calibration block, calibrated on that, and kept there.
    /// </summary>
    /// <param name="plan">The target.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told of each batch.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public TargetModel ModelOf(TargetPlan plan, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (labels, calibration) = (TrainingLabels(plan), CalibrationOf(plan));
        return NetworkIn(plan.Target, plan, labels.Where(calibration.Training), options, progress, cancellationToken, model =>
        {
            var judged = labels.Where(calibration.Test);
            var map = model.PredictWithSpread(Stack.Select(plan.Channels), SpreadOf(options), Array.ConvertAll(judged.Values, label => label != TargetLabels.Unknown), cancellation: cancellationToken);
            var ground = ScoredGround.Of(map.Probability, judged, new BlockFolds { BlockMetres = BufferMetres }.BlocksOf(Geometry));
            model.Describe(card => card with { Calibration = CalibratorChoice.Of(ground).Chosen });
        });
    }

    /// <summary>
    /// Calibrated probability and spread of a target over all sheets: from <c>maps/TARGET.tif</c> and <c>maps/TARGET-spread.tif</c> of the run folder, or predicted now and kept there. Only on the blind ground has the network not
    /// been trained; a map whose every value may be scored is <see cref="StudyCrossFit.CrossFit"/>'s.
    /// </summary>
    /// <param name="plan">The target.</param>
    /// <param name="options">How to train, if the network is lacking.</param>
    /// <param name="progress">Share of the prediction done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public TargetMap MapOf(TargetPlan plan, TrainingOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (KeptMap(plan, "maps") is { } kept)
            return kept;
        using var model = ModelOf(plan, options, cancellationToken: cancellationToken);
        using var step = Run.Measure($"prediction: {plan.Target}", AreaSquareKilometres, Geometry.Count);
        var map = model.PredictWithSpread(Stack.Select(plan.Channels), SpreadOf(options), OnSheets, progress, cancellationToken);
        if (model.Card.Calibration is { } calibrator)
            map = map.Calibrated(calibrator);
        return Keep(plan, map, "maps");
    }

    /// <summary>A target's map from a folder of the run, if it is there and on the study's nodes.</summary>
    internal TargetMap? KeptMap(TargetPlan plan, params IEnumerable<string> folder)
    {
        var (path, spreadPath) = (PathOf([.. folder, plan.Target + ".tif"]), PathOf([.. folder, plan.Target + "-spread.tif"]));
        return File.Exists(path) && File.Exists(spreadPath) && new TargetMap(GeoTiff.Read(path), GeoTiff.Read(spreadPath)) is var kept && kept.Probability.Geometry == Geometry && kept.Spread.Geometry == Geometry
            ? kept
            : null;
    }

    /// <summary>Writes a target's map into a folder of the run; the probability last, so that both are there when it is.</summary>
    internal TargetMap Keep(TargetPlan plan, TargetMap map, params IEnumerable<string> folder)
    {
        map = new(map.Probability with { Name = plan.Target }, map.Spread with { Name = $"spread of {plan.Target}" });
        GeoTiff.Write(PathOf([.. folder, plan.Target + "-spread.tif"]), map.Spread);
        GeoTiff.Write(PathOf([.. folder, plan.Target + ".tif"]), map.Probability);
        return map;
    }

    /// <summary>A network by the name of its folder below <c>models</c> of the run folder: loaded when it is there, else trained on these labels, finished, described and kept.</summary>
    internal TargetModel NetworkIn(
        string name, TargetPlan plan, TargetLabels training, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, Action<TargetModel>? finish = null)
    {
        var folder = PathOf("models", name);
        if (File.Exists(Path.Combine(folder, ModelCard.FileName)))
            return TargetModel.Load(folder);
        Run.RecordSeed($"training of {name}", options.Seed);
        using var step = Run.Measure($"training: {name}", AreaSquareKilometres, Geometry.Count);
        var model = Trainer.Train(Stack.Select(plan.Channels), training, null, options, progress, cancellationToken);
        finish?.Invoke(model);
        CardOf.Training(model, Package, Sheets, Stack, training, OriginsOf(plan)).Save(folder);
        return model;
    }

    private IReadOnlyList<ChannelOrigin> OriginsOf(TargetPlan plan)
    {
        var names = string.Join(',', plan.Channels);
        return _origins.TryGetValue(names, out var known) ? known : _origins[names] = ChannelOrigin.Of(Package, Sheets, Stack.Select(plan.Channels), OnSheets);
    }

    /// <summary>A path within this study's part of the run folder.</summary>
    internal string PathOf(params IEnumerable<string> parts) => Run.PathOf([_name, .. parts]);

    /// <summary>Eight looks, turned and mirrored, each with other maps dropped.</summary>
    internal static SpreadOptions SpreadOf(TrainingOptions options) => new(Passes: 8, Views: 8, Seed: options.Seed, Threads: options.Threads);

    /// <summary>The blind sheet and the blind cluster to test on, everything farther than one tile from both to train on.</summary>
    internal static SpatialSplit HoldOutBlindGround(DataPackage package, GridGeometry geometry)
    {
        var (blind, cluster) = (ChannelBuilder.SheetMask(geometry, BlindSheet), BlindClusterOf(package, geometry));
        for (var node = 0; node < blind.Length; node++)
            blind[node] |= cluster[node];
        return SpatialSplit.HoldOut(geometry, blind, BufferMetres);
    }

    private static bool[] BlindClusterOf(DataPackage package, GridGeometry geometry) =>
        PolygonRaster.Inside(geometry, ClustersOf(package).Where(cluster => cluster.Text("name") == BlindCluster));

    private static VectorLayer ClustersOf(DataPackage package) =>
        GeoPackage.Read(package.PathOf(package.Resources.Single(resource => resource.Path == "ore-clusters.gpkg")), "clusters");
}
