using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Folds;

/// <summary>
/// Ground to train on and other ground to judge on, with a strip between them that takes part in neither: neighbouring nodes
/// resemble each other, and a network judged next to its training ground is judged on what it has seen.
/// </summary>
/// <param name="Geometry">The nodes.</param>
/// <param name="Training">One flag a node: labels here may train.</param>
/// <param name="Test">One flag a node: labels here judge.</param>
/// <param name="BufferMetres">Least distance between the two.</param>
public sealed record SpatialSplit(GridGeometry Geometry, bool[] Training, bool[] Test, double BufferMetres)
{
    /// <summary>True for a split dealt at random: it is kept only to show what leakage looks like, is drawn in red, and never passes the leakage test.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Share of a target's known labels outside the test ground that is left to train on; the rest lies in the strip.</summary>
    public double TrainingShareOf(TargetLabels labels) =>
        (double)labels.Where(Training).KnownCount / Math.Max(1, labels.KnownCount - labels.Where(Test).KnownCount);

    /// <summary>Keeps some ground for judging, and a strip about it out of training.</summary>
    /// <param name="geometry">The nodes.</param>
    /// <param name="test">The ground to judge on.</param>
    /// <param name="bufferMetres">Width of the strip.</param>
    public static SpatialSplit HoldOut(GridGeometry geometry, bool[] test, double bufferMetres)
    {
        var distance = DistanceTransform.Metres(geometry, test);
        return new(geometry, [.. distance.Select(metres => metres > bufferMetres)], test, bufferMetres);
    }

    /// <summary>How far each known test node lies from the nearest known training node, in metres, in the order of the nodes; infinite when nothing trains.</summary>
    public IReadOnlyList<float> DistancesToTraining(TargetLabels labels)
    {
        var distance = DistanceTransform.Metres(Geometry, [.. labels.Where(Training).Values.Select(value => value != TargetLabels.Unknown)]);
        return [.. distance.Where((_, node) => Test[node] && labels.Values[node] != TargetLabels.Unknown)];
    }

    /// <summary>What the split leaves of a target, in a line: how much ground judges, how much is left to train on.</summary>
    public string SummaryOf(TargetLabels labels)
    {
        var (test, training) = (labels.Where(Test), labels.Where(Training));
        return FormattableString.Invariant(
            $"{(IsRandom ? "RANDOM, for comparison only: " : "")}{test.KnownCount} nodes judge ({test.Prevalence:P1} present), {training.KnownCount} train ({training.Prevalence:P1} present): {TrainingShareOf(labels):P0} of the known ground outside the test ground, the rest lies in the strip of {BufferMetres / 1000:0.#} km");
    }

    /// <summary>
    /// The leakage test: throws when a known training label lies within the buffer of a known test label. It looks at the labels that
    /// really go into training, whatever was done to them since the split was made. Fields without labels are no leak: they are measured over test ground too, and a filter may reach across the edge.
    /// </summary>
    /// <exception cref="InvalidOperationException">A training label is too near, or the split was dealt at random.</exception>
    public void RequireNoLeak(TargetLabels training, TargetLabels test)
    {
        if (IsRandom)
            throw new InvalidOperationException($"target '{training.Target}': expected a split in space; this one was dealt at random, its test nodes lie beside training nodes, and what it scores is leakage");
        var distance = DistanceTransform.Metres(Geometry, [.. test.Values.Select(value => value != TargetLabels.Unknown)]);
        for (var node = 0; node < distance.Length; node++)
            if (training.Values[node] != TargetLabels.Unknown && distance[node] <= BufferMetres)
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"target '{training.Target}': a training label at row {node / Geometry.Columns}, column {node % Geometry.Columns} lies {distance[node]:0} m from a test label; expected more than {BufferMetres:0} m"));
    }
}
