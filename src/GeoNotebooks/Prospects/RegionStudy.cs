using GeoNotebooks.Features;
using GeoNotebooks.Folds;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
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

    private readonly Run _run;
    private readonly string _name;

    private RegionStudy(Run run, string name, DataPackage package, IReadOnlyList<string> sheets, FeatureStack stack)
    {
        (_run, _name, Package, Sheets, Stack) = (run, name, package, sheets, stack);
        OnSheets = ChannelBuilder.SheetMask(Geometry, [.. sheets]);
        Omchak = BlindClusterOf(package, Geometry);
        Split = HoldOutBlindGround(package, Geometry);
    }

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
    public static RegionStudy Open(
        Run run, DataPackage package, IReadOnlyList<string> sheets, IProgress<string>? progress = null, string name = "", CancellationToken cancellationToken = default)
    {
        if (!sheets.Contains(BlindSheet))
            throw new ArgumentException($"expected the blind sheet {BlindSheet} among the sheets of the study; found {string.Join(", ", sheets)}");
        var names = TargetPlan.Kolyma.SelectMany(plan => plan.Channels).Distinct().ToList();
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

    /// <summary>The network of a target: from <c>models/TARGET</c> of the run folder, or trained now and kept there.</summary>
    /// <param name="plan">The target.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told of each batch.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public TargetModel ModelOf(TargetPlan plan, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var folder = _run.PathOf(_name, "models", plan.Target);
        if (File.Exists(Path.Combine(folder, ModelCard.FileName)))
            return TargetModel.Load(folder);
        _run.RecordSeed($"training of {plan.Target}", options.Seed);
        using var step = _run.Measure($"training: {plan.Target}", AreaSquareKilometres, Geometry.Count);
        var stack = Stack.Select(plan.Channels);
        var training = TrainingLabels(plan);
        var model = Trainer.Train(stack, training, null, options, progress, cancellationToken);
        model.Describe(card => PackageStudy.Described(card, Package, Sheets, training)).Save(folder);
        return model;
    }

    /// <summary>The probability map of a target over all sheets: from <c>maps/TARGET.tif</c> of the run folder, or predicted now and kept there.</summary>
    public Grid MapOf(TargetPlan plan, TrainingOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var path = _run.PathOf(_name, "maps", plan.Target + ".tif");
        if (File.Exists(path) && GeoTiff.Read(path) is var kept && kept.Geometry == Geometry)
            return kept;
        using var model = ModelOf(plan, options, cancellationToken: cancellationToken);
        using var step = _run.Measure($"prediction: {plan.Target}", AreaSquareKilometres, Geometry.Count);
        var predicted = model.Predict(Stack.Select(plan.Channels), progress, cancellationToken);
        var map = predicted.Where(OnSheets) with { Name = plan.Target };
        GeoTiff.Write(path, map);
        return map;
    }

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
