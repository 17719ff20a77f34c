using GeoNotebooks.Figures;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Reports;

/// <summary>
/// One interactive map of a study as one HTML file that needs nothing beside it and no network: rasters to switch, relief shading, zones, clusters and sheets, a slider that
/// takes the best part of the area and recounts it, and the values and both kinds of coordinates under the pointer.
/// </summary>
/// <remarks>
/// Values are rounded to 1/250 of the range of their colours, which the page says, predicted from their neighbours, packed as zlib does and written in base64; the browser unpacks them with
/// <c>DecompressionStream</c>, which works for a file without a server. Not PNG: browsers that guard against fingerprinting alter what a script reads back from a canvas, and with it the values. Areas and clusters are
/// counted here, from the values as they are, never from the rounded ones.
/// </remarks>
public sealed record MapPage
{
    /// <summary>Name of the page in a run folder, where the page of the run links it.</summary>
    public const string FileName = "map.html";

    /// <summary>A map of a score and of what it was made from.</summary>
    /// <param name="title">The title.</param>
    /// <param name="source">Where the data come from; generated data carry a badge.</param>
    /// <param name="score">The layer that is shown first and that the slider cuts, higher is better. Its nodes are those of the page; its system is projected, in metres.</param>
    /// <param name="groups">Other rasters on the same nodes, by headings.</param>
    /// <exception cref="InvalidDataException">The score has no value, lies on a rotated grid or in degrees, or another raster lies on other nodes.</exception>
    public MapPage(string title, FigureSource source, GridLayer score, params IReadOnlyList<MapPageGroup> groups)
    {
        if (!Array.Exists(score.Grid.Values, float.IsFinite))
            throw new InvalidDataException($"map page '{title}': expected a score with values; none of the {score.Grid.Rows} x {score.Grid.Columns} nodes of '{score.Name}' has one");
        score.Grid.Geometry.RequireUnrotated($"map page '{title}'");
        if (score.Grid.Geometry.Crs.IsGeographic)
            throw new InvalidDataException($"map page '{title}': expected a score in metres of a projected system; '{score.Name}' is in degrees of {score.Grid.Geometry.Crs}");
        foreach (var layer in groups.SelectMany(group => group.Layers))
            score.Grid.RequireSameNodes(layer.Grid.Geometry, layer.Name);
        (Title, Source, Score, Groups) = (title, source, score, groups);
    }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>Where the data come from.</summary>
    public FigureSource Source { get; }

    /// <summary>The layer that the slider cuts.</summary>
    public GridLayer Score { get; }

    /// <summary>The other rasters.</summary>
    public IReadOnlyList<MapPageGroup> Groups { get; }

    /// <summary>A line under the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>A grid on the nodes of the score, such as heights, whose slopes shade the rasters; null for none.</summary>
    /// <exception cref="InvalidDataException">It lies on other nodes.</exception>
    public Grid? Relief
    {
        get;
        init
        {
            if (value is not null)
                Score.Grid.RequireSameNodes(value.Geometry, value.Name);
            field = value;
        }
    }

    /// <summary>
    /// Zones, each named by its attribute <c>name</c>, or else by its <c>rank</c>. A click shows all attributes as a card; texts may have several lines. Null for none.
    /// </summary>
    /// <exception cref="InvalidDataException">They are in another system than the score.</exception>
    public VectorLayer? Zones
    {
        get;
        init => field = InSystem(value);
    }

    /// <summary>Known clusters, each named by its attribute <c>name</c>: polygons, or points that stand for the cell about them. Null for none.</summary>
    /// <exception cref="InvalidDataException">They are in another system than the score.</exception>
    public VectorLayer? Clusters
    {
        get;
        init => field = InSystem(value);
    }

    /// <summary>Outlines of survey sheets, each named by its attribute <c>name</c>. Null for none.</summary>
    /// <exception cref="InvalidDataException">They are in another system than the score.</exception>
    public VectorLayer? Sheets
    {
        get;
        init => field = InSystem(value);
    }

    /// <summary>Attribute of a zone that holds the relative path of a file about it, which its card then links; not shown as a value.</summary>
    public string LinkAttribute { get; init; } = "link";

    /// <summary>How long the file may be. Where it would be longer, the heaviest rasters are averaged in blocks of nodes until it is not, and the page says which.</summary>
    public int MostBytes { get; init; } = 15_000_000;

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The page does not fit into <see cref="MostBytes"/> however far its rasters are averaged.</exception>
    public void Write(string path, CancellationToken cancellationToken = default) => AtomicFile.WriteText(path, MapPageHtml.Of(this, cancellationToken));

    private VectorLayer? InSystem(VectorLayer? layer) => layer is null || layer.Crs == Score.Grid.Geometry.Crs
        ? layer
        : throw new InvalidDataException($"map page '{Title}': layer '{layer.Name}' is in {layer.Crs}, the score in {Score.Grid.Geometry.Crs}: bring both into one system first");
}
