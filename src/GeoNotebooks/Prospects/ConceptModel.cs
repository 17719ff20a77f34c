using System.Text.Json;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Prospects;

/// <summary>One sign of a concept: a target, and how far from it ore is still to be expected.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="ReachMetres">Distance over which the sign fades to exp(-1/2) of its strength.</param>
/// <param name="Weight">Its exponent in the product; the weights are divided by their sum.</param>
/// <param name="Reason">Why the geologist holds that it controls ore.</param>
/// <param name="Source">Where the distance comes from.</param>
public sealed record ConceptSign(string Target, double ReachMetres, double Weight, string Reason, string Source)
{
    /// <summary>The survey that would settle, on the ground, whether the target is there; empty where the geologist names none.</summary>
    public string Survey { get; init; } = "";

    /// <summary>How much of the target the geologist holds to be on the map, above 0 and up to 1 (<see cref="Learning.TargetMap.WithMapped"/>); of use where networks and map speak together.</summary>
    public double MappedShare { get; init; } = 1;
}

/// <summary>
/// A geologist's idea of what controls ore, written down: which targets must come together, how near, and how they make one score. Distances come from literature.
/// </summary>
/// <param name="Name">Name of the idea.</param>
/// <param name="Description">The idea in the geologist's words.</param>
/// <param name="Signs">The signs.</param>
public sealed record ConceptModel(string Name, string Description, IReadOnlyList<ConceptSign> Signs)
{
    /// <summary>How the signs make one score.</summary>
    public Combination Combination { get; init; } = new();

    /// <summary>Reads a concept from its JSON file.</summary>
    /// <exception cref="InvalidDataException">Not JSON, a name that we do not know, no signs, a reach that is not above 0, weights that sum to zero, a combination out of range.</exception>
    public static ConceptModel Read(string path)
    {
        try
        {
            var concept = JsonSerializer.Deserialize<ConceptModel>(File.ReadAllText(path), JsonFormat.Strict);
            if (concept?.Signs is not { Count: > 0 })
                throw new InvalidDataException($"{path}: expected a concept with at least one entry in \"signs\"; found none");
            foreach (var sign in concept.Signs)
                if (!(sign.ReachMetres > 0) || !(sign.Weight >= 0))
                    throw new InvalidDataException($"{path}: sign '{sign.Target}': expected a reach above 0 m and a weight of 0 or more; found {sign.ReachMetres} m and {sign.Weight}");
            foreach (var sign in concept.Signs)
                if (!(sign.MappedShare is > 0 and <= 1))
                    throw new InvalidDataException(FormattableString.Invariant($"{path}: sign '{sign.Target}': expected a mapped share above 0 and up to 1; found {sign.MappedShare}"));
            concept.Combination.Require(concept.Signs.Count);
            return concept.Signs.Sum(sign => sign.Weight) > 0
                ? concept
                : throw new InvalidDataException($"{path}: expected weights that sum to more than 0; found 0");
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{path}: combination: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: expected a concept model as JSON; {exception.Message}", exception);
        }
    }
}
