using GeoNotebooks.Grids;
using GeoNotebooks.Surveys;

namespace GeoNotebooks.Gridding;

/// <summary>What a method found at some places.</summary>
/// <param name="Values">One a place; NaN where there is no answer.</param>
/// <param name="Variances">The method's own variance at each place; null where it has none or none was wanted.</param>
/// <param name="Note">What the method fitted to the points, in one sentence.</param>
internal sealed record Estimates(float[] Values, float[]? Variances = null, string? Note = null);

/// <summary>A method that answers at any place, not on nodes alone: its coordinates can be stretched, its nodes rotated.</summary>
internal interface IScatteredMethod : IGriddingMethod
{
    /// <summary>Estimates the field at places.</summary>
    /// <param name="points">Points that have passed <see cref="GriddingCheck"/>.</param>
    /// <param name="places">Where.</param>
    /// <param name="withVariance">Whether variances are wanted.</param>
    /// <param name="progress">Told the share of the places that are done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Estimates Estimate(PointSet points, Places places, bool withVariance, IProgress<double>? progress, CancellationToken cancellationToken);
}

/// <summary>The way from places to a grid that all of these methods share.</summary>
internal static class ScatteredGridding
{
    /// <summary>Places that one worker takes at a time.</summary>
    private const int Chunk = 256;

    public static Grid OnNodes(this IScatteredMethod method, PointSet points, GridGeometry geometry, CancellationToken cancellationToken)
    {
        var ready = GriddingCheck.Spread(GriddingCheck.Clean(points, geometry));
        return new(geometry, method.Estimate(ready, Places.OfNodes(geometry), false, null, cancellationToken).Values, points.Name, points.Unit);
    }

    /// <summary>Calls a worker for each place, neighbours on one thread; what a worker keeps between places belongs to one chunk.</summary>
    public static void ForEach<TWorker>(Places places, Func<TWorker> worker, Action<TWorker, int> at, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var meter = new ShareMeter(places.Count, progress);
        Parallel.For(0, (places.Count + Chunk - 1) / Chunk, new ParallelOptions { CancellationToken = cancellationToken }, worker, (chunk, _, own) =>
        {
            var (from, to) = (chunk * Chunk, Math.Min(places.Count, (chunk + 1) * Chunk));
            for (var place = from; place < to; place++)
                at(own, place);
            meter.Add(to - from);
            return own;
        }, _ => { });
    }
}
