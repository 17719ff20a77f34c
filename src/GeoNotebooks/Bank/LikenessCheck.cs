using GeoNotebooks.Grids;
using GeoNotebooks.Learning.Explanation;

namespace GeoNotebooks.Bank;

/// <summary>Ground unlike any that the network has seen, in the combination of its channels.</summary>
internal static class LikenessCheck
{
    /// <summary>Ground beyond so many times the distance that 99 % of the training places keep within is masked.</summary>
    public const double Beyond = 1.5;

    private const double WorthTelling = 0.02, TooMuch = 0.5;

    /// <summary>A finding where there is one, and the nodes that lie too far.</summary>
    public static (GuardFinding? Finding, bool[] Unlike) Of(SeenGround seen, Grid distance, bool[] asked)
    {
        bool[] unlike = [.. distance.Values.Select(value => value > Beyond * seen.Far)];
        var (count, all) = (unlike.Count(flag => flag), asked.Count(flag => flag));
        return (count <= WorthTelling * all ? null : new(
            GuardCheck.Likeness, count > TooMuch * all ? GuardSeverity.Refusal : GuardSeverity.Warning, "the ground", FormattableString.Invariant(
                $"{100.0 * count / all:0} % of it is unlike anything that the network was trained on (more than {Beyond * seen.Far:0.0} deviations from the middle of its training ground, where {seen.Usual:0.0} is usual): masked"),
            "adapt the model on labelled tiles of this ground"), unlike);
    }
}
