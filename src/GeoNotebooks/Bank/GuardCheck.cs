namespace GeoNotebooks.Bank;

/// <summary>What the guard looks at.</summary>
public enum GuardCheck
{
    /// <summary>Whether the card itself says what the guard needs.</summary>
    Card,

    /// <summary>Whether each channel is there, and varies.</summary>
    Channel,

    /// <summary>Units.</summary>
    Unit,

    /// <summary>The measured quantity that a channel comes from.</summary>
    Quantity,

    /// <summary>What was done to it.</summary>
    Transform,

    /// <summary>Inclination and declination of the field.</summary>
    Inclination,

    /// <summary>Distance between nodes.</summary>
    CellSize,

    /// <summary>System of the coordinates, and whether its metres are metres on the ground.</summary>
    Coordinates,

    /// <summary>Whether a whole tile fits.</summary>
    Extent,

    /// <summary>Primary points in a tile.</summary>
    Points,

    /// <summary>Distance between lines or stations.</summary>
    Spacing,

    /// <summary>Ground without values.</summary>
    Gaps,

    /// <summary>Distribution of a channel's values.</summary>
    Values,

    /// <summary>Ground unlike any that the network has seen.</summary>
    Likeness,

    /// <summary>Generated ground for measured ground, or the other way round.</summary>
    Kind,
}
