using GeoNotebooks.Features;
using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Learning.Explanation;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Simplify;

namespace GeoNotebooks.Prospects;

/// <summary>Writes on a network's card what the training itself does not know: its package, its surveys, its ground.</summary>
internal static class CardOf
{
    /// <summary>The outline is drawn along squares of this many nodes.</summary>
    private const int OutlineNodes = 16;

    /// <summary>Describes a network that was trained on a package.</summary>
    /// <param name="model">The network.</param>
    /// <param name="package">The package.</param>
    /// <param name="sheets">The sheets that its channels were made of.</param>
    /// <param name="stack">Channels, the network's among them.</param>
    /// <param name="training">Labels that it was trained on.</param>
    /// <param name="origins">What the network's channels were made of, in its order.</param>
    /// <returns>The same model.</returns>
    public static TargetModel Training(TargetModel model, DataPackage package, IReadOnlyList<string> sheets, FeatureStack stack, TargetLabels training, IReadOnlyList<ChannelOrigin> origins)
    {
        var names = model.Card.Normaliser.Channels.Select(channel => channel.Name).ToList();
        var (channels, known) = (stack.Select(names), Array.ConvertAll(training.Values, label => label != TargetLabels.Unknown));
        var positions = TileSampler.PositionsOf(training, model.Card.Tiles);
        var surveys = names.Select(name => ChannelRecipe.Named(name).Survey).Distinct().ToList();
        return model.Describe(card => card with
        {
            Region = package.Title,
            Synthetic = package.Synthetic,
            PointsPerTile = [.. names.Select(name => PointsIn(ChannelRecipe.Named(name)))],
            Origins = origins,
            Ranges = [.. channels.Channels.Select(channel => ChannelRange.Of(channel, known))],
            Seen = SeenGround.Of(model, channels, known),
            Crs = training.Geometry.Crs.Code,
            Footprint = Outline(training.Geometry, known),
            LabelsSource = $"the geological map of {package.Name} {package.Version}",
            Licence = string.Join(", ", package.Licenses.Select(licence => licence.Name)),
            DataHashes = package.Resources
                .Where(resource => resource.Hash is not null && (resource.Path.EndsWith(".gpkg", StringComparison.Ordinal) || surveys.Any(survey => resource.Path.StartsWith(survey + "/", StringComparison.Ordinal))))
                .ToDictionary(resource => resource.Path, resource => resource.Hash!),
        });

        PrimaryPointCount PointsIn(ChannelRecipe recipe) =>
            PrimaryPointCount.Of(SurveyTable.Open(package, recipe.Survey, [.. sheets]).Points(recipe.Column), training.Geometry, positions, model.Card.Tiles.Size) with { Channel = recipe.Name };
    }

    private static string? Outline(GridGeometry geometry, bool[] known)
    {
        var squares = new List<Geometry>();
        for (var row = 0; row < geometry.Rows; row += OutlineNodes)
            for (var column = 0; column < geometry.Columns; column += OutlineNodes)
            {
                var (rows, columns) = (Math.Min(OutlineNodes, geometry.Rows - row), Math.Min(OutlineNodes, geometry.Columns - column));
                if (Enumerable.Range(0, rows * columns).Any(i => known[(row + i / columns) * geometry.Columns + column + i % columns]))
                    squares.Add(GeometryFactory.Default.ToGeometry(geometry.Window(row, column, rows, columns).Bounds));
            }
        try
        {
            var outline = CrsTransformation.Between(geometry.Crs, Grids.Crs.Wgs84).Transform(DouglasPeuckerSimplifier.Simplify(OverlayNGRobust.Union(squares), 1));
            // Four digits of a degree are ten metres: the outline is for finding a model, not for measuring.
            return new WKTWriter { PrecisionModel = new(1e4) }.Write(outline);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
