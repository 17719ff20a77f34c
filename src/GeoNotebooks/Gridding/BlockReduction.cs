namespace GeoNotebooks.Gridding;

/// <summary>What is made of the points that share a cell before a surface is laid through them.</summary>
public enum BlockReduction
{
    /// <summary>Every point stays as it is.</summary>
    None,

    /// <summary>One point a cell, at the mean place with the mean value: least noise.</summary>
    Mean,

    /// <summary>One point a cell, at the median easting and northing with the median value: single spikes have no say.</summary>
    Median,
}
