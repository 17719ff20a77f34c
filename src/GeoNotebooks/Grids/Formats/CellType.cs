namespace GeoNotebooks.Grids.Formats;

/// <summary>How a value is stored in a file of bare cells.</summary>
internal enum CellType
{
    /// <summary>Unsigned, 1 byte.</summary>
    Byte,

    /// <summary>Signed, 1 byte.</summary>
    SByte,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16,

    /// <summary>Signed, 2 bytes.</summary>
    Int16,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32,

    /// <summary>Signed, 4 bytes.</summary>
    Int32,

    /// <summary>IEEE 754, 4 bytes.</summary>
    Single,

    /// <summary>IEEE 754, 8 bytes.</summary>
    Double,
}
