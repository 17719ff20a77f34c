using System.IO.Compression;
using GeoNotebooks.Figures;
using GeoNotebooks.Grids;

namespace GeoNotebooks.Reports;

/// <summary>
/// A raster as the page carries it: whole codes of 16 bits, 0 for a node without a value, otherwise 1 + (value - low) / step. Each code is predicted from its western, northern and north-western
/// neighbours (W + N - NW, selection 4 of lossless JPEG, ITU-T T.81, 1992), the differences are folded to small positive numbers, split into low and high bytes, packed by zlib and written in base64.
/// </summary>
/// <param name="Rows">Number of rows, row 0 northernmost.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Side">Nodes of the data along the side of one of these.</param>
/// <param name="Low">The value of code 1.</param>
/// <param name="Step">The difference between two codes.</param>
/// <param name="Codes">The largest code.</param>
/// <param name="Payload">The packed codes.</param>
internal sealed record MapPageRaster(int Rows, int Columns, int Side, double Low, double Step, int Codes, string Payload)
{
    /// <summary>Steps across the range of the colours: what a palette of 256 colours can show.</summary>
    public const int StepsOfColours = 250;

    private const int MostCodes = ushort.MaxValue;

    /// <summary>A layer, each node the mean of a block of nodes with so many a side.</summary>
    public static MapPageRaster Of(GridLayer layer, int side)
    {
        var grid = BlockMean.Of(layer.Grid, side);
        if (layer.Range is not { } colours)
            return Of(grid, side, 0, 1);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in grid.Values)
            if (float.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return Of(grid, side, low, Math.Max((colours.High - colours.Low) / StepsOfColours, (high - low) / (MostCodes - 1)));
    }

    /// <summary>A grid in steps of its own.</summary>
    public static MapPageRaster Of(Grid grid, int side, double low, double step)
    {
        var codes = new ushort[grid.Values.Length];
        for (var i = 0; i < codes.Length; i++)
            if (float.IsFinite(grid.Values[i]))
                codes[i] = (ushort)Math.Clamp(1 + Math.Round((grid.Values[i] - low) / step), 1, MostCodes);
        return new(grid.Rows, grid.Columns, side, low, step, codes.Max(), Packed(codes, grid.Columns));
    }

    private static string Packed(ushort[] codes, int columns)
    {
        var bytes = new byte[2 * codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var west = i % columns > 0 ? codes[i - 1] : 0;
            var north = i >= columns ? codes[i - columns] : 0;
            var northWest = i % columns > 0 && i >= columns ? codes[i - columns - 1] : 0;
            var difference = (short)(codes[i] - west - north + northWest);
            var folded = (ushort)((difference << 1) ^ (difference >> 15));
            (bytes[i], bytes[codes.Length + i]) = ((byte)folded, (byte)(folded >> 8));
        }
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
