using GeoNotebooks.Grids;
using GeoNotebooks.Learning;
using GeoNotebooks.Tiles;

namespace GeoNotebooks.Prospects;

/// <summary>The spread of the target maps, carried into the score by drawing (Monte Carlo).</summary>
public static class ProspectivityDraws
{
    /// <summary>
    /// Maps of the score as they might have been. In each draw a target's probabilities are all raised or lowered together, by one normal number times their spread, and kept within 0 and 1: what networks disagree about they
    /// disagree about over wide ground, and numbers drawn node by node would average out in every zone.
    /// </summary>
    /// <param name="concept">The signs.</param>
    /// <param name="targets">Each target's probability and spread, by its name, all on the same nodes.</param>
    /// <param name="count">How many draws; each is made when it is looked at.</param>
    /// <param name="seed">Same seed, same draws.</param>
    public static IEnumerable<Grid> Of(ConceptModel concept, IReadOnlyDictionary<string, TargetMap> targets, int count, long seed)
    {
        for (var draw = 0; draw < count; draw++)
        {
            var numbers = new Draws(seed, draw);
            var drawn = concept.Signs.Select(sign => sign.Target).Distinct().Where(targets.ContainsKey).ToDictionary(target => target, target => Moved(targets[target], numbers.Bell()));
            yield return ProspectivityMap.Converge(concept, drawn);
        }
    }

    private static Grid Moved(TargetMap map, float by)
    {
        var values = new float[map.Probability.Values.Length];
        for (var node = 0; node < values.Length; node++)
            values[node] = Math.Clamp(map.Probability.Values[node] + by * map.Spread.Values[node], 0, 1);
        return map.Probability with { Values = values };
    }
}
