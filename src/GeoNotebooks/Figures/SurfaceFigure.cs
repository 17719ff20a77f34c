using System.Runtime.CompilerServices;
using GeoNotebooks.Grids;
using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>
/// A field as a surface seen from aside, with a map draped on it: heights from one grid, colours from another. It shows how forms hang together; lengths and places are read from a map, for what stands
/// in front hides what lies behind. Big grids are shown as means of blocks; holes stay open.
/// </summary>
public sealed record SurfaceFigure : Figure
{
    // Two renderings and several sizes ask for the same mesh. A table by instance, since a field would be copied by "with".
    private static readonly ConditionalWeakTable<SurfaceFigure, SurfaceMesh> Meshes = [];

    /// <summary>A surface.</summary>
    /// <param name="title">The title.</param>
    /// <param name="source">Where the data come from.</param>
    /// <param name="height">Heights, row 0 northernmost, NaN for holes; any field will do, terrain or not. In a projected system, rows running east.</param>
    /// <param name="drape">What the colours show, on the same nodes, with its palette, its stretch and its light; the heights themselves when left out.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows or columns.</exception>
    /// <exception cref="InvalidDataException">The drape lies on other nodes, the grid is rotated or in degrees.</exception>
    public SurfaceFigure(string title, FigureSource source, Grid height, GridLayer? drape = null)
        : base(title, source)
    {
        if (height.Rows < 2 || height.Columns < 2)
            throw new ArgumentException($"surface '{title}': two rows and two columns or more are expected; '{height.Name}' has {height.Rows} x {height.Columns} nodes");
        height.Geometry.RequireUnrotated($"surface '{title}'");
        if (height.Geometry.Crs.IsGeographic)
            throw new InvalidDataException($"surface '{title}': expected a grid in metres; '{height.Name}' is in degrees of {height.Geometry.Crs}: bring it into a projected system first");
        if (drape is not null)
            height.RequireSameNodes(drape.Grid.Geometry, drape.Name);
        (Height, Drape) = (height, drape ?? new GridLayer(height));
    }

    /// <summary>The heights.</summary>
    public Grid Height { get; }

    /// <summary>What the colours show. Its light is that of <see cref="GridLayer.Hillshade"/>, or from the north-west where none is given, and always falls on the heights.</summary>
    public GridLayer Drape { get; }

    /// <summary>Where the eye is, in degrees clockwise from grid north: 225 looks from the south-west.</summary>
    public double AzimuthDegrees { get; init; } = 215;

    /// <summary>Height of the eye above the horizon, 5 to 90 degrees; 90 looks straight down.</summary>
    public double ElevationDegrees
    {
        get;
        init => field = value is >= 5 and <= 90 ? value
            : throw new ArgumentException(FormattableString.Invariant($"surface '{Title}': expected an eye 5 to 90 degrees above the horizon; found {value}"));
    } = 38;

    /// <summary>
    /// How many metres high a unit of height is drawn: for heights in metres the vertical exaggeration. Null for a round number that makes the surface about a fifth as high as it is long. It is stated on the figure.
    /// </summary>
    public double? MetresPerUnit
    {
        get;
        init => field = value is null or > 0 and < double.PositiveInfinity ? value
            : throw new ArgumentException(FormattableString.Invariant($"surface '{Title}': expected a unit of height drawn as more than 0 m; found {value}"));
    }

    private protected override string Summary => Drape.Grid == Height ? $"{Drape.Summary}, as a surface" : $"{Drape.Summary} draped on {Height.Name}";

    internal SurfaceMesh Mesh => Meshes.GetValue(this, figure => new(figure));

    internal SurfaceView View => new(AzimuthDegrees, ElevationDegrees);

    /// <summary>What the vertical axis measures.</summary>
    internal string HeightHeading => Height.Unit is "" or "1" ? Height.Name : $"{Height.Name}, {Height.Unit}";

    /// <summary>How heights compare with lengths.</summary>
    internal string ScaleText
    {
        get
        {
            if (Height.Unit == "m")
                return Mesh.MetresPerUnit == 1 ? "Heights and lengths at one scale" : $"Vertical exaggeration {NumberText.Significant(Mesh.MetresPerUnit, 3)}";
            var units = PlotAxes.RoundStep((Mesh.High - Mesh.Low) / 4);
            return $"{$"{NumberText.OfStep(units, units)} {Height.Unit}".TrimEnd()} of height drawn as {NumberText.Significant(units * Mesh.MetresPerUnit / 1000, 3)} km";
        }
    }

    /// <summary>The sentence that stands in a figure without a surface; null otherwise.</summary>
    internal string? NothingToShow => Mesh.HasCell ? null
        : FormattableString.Invariant($"No data: among the {Height.Rows} x {Height.Columns} nodes of '{Height.Name}' there are no four neighbours with a value");

    /// <summary>What else is said under the figure.</summary>
    internal string MeansText => Mesh.Side == 1 ? "" : FormattableString.Invariant($"Means of {Mesh.Side} x {Mesh.Side} nodes");

    internal override int PlotlyHeight => 660;

    internal override float HeightFor(float width) => SurfacePainter.HeightFor(this, width);

    internal override void Draw(Sheet sheet, SKRect area) => SurfacePainter.Draw(this, sheet, area);

    internal override void AddTo(PlotlySheet sheet, PlotlyCell cell) => SurfacePlotly.Add(this, sheet, cell);
}
