using GeoNotebooks.Grids;

namespace GeoNotebooks.Figures;

/// <summary>A surface made ready to draw: means of blocks of nodes where there are too many, each with its place in metres about the middle and its colour.</summary>
internal sealed class SurfaceMesh
{
    /// <summary>Nodes at most: a picture has no room for more, and a page would grow heavy.</summary>
    public const int MostNodes = 40_000;

    private static readonly Rgb Blank = "#d3d3cf";

    public SurfaceMesh(SurfaceFigure figure)
    {
        Side = BlockMean.SideFor(figure.Height.Geometry, MostNodes);
        Heights = BlockMean.Of(figure.Height, Side);
        Drape = BlockMean.Of(figure.Drape.Grid, Side);
        var known = Array.FindAll(Heights.Values, float.IsFinite);
        (Low, High) = known.Length == 0 ? (0, 1) : (known.Min(), known.Max());
        if (High <= Low)
            (Low, High) = (Low - 0.5, High + 0.5);
        var g = Heights.Geometry;
        (Width, Length) = ((g.Columns - 1) * g.CellWidthMetres, (g.Rows - 1) * g.CellHeightMetres);
        // About a fifth of the longer side high, unless told.
        MetresPerUnit = figure.MetresPerUnit ?? PlotAxes.RoundStep(0.2 / 1.6 * Math.Max(Width, Length) / (High - Low));
        var light = ((figure.Drape.Hillshade ?? new Hillshade()) with { Relief = Heights }).Shade(Heights);
        Colours = new Rgb[Heights.Values.Length];
        for (var i = 0; i < Colours.Length; i++)
        {
            var colour = figure.Drape.Range is { } range && float.IsFinite(Drape.Values[i]) ? figure.Drape.Palette.At((Drape.Values[i] - range.Low) / (range.High - range.Low)) : Blank;
            Colours[i] = new(GridRaster.Lit(colour.Red, light[i]), GridRaster.Lit(colour.Green, light[i]), GridRaster.Lit(colour.Blue, light[i]));
        }
    }

    /// <summary>Nodes along the side of a block.</summary>
    public int Side { get; }

    /// <summary>Heights, in their own unit.</summary>
    public Grid Heights { get; }

    /// <summary>What the colours show.</summary>
    public Grid Drape { get; }

    /// <summary>The lowest height.</summary>
    public double Low { get; }

    /// <summary>The highest.</summary>
    public double High { get; }

    /// <summary>West to east, metres.</summary>
    public double Width { get; }

    /// <summary>South to north, metres.</summary>
    public double Length { get; }

    /// <summary>How many metres high a unit of height is drawn.</summary>
    public double MetresPerUnit { get; }

    /// <summary>Lit colours of the nodes; grey where the drape is blank.</summary>
    public Rgb[] Colours { get; }

    /// <summary>From the lowest height to the highest as drawn, metres.</summary>
    public double Rise => (High - Low) * MetresPerUnit;

    /// <summary>A node in metres east, north and up of the middle of the floor; up is NaN for a hole.</summary>
    public (double East, double North, double Up) Place(int row, int column) =>
        (column * Heights.Geometry.CellWidthMetres - Width / 2, Length / 2 - row * Heights.Geometry.CellHeightMetres, (Heights[row, column] - Low) * MetresPerUnit);

    /// <summary>Whether all four nodes of a cell have a height: a cell with a hole in it stays open.</summary>
    public bool IsWhole(int row, int column) =>
        float.IsFinite(Heights[row, column] + Heights[row, column + 1] + Heights[row + 1, column] + Heights[row + 1, column + 1]);

    /// <summary>Whether a cell is whole at all.</summary>
    public bool HasCell => Enumerable.Range(0, Heights.Rows - 1).Any(row => Enumerable.Range(0, Heights.Columns - 1).Any(column => IsWhole(row, column)));
}
