using GeoNotebooks.Grids;

namespace GeoNotebooks.Figures;

/// <summary>
/// Shading by a distant light, as on relief maps: it brings out edges and lineaments that colour alone hides.
/// Slopes are in units of the grid's own typical slope, so that any field can be shaded, not only heights.
/// </summary>
/// <param name="AzimuthDegrees">Where the light comes from, clockwise from grid north.</param>
/// <param name="AltitudeDegrees">Height of the light above the horizon.</param>
/// <param name="Strength">0 leaves the colours as they are, 1 lets full shadow be black.</param>
public sealed record Hillshade(double AzimuthDegrees = 315, double AltitudeDegrees = 45, double Strength = 0.4)
{
    /// <summary>Another grid whose slopes are shown, such as heights under a magnetic map; null for the coloured grid itself. It must lie on the same nodes.</summary>
    public Grid? Relief { get; init; }

    /// <summary>
    /// Brightness of each node, 1 for flat ground, in the grid's order. Gradients by the weights of Horn (1981, Proc. IEEE 69), beside
    /// a hole and at the edge by what neighbours there are (the missing ones take the node's own value).
    /// </summary>
    internal float[] Shade(Grid coloured)
    {
        var grid = Relief ?? coloured;
        coloured.RequireSameNodes(grid.Geometry, grid.Name);
        var (rows, columns) = (grid.Rows, grid.Columns);
        var (east, north) = (new float[grid.Values.Length], new float[grid.Values.Length]);
        double squares = 0;
        var count = 0;
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var own = grid[r, c];
                if (!float.IsFinite(own))
                    continue;
                float Near(int dr, int dc)
                {
                    var value = grid[Math.Clamp(r + dr, 0, rows - 1), Math.Clamp(c + dc, 0, columns - 1)];
                    return float.IsFinite(value) ? value : own;
                }
                var (nw, n, ne, w, e, sw, s, se) = (Near(-1, -1), Near(-1, 0), Near(-1, 1), Near(0, -1), Near(0, 1), Near(1, -1), Near(1, 0), Near(1, 1));
                var i = r * columns + c;
                east[i] = (float)((ne + 2 * e + se - nw - 2 * w - sw) / (8 * grid.Geometry.CellWidthMetres));
                north[i] = (float)((nw + 2 * n + ne - sw - 2 * s - se) / (8 * grid.Geometry.CellHeightMetres));
                squares += east[i] * east[i] + north[i] * north[i];
                count++;
            }
        var typical = count == 0 ? 1 : Math.Sqrt(squares / count);
        var scale = typical > 0 ? 0.5 / typical : 0;
        var (azimuth, altitude) = (AzimuthDegrees * Math.PI / 180, AltitudeDegrees * Math.PI / 180);
        var (lightEast, lightNorth, lightUp) = (Math.Sin(azimuth) * Math.Cos(altitude), Math.Cos(azimuth) * Math.Cos(altitude), Math.Sin(altitude));
        var shade = new float[grid.Values.Length];
        for (var i = 0; i < shade.Length; i++)
        {
            var (gx, gy) = (east[i] * scale, north[i] * scale);
            var cosine = (lightUp - gx * lightEast - gy * lightNorth) / Math.Sqrt(1 + gx * gx + gy * gy);
            shade[i] = (float)(1 + Strength * (Math.Max(cosine, 0) / lightUp - 1));
        }
        return shade;
    }
}
