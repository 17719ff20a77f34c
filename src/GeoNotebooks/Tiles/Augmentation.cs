using GeoNotebooks.Features;

namespace GeoNotebooks.Tiles;

/// <summary>
/// How one source tile becomes several views. Turning and mirroring change where things lie, never what they are, so labels go with them node
/// by node. What they do to values is the channel's <see cref="ChannelOrientation"/>: scalars stay; the two components of a vector turn as a vector; a channel that depends on one
/// azimuth (shaded relief) is refused. Where a magnetic channel is not reduced to the pole nothing is turned or mirrored, since the inducing field does not turn with the ground, and
/// <see cref="TileSampler.Notes"/> says so. Reduced to the pole, bodies with remanence are still not symmetric.
/// Noise, gain and lost channels are in normalised units and stand for survey error, for levels that differ between sheets and for surveys that a sheet lacks.
/// </summary>
/// <param name="ViewsPerTile">Views of each source tile in one pass.</param>
/// <param name="Rotations">Turn by 0, 90, 180 or 270 degrees, and a share of the views by any angle.</param>
/// <param name="Reflections">Mirror east and west in half of the views.</param>
/// <param name="NoiseLevel">Standard deviation of noise, independent for each node and channel; 1 is the robust scale of the channel.</param>
/// <param name="GainLevel">Standard deviation of the factor, about 1, by which each channel of a view is multiplied; both components of a vector get one.</param>
/// <param name="FreeAngles">Share of the views that are turned by any angle, rounded to whole views of a tile: 2 of 10, beside which the eight turns by quarters and mirrorings have one each.</param>
/// <param name="DropShare">Share of views in which a channel is set to 0, the normalised median, each channel by itself (a vector as a whole); never all of them.</param>
public sealed record Augmentation(
    int ViewsPerTile = 10, bool Rotations = true, bool Reflections = true, double NoiseLevel = 0.05, double GainLevel = 0.05, double FreeAngles = 0.2, double DropShare = 0.05)
{
    /// <summary>One view, as it was measured.</summary>
    public static Augmentation None { get; } = new(1, false, false, 0, 0, 0, 0);

    /// <summary>Views of each source tile in one pass.</summary>
    public int ViewsPerTile { get; init; } = ViewsPerTile >= 1
        ? ViewsPerTile
        : throw new ArgumentException($"augmentation needs at least 1 view of each tile; found {ViewsPerTile}");

    /// <summary>Share of the views that are turned by any angle.</summary>
    public double FreeAngles { get; init; } = FreeAngles is >= 0 and <= 1
        ? FreeAngles
        : throw new ArgumentException(FormattableString.Invariant($"augmentation needs a share of free angles from 0 to 1; found {FreeAngles}"));

    /// <summary>Share of views in which a channel is dropped.</summary>
    public double DropShare { get; init; } = DropShare is >= 0 and < 1
        ? DropShare
        : throw new ArgumentException(FormattableString.Invariant($"augmentation needs a share of dropped channels from 0 to below 1; found {DropShare}"));

    /// <summary>Orientations by the name of the channel, before what <see cref="ChannelOrientation.Of"/> knows of it; null for none.</summary>
    public IReadOnlyDictionary<string, ChannelOrientation>? Orientations { get; init; }

    /// <summary>The orientation of a channel.</summary>
    public ChannelOrientation OrientationOf(string channel) => Orientations?.GetValueOrDefault(channel) ?? ChannelOrientation.Of(channel);

    /// <summary>True when any view may be turned or mirrored.</summary>
    internal bool Turns => Rotations || Reflections;

    /// <summary>How many of a tile's views are turned by any angle.</summary>
    internal int FreeViews => Rotations ? (int)Math.Round(FreeAngles * ViewsPerTile) : 0;

    /// <summary>The turns by quarters and mirrorings allowed, each once.</summary>
    internal TileTurn[] QuarterTurns() =>
        [.. from quarters in Enumerable.Range(0, Rotations ? 4 : 1) from mirrored in Reflections ? [false, true] : new[] { false } select new TileTurn(quarters, mirrored)];
}
