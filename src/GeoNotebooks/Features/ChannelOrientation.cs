namespace GeoNotebooks.Features;

/// <summary>What a turn or a mirroring of the ground does to the values of a channel.</summary>
public enum OrientationKind
{
    /// <summary>Nothing: a value has no direction (gravity, a field reduced to the pole, a content, the size of a gradient).</summary>
    Scalar,

    /// <summary>The eastward component of a vector, such as a derivative to the east: it mixes with the northward one.</summary>
    EastComponent,

    /// <summary>The northward component of a vector.</summary>
    NorthComponent,

    /// <summary>It depends on one azimuth otherwise than as a component (relief shaded from one side): no view of turned ground can be made from it.</summary>
    Azimuthal,

    /// <summary>A magnetic field that is not reduced to the pole: the inducing field keeps its direction when the ground is turned, so turned anomalies are those of no ground.</summary>
    NotReducedToPole,
}

/// <summary>
/// How a channel goes with a turn of the ground. <see cref="OrientationKind.Scalar"/> unless said otherwise. A magnetic anomaly at inclination I has its high
/// and its low in the direction of the field (Blakely, 1995, Potential Theory in Gravity and Magnetic Applications, section 12.3.1): turn the picture and
/// high and low stand where no field would put them. Reduced to the pole it may be turned as far as magnetisation is induced. Bodies with
/// remanence stay asymmetric even then; turning them says that their magnetisation may have any azimuth, which is a weaker untruth.
/// </summary>
/// <param name="Kind">What a turn does.</param>
/// <param name="Vector">Name of the vector that a component belongs to; null for all other kinds.</param>
public sealed record ChannelOrientation(OrientationKind Kind, string? Vector = null)
{
    /// <summary>No direction.</summary>
    public static ChannelOrientation Scalar { get; } = new(OrientationKind.Scalar);

    /// <summary>Depends on one azimuth.</summary>
    public static ChannelOrientation Azimuthal { get; } = new(OrientationKind.Azimuthal);

    /// <summary>A magnetic field as it was measured.</summary>
    public static ChannelOrientation NotReducedToPole { get; } = new(OrientationKind.NotReducedToPole);

    /// <summary>The eastward component of a vector.</summary>
    public static ChannelOrientation EastOf(string vector) => new(OrientationKind.EastComponent, vector);

    /// <summary>The northward component of a vector.</summary>
    public static ChannelOrientation NorthOf(string vector) => new(OrientationKind.NorthComponent, vector);

    /// <summary>The orientation of a channel that this library knows by name: a recipe's own, that of the merged table's field as measured; scalar for all others.</summary>
    public static ChannelOrientation Of(string channel) =>
        channel == MergedChannels.Prefix + "magnetic_anomaly"
            ? NotReducedToPole
            : ChannelRecipe.All.FirstOrDefault(recipe => recipe.Name == channel)?.Orientation ?? Scalar;
}
