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

    /// <summary>
    /// The leakage test: throws when a known training label lies within the buffer of a known test label. It looks at the labels that
    /// really go into training, whatever was done to them since the split was made.
    /// </summary>
    /// <exception cref="InvalidOperationException">A training label is too near.</exception>
    public void RequireNoLeak(TargetLabels training, TargetLabels test)
    {
        var distance = DistanceTransform.Metres(Geometry, [.. test.Values.Select(value => value != TargetLabels.Unknown)]);
        for (var node = 0; node < distance.Length; node++)
            if (training.Values[node] != TargetLabels.Unknown && distance[node] <= BufferMetres)
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"target '{training.Target}': a training label at row {node / Geometry.Columns}, column {node % Geometry.Columns} lies {distance[node]:0} m from a test label; expected more than {BufferMetres:0} m"));
    }
}
