using GeoNotebooks.Gridding;
using GeoNotebooks.Grids;
using GeoNotebooks.Packages;
using GeoNotebooks.Surveys;
using GeoNotebooks.Targets;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Features;

/// <summary>From primary points to the channels of a network: each column is read, levelled (magnetic lines by tie lines where the table has them, then sheet to sheet) and gridded once, then every recipe that needs it is applied.</summary>
public sealed record ChannelBuilder
{
    private static readonly string[] LineColumns = ["line", "fiducial", "tie"];

    /// <summary>Distance between nodes.</summary>
    public double CellSizeMetres { get; init; } = 200;

    /// <summary>How points become grids.</summary>
    public IGriddingMethod Gridding { get; init; } = new MinimumCurvature();

    /// <summary>Builds the channels over some sheets.</summary>
    /// <param name="package">The survey package; its tables are one file a sheet.</param>
    /// <param name="sheets">The sheets, such as "P-55-XXII".</param>
    /// <param name="channels">Names of <see cref="ChannelRecipe"/>s, in the order wanted.</param>
    /// <param name="progress">Told of each column and channel.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Channels (channel, row, column) on square cells that cover the sheets; NaN outside the sheets.</returns>
    public FeatureStack Build(
        DataPackage package, IReadOnlyList<string> sheets, IReadOnlyList<string> channels, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var geometry = GeometryOf(sheets, package.CoordinateSystem);
        var onSheets = SheetMask(geometry, sheets);
        var setting = SettingOf(package, geometry);
        var recipes = channels.Select(ChannelRecipe.Named).ToList();
        var built = new Dictionary<string, Grid>();
        foreach (var source in recipes.GroupBy(recipe => (recipe.Survey, recipe.Column, recipe.Logarithmic, recipe.ByLines)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report($"{source.Key.Survey}: grid {source.Key.Column}");
            var levelled = SheetLevelling.Of([.. sheets.Select(sheet => PointsOf(package, sheet, source.Key))]);
            var grid = Gridding.Interpolate(levelled.Points, geometry, cancellationToken);
            foreach (var recipe in source)
            {
                progress?.Report($"channel {recipe.Name}");
                built[recipe.Name] = recipe.Transform(grid, setting).Where(onSheets) with { Name = recipe.Name };
            }
        }
        return new([.. channels.Select(name => built[name])]);
    }

    /// <summary>The nodes that cover some sheets.</summary>
    public GridGeometry GeometryOf(IReadOnlyList<string> sheets, Crs crs)
    {
        var area = new Envelope();
        foreach (var sheet in sheets)
            area.ExpandToInclude(Sheet.Parse(sheet).Outline(crs).EnvelopeInternal);
        return GridGeometry.Covering(area, CellSizeMetres, crs);
    }

    /// <summary>Marks the nodes that lie on some sheets: one flag a node, row after row from the north-west corner.</summary>
    public static bool[] SheetMask(GridGeometry geometry, params IReadOnlyList<string> sheets) =>
        PolygonRaster.Inside(geometry, sheets.Select(sheet => Sheet.Parse(sheet).Outline(geometry.Crs)));

    private static PointSet PointsOf(DataPackage package, string sheet, (string Survey, string Column, bool Logarithmic, bool ByLines) source)
    {
        var table = SurveyTable.Open(package, source.Survey, [sheet]);
        if (source.ByLines && LineColumns.All(column => table.Fields.Any(field => field.Name == column)))
            return LevelledLines(table.Lines(source.Column));
        var points = table.Points(source.Column);
        if (!source.Logarithmic)
            return points;
        var least = points.Values.Min();
        return least > 0
            ? points with { Values = [.. points.Values.Select(MathF.Log10)] }
            : throw new InvalidDataException(FormattableString.Invariant($"'{source.Survey}', sheet {sheet}, column '{source.Column}': expected contents above 0, whose logarithm is gridded; found {least}"));
    }

    // Spikes first: one of them at a crossover would bend the line's correction. Levels of sheets come after, since they compare blocks along common edges.
    private static PointSet LevelledLines(LineSet lines)
    {
        var despiked = Despiking.Of(lines).Lines;
        var both = despiked.Lines.Any(line => line.IsTie) && despiked.Lines.Any(line => !line.IsTie);
        return (both ? TieLevelling.Of(despiked).Lines : despiked).ToPoints();
    }

    private static FieldSetting SettingOf(DataPackage package, GridGeometry geometry)
    {
        var field = package.InducingField
            ?? throw new InvalidDataException($"package '{package.Name}': expected \"inducingField\" (inclination and declination of the magnetic survey); there is none, and without it no anomaly can be reduced to the pole");
        return new(
            field.InclinationDegrees, field.DeclinationDegrees,
            GeographicPlace.ConvergenceDegrees(geometry.Crs, new((geometry.West + geometry.East) / 2, (geometry.South + geometry.North) / 2)));
    }
}
