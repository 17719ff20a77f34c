using GeoNotebooks.Grids;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>Choices of nodes that a network is asked about.</summary>
public static class ExplainedNodes
{
    /// <summary>The most probable nodes of a map, or of a zone of it.</summary>
    /// <param name="probability">A map of a target; NaN is never chosen.</param>
    /// <param name="count">How many are chosen at most.</param>
    /// <param name="zone">One flag a node: only these are chosen from; null for the whole map.</param>
    /// <returns>One flag a node. Of equal nodes the northernmost, then the westernmost comes first.</returns>
    /// <exception cref="ArgumentException">A count below 1, another number of flags than nodes, or no node with a value in the zone.</exception>
    public static bool[] MostProbable(Grid probability, int count = 200, bool[]? zone = null)
    {
        if (count < 1 || (zone is not null && zone.Length != probability.Values.Length))
            throw new ArgumentException($"the most probable nodes of '{probability.Name}' need a count of at least 1 and one flag for each of {probability.Values.Length} nodes; found {count} and {zone?.Length ?? probability.Values.Length} flags");
        var chosen = new bool[probability.Values.Length];
        var nodes = Enumerable.Range(0, chosen.Length).Where(node => !float.IsNaN(probability.Values[node]) && (zone is null || zone[node]))
            .OrderByDescending(node => probability.Values[node]).Take(count).ToList();
        if (nodes.Count == 0)
            throw new ArgumentException($"'{probability.Name}' has no value on any node of the zone");
        foreach (var node in nodes)
            chosen[node] = true;
        return chosen;
    }
}
