using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;
using GeoNotebooks.Synthetic.Numerics;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Synthetic.Geology;

/// <summary>
/// Where the region lies: its fifteen sheets, and the torus of 320 km by 288 km about them on which it is modelled. Natalka is a node.
/// </summary>
internal sealed class KolymaFrame
{
    public const double CellMetres = 250;
    private const int Rows = 1152;
    private const int Columns = 1280;

    /// <summary>Strike of the folds: azimuth from grid north. The Ayan-Yuryakh anticlinorium and the Inyali-Debin synclinorium run north-west.</summary>
    public const double StrikeDegrees = 318;

    public KolymaFrame()
    {
        var crs = Crs.Pulkovo1942GaussKruger25;
        Sheets = [.. KolymaOptions.AllSheets.Select(name => Sheet.Parse(name))];
        Outlines = [.. Sheets.Select(sheet => sheet.Outline(crs))];
        Area = new();
        foreach (var outline in Outlines)
            Area.ExpandToInclude(outline.EnvelopeInternal);
        // 61 deg 38' 49" N, 147 deg 48' 36" E: the Natalka deposit, which the region's Omchak cluster covers.
        Natalka = Sheet.ProjectedToZone25(61 + 38 / 60.0 + 49 / 3600.0, 147 + 48 / 60.0 + 36 / 3600.0);
        NatalkaColumn = (int)Math.Round((Natalka.X - Area.Centre.X) / CellMetres) + Columns / 2;
        NatalkaRow = (int)Math.Round((Area.Centre.Y - Natalka.Y) / CellMetres) + Rows / 2;
        Torus = new(new(Rows, Columns, Natalka.X - NatalkaColumn * CellMetres, Natalka.Y + NatalkaRow * CellMetres, CellMetres, CellMetres, crs));
        SheetAt = SheetsOfNodes();
    }

    public IReadOnlyList<Sheet> Sheets { get; }

    public IReadOnlyList<Polygon> Outlines { get; }

    /// <summary>The rectangle about all sheets.</summary>
    public Envelope Area { get; }

    public Coordinate Natalka { get; }

    public int NatalkaRow { get; }

    public int NatalkaColumn { get; }

    public Torus Torus { get; }

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
            int top = Math.Max(0, (int)geometry.RowAt(bounds.MaxY)), bottom = Math.Min(Rows - 1, (int)geometry.RowAt(bounds.MinY) + 1);
            int left = Math.Max(0, (int)geometry.ColumnAt(bounds.MinX)), right = Math.Min(Columns - 1, (int)geometry.ColumnAt(bounds.MaxX) + 1);
            for (var row = top; row <= bottom; row++)
                for (var column = left; column <= right; column++)
                    if (Inside(ring, geometry.X(column), geometry.Y(row)))
                        found[row * Columns + column] = (sbyte)s;
        }
        return found;
    }
}
