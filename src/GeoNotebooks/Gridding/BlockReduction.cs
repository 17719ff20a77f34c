namespace GeoNotebooks.Gridding;

/// <summary>How the points of one cell become one: the place is reduced as the value is.</summary>
public enum BlockReduction
{
    /// <summary>The mean of the eastings, of the northings and of the values: least noise.</summary>
    Mean,

    /// <summary>The median of each, on its own: a spike among three or more points of a cell is left out.</summary>
    Median,
}
