using System.Text.Json.Serialization;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Features;

/// <summary>What a channel was made of and how: without it nobody can tell whether two rasters of one name, unit and cell mean the same.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Survey">The survey with the primary points; empty where they are not known.</param>
/// <param name="Column">The measured quantity.</param>
/// <param name="Steps">What was done to it, in order, with all parameters.</param>
/// <param name="PointsPerSquareKilometre">Primary points on the ground; NaN where they are not known.</param>
/// <param name="SpacingMetres">Distance between flight lines, or between stations that lie on no lines; NaN where it is not known.</param>
public sealed record ChannelOrigin(string Channel, string Unit, string Survey, string Column, IReadOnlyList<ChannelStep> Steps, double PointsPerSquareKilometre, double SpacingMetres)
{
    private static readonly string[] LineColumns = ["line", "fiducial"];

    /// <summary>Inclination of the field at the survey, degrees; null for what is not magnetic.</summary>
    public double? InclinationDegrees { get; init; }

    /// <summary>Declination of the field at the survey, degrees; null for what is not magnetic.</summary>
    public double? DeclinationDegrees { get; init; }

    /// <summary>True for a magnetic channel that looks as its survey's latitude has it: not reduced to the pole.</summary>
    [JsonIgnore]
    public bool KeepsInclination => InclinationDegrees is not null && Steps.All(step => step.Name != ChannelWork.Pole);

    /// <summary>Origins of channels that recipes made from the primary points of a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="sheets">Its sheets that were used.</param>
    /// <param name="stack">The channels, named as <see cref="ChannelRecipe"/>s.</param>
    /// <param name="ground">One flag a node: ground that counts, such as the sheets.</param>
    /// <returns>One origin a channel, in the order of the stack.</returns>
    public static IReadOnlyList<ChannelOrigin> Of(DataPackage package, IReadOnlyList<string> sheets, FeatureStack stack, bool[] ground)
    {
        var surveys = stack.Names.Select(ChannelRecipe.Named).DistinctBy(recipe => recipe.Survey).ToDictionary(recipe => recipe.Survey, recipe => Measure(package, sheets, recipe, stack.Geometry, ground));
        return [.. stack.Channels.Select(channel =>
        {
            var recipe = ChannelRecipe.Named(channel.Name);
            var (density, spacing, units) = surveys[recipe.Survey];
            var field = units.GetValueOrDefault(recipe.Column) is "nT" ? package.InducingField : null;
            return new ChannelOrigin(channel.Name, channel.Unit, recipe.Survey, recipe.Column, recipe.Steps, density, spacing)
            {
                InclinationDegrees = field?.InclinationDegrees,
                DeclinationDegrees = field?.DeclinationDegrees,
            };
        })];
    }

    /// <summary>
    /// The origin of a channel that came as a raster from elsewhere: its own nodes are all that is known to have been measured, however finely they were resampled since.
    /// </summary>
    /// <param name="channel">The channel as the stack has it.</param>
    /// <param name="cellMetres">Distance between the nodes of the raster as it came.</param>
    /// <param name="steps">What was done to it.</param>
    public static ChannelOrigin OfRaster(Grid channel, double cellMetres, params IReadOnlyList<ChannelStep> steps) =>
        new(channel.Name, channel.Unit, $"raster of {channel.Name}", channel.Name, steps, 1e6 / (cellMetres * cellMetres), cellMetres);

    private static (double Density, double Spacing, Dictionary<string, string?> Units) Measure(DataPackage package, IReadOnlyList<string> sheets, ChannelRecipe recipe, GridGeometry geometry, bool[] ground)
    {
        var table = SurveyTable.Open(package, recipe.Survey, [.. sheets]);
        var units = table.Fields.ToDictionary(field => field.Name, field => field.Unit);
        var points = table.Points(recipe.Column);
        var inside = 0;
        for (var i = 0; i < points.Count; i++)
            if (geometry.NodeAt(points.X[i], points.Y[i]) is { } node && ground[node])
                inside++;
        var density = inside / (ground.Count(on => on) * geometry.CellAreaSquareKilometres);
        var spacing = LineColumns.All(units.ContainsKey) ? LineGeometry.Of(table.Lines(recipe.Column)).LineSpacingMetres : 1000 / Math.Sqrt(density);
        return (density, spacing, units);
    }
}
