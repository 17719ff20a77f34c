using MathNet.Numerics.Distributions;

namespace GeoNotebooks.Learning.Evaluation;

/// <summary>How many objects of one kind a map finds, and how many it finds by chance.</summary>
/// <param name="Name">"mapped", "unmapped, like the mapped", or "hidden" with its class of roof depth.</param>
/// <param name="Objects">Objects looked for.</param>
/// <param name="Found">Those found.</param>
/// <param name="Chance">Found and looked for under each random move of the map; of the objects only those that the moved map covers by half are looked for.</param>
public sealed record FoundGroup(string Name, int Objects, int Found, IReadOnlyList<(int Found, int Objects)> Chance)
{
    /// <summary>Share found.</summary>
    public double Share => (double)Found / Objects;

    /// <summary>Lower end of the share's 95 % interval, each object by itself (Clopper and Pearson 1934, Biometrika 26, 404-413).</summary>
    public double Low => Found == 0 ? 0 : Beta.InvCDF(Found, Objects - Found + 1, 0.025);

    /// <summary>Upper end of that interval.</summary>
    public double High => Found == Objects ? 1 : Beta.InvCDF(Found + 1, Objects - Found, 0.975);

    /// <summary>Mean share found by the moved maps; NaN without moves.</summary>
    public double ChanceMean => Shares() is { Length: > 0 } shares ? shares.Average() : double.NaN;

    /// <summary>2.5 % quantile of the share found by the moved maps.</summary>
    public double ChanceLow => Quantile(0.025);

    /// <summary>97.5 % quantile of it.</summary>
    public double ChanceHigh => Quantile(0.975);

    /// <summary>Share found less the mean share that the moved maps find: what the map knows.</summary>
    public double AboveChance => Share - ChanceMean;

    /// <summary>Name and figures in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: {Found} of {Objects} found ({Low:P0} to {High:P0}); by chance {ChanceMean:P0} ({ChanceLow:P0} to {ChanceHigh:P0}); above it {AboveChance:P0}");

    private double Quantile(double share) => Shares() is { Length: > 0 } shares ? shares[(int)(share * shares.Length)] : double.NaN;

    private double[] Shares() => [.. Chance.Where(move => move.Objects > 0).Select(move => (double)move.Found / move.Objects).Order()];
}
