using System.Buffers.Binary;
using GeoNotebooks.Grids.Formats;
using NetTopologySuite.Geometries;

namespace GeoNotebooks.Targets.Formats;

/// <summary>
/// From the whole numbers of a .map to coordinates: a scale and a shift for each axis, and the quadrant of the origin, by which an axis may run the other
/// way. Coordinates are rounded to the power of ten next to the step, since that is how they were most likely written down.
/// </summary>
internal sealed record TabScale(double Fx, double Fy, double Dx, double Dy, int Quadrant)
{
    /// <summary>Files before this version have no scale; their coordinates have a given number of digits.</summary>
    private const int FirstWithScale = 101;

    public static TabScale Read(GridContent content)
    {
        var header = content.Head;
        double Number(int at) => BinaryPrimitives.ReadDoubleLittleEndian(header.AsSpan(at));
        var version = BinaryPrimitives.ReadInt16LittleEndian(header.AsSpan(0x104));
        var scale = version < FirstWithScale
            ? new TabScale(Math.Pow(10, header[0x160]), Math.Pow(10, header[0x160]), 0, 0, header[0x161])
            : new TabScale(Number(0x170), Number(0x178), Number(0x180), Number(0x188), header[0x161]);
        if (!(scale.Fx > 0) || !(scale.Fy > 0) || !double.IsFinite(scale.Fx) || !double.IsFinite(scale.Fy) || !double.IsFinite(scale.Dx) || !double.IsFinite(scale.Dy) || scale.Quadrant > 4)
            throw content.Broken(FormattableString.Invariant($"expected scales above 0 and a quadrant up to 4; found {scale.Fx}, {scale.Fy} and {scale.Quadrant}"));
        return scale;
    }

    public Coordinate ToCoordinate((int X, int Y) point)
    {
        // Quadrants count from the north-east against the clock; 0 stands for 3 in the oldest files.
        var x = Quadrant is 2 or 3 or 0 ? -(point.X + Dx) / Fx : (point.X - Dx) / Fx;
        var y = Quadrant is 3 or 4 or 0 ? -(point.Y + Dy) / Fy : (point.Y - Dy) / Fy;
        return new(Rounded(x, Fx), Rounded(y, Fy));
    }

    private static double Rounded(double value, double scale)
    {
        var power = Math.Pow(10, Math.Round(Math.Log10(scale)));
        return power is > 1e-15 and < 1e15 && Math.Abs(value) < 1e15 ? Math.Round(value * power) / power : value;
    }
}
