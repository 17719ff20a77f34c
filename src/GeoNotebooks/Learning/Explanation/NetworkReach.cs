using GeoNotebooks.Features;
using GeoNotebooks.Tiles;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>How much of a network's answer comes from a distance.</summary>
/// <param name="DistanceMetres">Distance of the hidden square's middle from the node.</param>
/// <param name="Change">Mean size of the change of the answer when one square at that distance is hidden.</param>
/// <param name="Share">Share of all change that squares up to that distance make, each ring counted with as many squares as it has room for.</param>
public sealed record ReachStep(double DistanceMetres, double Change, double Share);

/// <summary>
/// How far a network looks: squares of ground are hidden at growing distances from a node, in eight directions, and the change of the answer at that node is read. A theoretical receptive field says how far it could look;
/// what it uses is less (Luo, Li, Urtasun and Zemel, 2016, NIPS 29, on effective receptive fields).
/// </summary>
/// <param name="Target">The target.</param>
/// <param name="Nodes">Number of nodes looked at.</param>
/// <param name="Steps">The curve, from the node outwards to the edge of a window.</param>
public sealed record NetworkReach(string Target, int Nodes, IReadOnlyList<ReachStep> Steps)
{
    private const int Directions = 8;

    /// <summary>Measures the curve.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Must hold the channels of the card.</param>
    /// <param name="nodes">One flag a node: where the answer is watched. Nodes whose window, which has them in its middle, lies within the grid are preferred, since ground beyond an edge is ground nearer by, mirrored.</param>
    /// <param name="options">Side of the squares and reading; the stride plays no part.</param>
    /// <param name="mostNodes">At most so many of them are drawn.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">No node is chosen, or an option is out of range.</exception>
    /// <exception cref="InvalidDataException">The stack does not fit the card.</exception>
    public static NetworkReach Of(
        TargetModel model, FeatureStack stack, bool[] nodes, OcclusionOptions? options = null, int mostNodes = 24, int seed = 1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (mostNodes < 1)
            throw new ArgumentException($"the reach of a network is measured at one node at least; found {mostNodes}");
        options ??= new();
        var view = NetworkView.Of(model, stack);
        var (side, _) = options.Nodes(stack.Geometry.CellWidthMetres);
        var windows = Windows(view, nodes, mostNodes, seed);
        var centre = view.Size / 2 * view.Size + view.Size / 2;
        var places = (
            from step in Enumerable.Range(0, Math.Max(1, (view.Size - side) / (2 * side) + 1))
            from direction in Enumerable.Range(0, step == 0 ? 1 : Directions)
            let angle = 2 * Math.PI * direction / Directions
            select (Step: step, Row: PlaceOf(step * Math.Sin(angle)), Column: PlaceOf(step * Math.Cos(angle)))).ToList();
        var before = new double[windows.Count];
        view.Look(windows.Count, (i, into) => view.Fill(windows[i], view.Channels, into), (i, logits) => before[i] = options.Of(logits[centre]), null, cancellation);
        var changes = new double[places[^1].Step + 1];
        view.Look(windows.Count * places.Count, (i, into) =>
        {
            view.Fill(windows[i / places.Count], view.Channels, into);
            HideWithin(into, places[i % places.Count]);
        }, (i, logits) => changes[places[i % places.Count].Step] += Math.Abs(options.Of(logits[centre]) - before[i / places.Count]), share => progress?.Report(share), cancellation);
        var means = changes.Select((sum, step) => sum / (windows.Count * (step == 0 ? 1 : Directions))).ToList();
        var rings = means.Select((mean, step) => mean * (step == 0 ? 1 : 2 * Math.PI * step)).ToList();
        var (all, within) = (rings.Sum(), 0.0);
        return new(view.Target, windows.Count, [.. means.Select((mean, step) => new ReachStep(step * side * stack.Geometry.CellWidthMetres, mean, all > 0 ? (within += rings[step]) / all : double.NaN))]);

        int PlaceOf(double squares) => (int)Math.Round(view.Size / 2 - (side - 1) / 2.0 + squares * side);

        // By its place in the window and not on the ground: beyond an edge too a square is as far away as it looks.
        void HideWithin(Span<float> input, (int Step, int Row, int Column) place)
        {
            for (var channel = 0; channel < view.Names.Count; channel++)
                for (var r = Math.Max(place.Row, 0); r < Math.Min(place.Row + side, view.Size); r++)
                    for (var c = Math.Max(place.Column, 0); c < Math.Min(place.Column + side, view.Size); c++)
                        input[(channel * view.Size + r) * view.Size + c] = 0;
        }
    }

    /// <summary>Distance within which a share of all change lies, linear between the steps.</summary>
    /// <param name="share">Above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">A share out of range.</exception>
    public double DistanceHolding(double share = 0.9)
    {
        if (!(share is > 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"the distance that holds a share of the change needs a share above 0 and at most 1; found {share}"));
        for (var step = 1; step < Steps.Count; step++)
            if (Steps[step].Share >= share)
            {
                var (near, far) = (Steps[step - 1], Steps[step]);
                return near.Share >= share ? near.DistanceMetres : near.DistanceMetres + (share - near.Share) / (far.Share - near.Share) * (far.DistanceMetres - near.DistanceMetres);
            }
        return Steps[^1].DistanceMetres;
    }

    /// <summary>One row a distance: kilometres, mean change by one square, share of all change up to there.</summary>
    public DataFrame Table() => new(
        new DoubleDataFrameColumn("distance, km", Steps.Select(step => Math.Round(step.DistanceMetres / 1000, 3))),
        new DoubleDataFrameColumn("mean change", Steps.Select(step => Math.Round(step.Change, 5))),
        new DoubleDataFrameColumn("share up to there", Steps.Select(step => Math.Round(step.Share, 4))));

    private static List<NodeWindow> Windows(NetworkView view, bool[] nodes, int mostNodes, int seed)
    {
        var (geometry, half) = (view.Geometry, view.Size / 2);
        var all = view.WindowsOf(nodes).SelectMany(window => window.Nodes).Order().ToArray();
        var within = Array.FindAll(all, node => node / geometry.Columns - half >= 0 && node / geometry.Columns - half + view.Size <= geometry.Rows
            && node % geometry.Columns - half >= 0 && node % geometry.Columns - half + view.Size <= geometry.Columns);
        var drawn = within.Length > 0 ? within : all;
        new Draws(seed).Shuffle(drawn.AsSpan());
        return [.. drawn.Take(mostNodes).Select(node => view.WindowAt(node / geometry.Columns - half, node % geometry.Columns - half, [node]))];
    }
}
