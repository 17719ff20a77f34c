namespace GeoNotebooks.Learning.Explanation;

/// <summary>How the values of a channel are dealt to other ground.</summary>
/// <param name="BlockMetres">Side of the blocks that change places, and of those of the interval: one tile. Where two dealt blocks meet there is a step that the ground does not have; larger blocks have fewer of them.</param>
/// <param name="Deals">How often they are dealt; the drop is the mean over the deals.</param>
/// <param name="Draws">Draws of blocks for the interval.</param>
/// <param name="Seed">Seed of deals and draws.</param>
public sealed record PermutationOptions(double BlockMetres = 12_800, int Deals = 3, int Draws = 200, int Seed = 1)
{
    internal void Require()
    {
        if (Deals < 1 || Draws < 1)
            throw new ArgumentException($"a permutation of channels needs at least one deal and one draw of blocks; found {Deals} and {Draws}");
    }
}
