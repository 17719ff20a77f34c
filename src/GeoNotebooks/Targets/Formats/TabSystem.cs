using System.Buffers.Binary;
using System.Globalization;
using GeoNotebooks.Grids.Formats;

namespace GeoNotebooks.Targets.Formats;

/// <summary>The coordinate system in the header of a .map.</summary>
internal static class TabSystem
{
    private const int FirstWithDatum = 500;
    private const byte Metre = 7;

    public static MapInfoCoordSys Read(ReadOnlySpan<byte> header)
    {
        var version = BinaryPrimitives.ReadInt16LittleEndian(header[0x104..]);
        int datum = version >= FirstWithDatum ? BinaryPrimitives.ReadInt16LittleEndian(header[0x16A..]) : (short)0;
        var (projection, ellipsoid, unit) = (header[0x16D], header[0x16E], header[0x16F]);
        var parameters = new double[6];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = BinaryPrimitives.ReadDoubleLittleEndian(header[(0x190 + 8 * i)..]);
        // Older versions and custom datums give the ellipsoid and its shift alone.
        if (datum is 0 or 9999 or 9998)
            datum = MapInfoCoordSys.DatumOf(
                ellipsoid, BinaryPrimitives.ReadDoubleLittleEndian(header[0x1C0..]), BinaryPrimitives.ReadDoubleLittleEndian(header[0x1C8..]), BinaryPrimitives.ReadDoubleLittleEndian(header[0x1D0..]));
        var clause = string.Create(CultureInfo.InvariantCulture, $"MapInfo projection {projection}, datum {datum}, unit {unit}, {string.Join(", ", parameters)}");
        return new(projection, datum, unit == Metre, parameters, clause);
    }
}
