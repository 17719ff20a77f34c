using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic.Numerics;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>Where a region lies: its sheets, and the torus about them on which it is modelled.</summary>
internal abstract class RegionFrame
{
    public const double CellMetres = 250;

    /// <param name="sheets">Names of the sheets.</param>
    /// <param name="crs">System of all coordinates.</param>
    /// <param name="rows">Rows of the torus.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="anchor">A place that is a node; null for the middle of the sheets.</param>
    protected RegionFrame(IReadOnlyList<string> sheets, Crs crs, int rows, int columns, Coordinate? anchor)
    {
        Crs = crs;
        Sheets = [.. sheets.Select(name => Sheet.Parse(name))];
        Outlines = [.. Sheets.Select(sheet => sheet.Outline(crs))];
        Area = new();
        foreach (var outline in Outlines)
            Area.ExpandToInclude(outline.EnvelopeInternal);
        anchor ??= new(Math.Round(Area.Centre.X / CellMetres) * CellMetres, Math.Round(Area.Centre.Y / CellMetres) * CellMetres);
        AnchorColumn = (int)Math.Round((anchor.X - Area.Centre.X) / CellMetres) + columns / 2;
        AnchorRow = (int)Math.Round((Area.Centre.Y - anchor.Y) / CellMetres) + rows / 2;
        Torus = new(new(rows, columns, anchor.X - AnchorColumn * CellMetres, anchor.Y + AnchorRow * CellMetres, CellMetres, CellMetres, crs));
        SheetAt = SheetsOfNodes();
    }

    public Crs Crs { get; }

    public IReadOnlyList<Sheet> Sheets { get; }

    public IReadOnlyList<Polygon> Outlines { get; }

    /// <summary>The rectangle about all sheets.</summary>
    public Envelope Area { get; }

    public Torus Torus { get; }

    /// <summary>The node of the torus that the anchor is.</summary>
    protected int AnchorRow { get; }

    protected int AnchorColumn { get; }

    /// <summary>Index of the sheet that holds each node, -1 outside all of them.</summary>
    public sbyte[] SheetAt { get; }

    /// <summary>True when a point lies in one of the sheets.</summary>
    public bool Holds(double x, double y) =>
        Torus.Geometry.NodeAt(x, y) is { } node && SheetAt[node] >= 0;

    /// <summary>True when a point lies inside a ring, by crossings of a ray (Shimrat 1962, CACM 5, 434).</summary>
    public static bool Inside(Coordinate[] ring, double x, double y)
    {
        var inside = false;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            if (ring[i].Y > y != ring[j].Y > y && x < (ring[j].X - ring[i].X) * (y - ring[i].Y) / (ring[j].Y - ring[i].Y) + ring[i].X)
                inside = !inside;
        return inside;
    }

    private sbyte[] SheetsOfNodes()
    {
        var found = new sbyte[Torus.Count];
        Array.Fill(found, (sbyte)-1);
        var geometry = Torus.Geometry;
        for (var s = 0; s < Outlines.Count; s++)
        {
            var ring = Outlines[s].Coordinates;
            var bounds = Outlines[s].EnvelopeInternal;
            int top = Math.Max(0, (int)geometry.RowAt(bounds.MaxY)), bottom = Math.Min(geometry.Rows - 1, (int)geometry.RowAt(bounds.MinY) + 1);
            int left = Math.Max(0, (int)geometry.ColumnAt(bounds.MinX)), right = Math.Min(geometry.Columns - 1, (int)geometry.ColumnAt(bounds.MaxX) + 1);
            for (var row = top; row <= bottom; row++)
                for (var column = left; column <= right; column++)
                    if (Inside(ring, geometry.X(column), geometry.Y(row)))
                        found[row * geometry.Columns + column] = (sbyte)s;
        }
        return found;
    }
}
