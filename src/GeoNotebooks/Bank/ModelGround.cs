using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Bank;

/// <summary>Ground that a model is asked about: its channels, and what they were made of, which is what the guard looks at.</summary>
/// <param name="Stack">The channels (channel, row, column).</param>
/// <param name="Origins">Where channels come from, by their names; one without an origin cannot be answered for.</param>
public sealed record ModelGround(FeatureStack Stack, IReadOnlyList<ChannelOrigin> Origins)
{
    /// <summary>Primary points for a square kilometre in the tile about each node, by the survey's name (<see cref="PointDensity"/>); where a survey has none, the origin's mean stands for all ground.</summary>
    public IReadOnlyDictionary<string, Grid> Density { get; init; } = new Dictionary<string, Grid>();

    /// <summary>One flag a node: ground that is asked about; null for all.</summary>
    public bool[]? Asked { get; init; }

    /// <summary>True where the ground is a generated one.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Channels that recipes made from the primary points of a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="sheets">Its sheets that were used.</param>
    /// <param name="stack">The channels.</param>
    /// <param name="tileMetres">Side of a model's tile (<see cref="Learning.ModelCard.TileMetres"/>).</param>
    public static ModelGround Of(DataPackage package, IReadOnlyList<string> sheets, FeatureStack stack, double tileMetres)
    {
        var onSheets = ChannelBuilder.SheetMask(stack.Geometry, [.. sheets]);
        var surveys = stack.Names.Select(ChannelRecipe.Named).DistinctBy(recipe => recipe.Survey);
        return new(stack, ChannelOrigin.Of(package, sheets, stack, onSheets))
        {
            Density = surveys.ToDictionary(recipe => recipe.Survey, recipe => PointDensity.Of(SurveyTable.Open(package, recipe.Survey, [.. sheets]).Points(recipe.Column), stack.Geometry, onSheets, tileMetres)),
            Asked = onSheets,
            Synthetic = package.Synthetic,
        };
    }

    /// <summary>The same ground with channels made anew of other points of one survey, such as every fourth flight line: what is known of their density changes with them.</summary>
    /// <param name="survey">Name of the survey, as the origins have it.</param>
    /// <param name="points">The points that were used.</param>
    /// <param name="spacingMetres">Distance between their lines or stations.</param>
    /// <param name="tileMetres">Side of a model's tile.</param>
    /// <param name="channels">The channels that were made of them.</param>
    /// <exception cref="InvalidDataException">A channel lies on other nodes, or the points are in another system.</exception>
    public ModelGround Measured(string survey, PointSet points, double spacingMetres, double tileMetres, params IReadOnlyList<Grid> channels)
    {
        bool[] ground = Asked ?? [.. Enumerable.Repeat(true, Stack.Geometry.Count)];
        var density = PointDensity.Of(points, Stack.Geometry, ground, tileMetres);
        var valued = density.Values.Where(value => !float.IsNaN(value)).ToList();
        var replaced = channels.ToDictionary(channel => channel.Name);
        return this with
        {
            Stack = new([.. Stack.Channels.Select(channel => replaced.GetValueOrDefault(channel.Name, channel))]),
            Origins = [.. Origins.Select(origin => replaced.ContainsKey(origin.Channel)
                ? origin with { Survey = $"{survey}, {points.Count} points", PointsPerSquareKilometre = valued.Count == 0 ? 0 : valued.Average(), SpacingMetres = spacingMetres }
                : origin)],
            Density = new Dictionary<string, Grid>(Density) { [$"{survey}, {points.Count} points"] = density },
        };
    }
}
