using GeoNotebooks.Features;

namespace GeoNotebooks.Tiles;

/// <summary>
/// The channels of a sampler by their orientation: which pairs are vectors, which channels are one measurement, and whether the ground may be turned at all. Components are turned in their own unit
/// and brought back by the scale of their own channel, so that a network sees what it would see had the ground been turned before the survey was normalised.
/// </summary>
internal sealed class OrientedChannels
{
    private readonly (int East, int North)[] _vectors;
    private readonly IReadOnlyList<ChannelScale> _scales;

    /// <summary>Sorts the channels.</summary>
    /// <param name="channels">The normalised channels in order.</param>
    /// <param name="augmentation">What is asked for, and orientations by name.</param>
    /// <exception cref="ArgumentException">Views are to be turned, and a channel depends on one azimuth, or a vector lacks a component or has components in different units.</exception>
    public OrientedChannels(IReadOnlyList<ChannelScale> channels, Augmentation augmentation)
    {
        _scales = channels;
        var orientations = channels.Select(channel => augmentation.OrientationOf(channel.Name)).ToArray();
        var measured = Enumerable.Range(0, channels.Count).Where(c => orientations[c].Kind == OrientationKind.NotReducedToPole).Select(c => $"'{channels[c].Name}'").ToList();
        MayTurn = augmentation.Turns && measured.Count == 0;
        Notes = augmentation.Turns && measured.Count > 0
            ? [$"views are neither turned nor mirrored: {string.Join(", ", measured)} {(measured.Count == 1 ? "is a magnetic field" : "are magnetic fields")} not reduced to the pole, and the inducing field does not turn with the ground"]
            : [];
        if (MayTurn && Array.FindIndex(orientations, orientation => orientation.Kind == OrientationKind.Azimuthal) is >= 0 and var shaded)
            throw new ArgumentException(
                $"channel '{channels[shaded].Name}' depends on one azimuth, as relief shaded from one side does, and cannot be turned or mirrored: take the field that was shaded, or switch Rotations and Reflections off");
        _vectors = !MayTurn ? [] : [.. orientations.Where(orientation => IsComponent(orientation.Kind)).Select(orientation => orientation.Vector).Distinct().Select(vector => PairOf(vector, orientations))];
        Measurements = [.. Enumerable.Range(0, channels.Count).Where(c => !_vectors.Any(pair => pair.North == c)).Select(c =>
            Array.Find(_vectors, pair => pair.East == c) is var pair && pair != default ? new[] { c, pair.North } : [c])];
    }

    /// <summary>True when views are asked to be turned or mirrored and every channel bears it.</summary>
    public bool MayTurn { get; }

    /// <summary>What was switched off and why, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Channels that were measured together, in groups: the two components of a vector, each other channel alone.</summary>
    public IReadOnlyList<int[]> Measurements { get; }

    /// <summary>Turns the vectors of a view whose nodes were turned already.</summary>
    /// <param name="view">The view: mirrored first, then turned counter-clockwise.</param>
    /// <param name="values">Its values, axis order (node, channel).</param>
    public void Turn(TileView view, Span<float> values)
    {
        if (view is { Degrees: 0, Mirrored: false })
            return;
        var (sine, cosine, mirror) = (double.SinPi(view.Degrees / 180), double.CosPi(view.Degrees / 180), view.Mirrored ? -1.0 : 1.0);
        foreach (var (east, north) in _vectors)
        {
            var (e, n) = (_scales[east], _scales[north]);
            for (var node = 0; node < values.Length; node += _scales.Count)
            {
                var x = mirror * (values[node + east] * e.Scale + e.Median);
                var y = values[node + north] * n.Scale + n.Median;
                values[node + east] = (float)((x * cosine - y * sine - e.Median) / e.Scale);
                values[node + north] = (float)((x * sine + y * cosine - n.Median) / n.Scale);
            }
        }
    }

    private (int East, int North) PairOf(string? vector, ChannelOrientation[] orientations)
    {
        var east = Members(OrientationKind.EastComponent);
        var north = Members(OrientationKind.NorthComponent);
        if (east is not [var e] || north is not [var n])
            throw new ArgumentException($"vector '{vector}': expected one eastward and one northward component among the channels, since they turn into each other; found {east.Length} and {north.Length}");
        if (_scales[e].Unit != _scales[n].Unit)
            throw new ArgumentException($"vector '{vector}': expected both components in one unit; found '{_scales[e].Name}' in {_scales[e].Unit} and '{_scales[n].Name}' in {_scales[n].Unit}");
        return (e, n);

        int[] Members(OrientationKind kind) => [.. Enumerable.Range(0, orientations.Length).Where(c => orientations[c].Kind == kind && orientations[c].Vector == vector)];
    }

    private static bool IsComponent(OrientationKind kind) => kind is OrientationKind.EastComponent or OrientationKind.NorthComponent;
}
