using GeoNotebooks.Features;
using GeoNotebooks.Learning;
using GeoNotebooks.Packages;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Prospects;

/// <summary>Named channels on all sheets of a package, without a run about them: what the command line trains on and maps. A study of several targets within a run is a <see cref="RegionStudy"/>.</summary>
public sealed class PackageStudy
{
    private PackageStudy(DataPackage package, IReadOnlyList<string> sheets, FeatureStack stack) =>
        (Package, Sheets, Stack, OnSheets) = (package, sheets, stack, ChannelBuilder.SheetMask(stack.Geometry, sheets));

    /// <summary>The survey package.</summary>
    public DataPackage Package { get; }

    /// <summary>All sheets for which each survey of the channels has a table.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>The channels (channel, row, column).</summary>
    public FeatureStack Stack { get; }

    /// <summary>Nodes on the sheets.</summary>
    public bool[] OnSheets { get; }

    /// <summary>Builds the channels from primary points.</summary>
    /// <param name="package">A survey package, made or fetched.</param>
    /// <param name="channels">Names of <see cref="ChannelRecipe"/>s.</param>
    /// <param name="progress">Told of each column and channel.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="cellSizeMetres">Distance between nodes.</param>
    /// <exception cref="InvalidDataException">The package has no sheet with a table of each survey that the channels need.</exception>
    public static PackageStudy Open(
        DataPackage package, IReadOnlyList<string> channels, IProgress<string>? progress = null, CancellationToken cancellationToken = default, double cellSizeMetres = 200)
    {
        var surveys = channels.Select(name => ChannelRecipe.Named(name).Survey).Distinct().ToList();
        var sheets = surveys.Select(survey => SheetsOf(package, survey)).Aggregate((all, some) => [.. all.Intersect(some)]);
        if (sheets.Count == 0)
            throw new InvalidDataException($"package '{package.Name}': expected sheets with tables in {string.Join(", ", surveys)}, from which the channels {string.Join(", ", channels)} are made; found {string.Join(", ", surveys.Select(survey => $"{SheetsOf(package, survey).Count} in {survey}"))}");
        return new(package, sheets, new ChannelBuilder { CellSizeMetres = cellSizeMetres }.Build(package, sheets, channels, progress, cancellationToken));
    }

    /// <summary>Labels that may train: those of the map, less the blind sheet of the Kolyma case, its ore cluster and a strip of one tile about both, where the package holds that sheet.</summary>
    /// <param name="plan">The target.</param>
    public TargetLabels TrainingLabels(TargetPlan plan)
    {
        var labels = plan.FromMap(Package, Stack.Geometry).Where(OnSheets);
        if (!Sheets.Contains(RegionStudy.BlindSheet))
            return labels;
        var split = RegionStudy.HoldOutBlindGround(Package, Stack.Geometry);
        var training = labels.Where(split.Training);
        split.RequireNoLeak(training, labels.Where(split.Test));
        return training;
    }

    /// <summary>Trains the network of a target, without validation, and describes it.</summary>
    /// <param name="plan">The target.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told of each batch.</param>
    /// <param name="checkpointFolder">Takes checkpoints, and a training that was broken off is taken up from there; null keeps none.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public TargetModel Train(TargetPlan plan, TrainingOptions options, IProgress<TrainingProgress>? progress = null, string? checkpointFolder = null, CancellationToken cancellationToken = default)
    {
        var labels = TrainingLabels(plan);
        var model = Trainer.Train(Stack.Select(plan.Channels), labels, null, options, progress, cancellationToken, checkpointFolder);
        return CardOf.Training(model, Package, Sheets, Stack, labels, ChannelOrigin.Of(Package, Sheets, Stack.Select(plan.Channels), OnSheets));
    }

    private static List<string> SheetsOf(DataPackage package, string survey) =>
        [.. package.ResourcesUnder(survey).Select(resource => Path.GetFileNameWithoutExtension(resource.Path)).Order(StringComparer.Ordinal)];
}
