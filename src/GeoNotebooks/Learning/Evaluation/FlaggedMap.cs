using GeoNotebooks.Grids;
using GeoNotebooks.Targets;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>A map made ready for looking objects up in it, at a threshold that flags a given share of the ground without the target.</summary>
/// <param name="Scores">What is flagged from the threshold on: the map itself, and of lines the traces that it draws, not the bands that it is sure of (<see cref="LineTraces"/>).</param>
/// <param name="Threshold">Scores from here on are flagged.</param>
public sealed record FlaggedMap(Grid Scores, float Threshold)
{
    /// <summary>Chooses the threshold.</summary>
    /// <param name="map">Scores or probabilities out of fold.</param>
    /// <param name="isLine">Whether the target is a line (<see cref="TargetPlan.IsLine"/>). Its traces are counted with the tolerance about them, since a fault within it counts as found.</param>
    /// <param name="truth">Where the target is and is not, on judged ground.</param>
    /// <param name="blocks">Block of each node, as <see cref="ScoredGround"/> takes them.</param>
    /// <param name="absentShare">Share of the nodes without the target that may be flagged.</param>
    /// <param name="options">When an object is found.</param>
    /// <exception cref="InvalidDataException">No node is without the target.</exception>
    public static FlaggedMap Of(Grid map, bool isLine, TargetLabels truth, int[] blocks, double absentShare = 0.02, FoundOptions? options = null)
    {
        options ??= new();
        var scores = isLine ? LineTraces.Of(map, options.LeastSegmentMetres) : map;
        var counted = isLine ? FlagThreshold.Widened(scores, options.ToleranceMetres) : map;
        return new(scores, FlagThreshold.OfAbsentShare(ScoredGround.Of(counted, truth, blocks), absentShare));
    }

    /// <summary>Looks each object of a known truth up.</summary>
    /// <param name="truth">The objects, as <see cref="FoundObjects.Of"/> takes them.</param>
    /// <param name="judged">One flag a node: ground that counts.</param>
    /// <param name="options">When an object is found.</param>
    public FoundObjects Find(VectorLayer truth, bool[] judged, FoundOptions? options = null) => FoundObjects.Of(Scores, Threshold, truth, judged, options);
}
