namespace GeoNotebooks.Learning.Explanation;

/// <summary>What is read off a network.</summary>
public enum Reading
{
    /// <summary>The probability: what a map shows; it hardly moves where the network is sure.</summary>
    Probability,

    /// <summary>The logit, the logarithm of the odds: it moves there too.</summary>
    Logit,
}

/// <summary>How ground is hidden from a network.</summary>
/// <param name="PatchMetres">Side of the square that is hidden.</param>
/// <param name="StrideMetres">Distance between squares; null for the side, so that they lie beside each other. Half of it gives a finer picture at four times the cost.</param>
/// <param name="Reading">What is read off.</param>
public sealed record OcclusionOptions(double PatchMetres = 1600, double? StrideMetres = null, Reading Reading = Reading.Probability)
{
    internal (int Side, int Stride) Nodes(double cellMetres)
    {
        if (!(PatchMetres > 0) || !(StrideMetres is null or > 0) || StrideMetres > PatchMetres)
            throw new ArgumentException(FormattableString.Invariant($"ground is hidden in squares with a side above 0 m, at most that side apart; found {PatchMetres} m and {StrideMetres ?? PatchMetres} m"));
        var side = Math.Max(1, (int)Math.Round(PatchMetres / cellMetres));
        return (side, StrideMetres is { } stride ? Math.Max(1, (int)Math.Round(stride / cellMetres)) : side);
    }

    internal double Of(float logit) => Reading == Reading.Logit ? logit : 1 / (1 + Math.Exp(-logit));

    internal string Unit => Reading == Reading.Logit ? "logit" : "1";

    internal string Word => Reading == Reading.Logit ? "logit" : "probability";
}
