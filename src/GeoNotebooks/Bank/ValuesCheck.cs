using GeoNotebooks.Features;
using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>Values: gaps, channels that do not vary, and distributions that lie elsewhere than those of the training.</summary>
internal static class ValuesCheck
{
    /// <summary>A quantile so many scales away is worth a word; so many, another quantity.</summary>
    public const double Shifted = 1, Elsewhere = 3;

    private const double FewGaps = 0.05, TooManyGaps = 0.5;

    public static IEnumerable<GuardFinding> Of(ModelCard card, ModelGround ground)
    {
        foreach (var scale in card.Normaliser.Channels)
        {
            if (ground.Stack.Channels.FirstOrDefault(channel => channel.Name == scale.Name) is not { } channel || channel.Unit != scale.Unit)
                continue;
            var (asked, blank) = (0, 0);
            for (var node = 0; node < channel.Values.Length; node++)
                if (ground.Asked?[node] != false)
                {
                    asked++;
                    blank += float.IsNaN(channel.Values[node]) ? 1 : 0;
                }
            if (blank > FewGaps * asked)
                yield return new(GuardCheck.Gaps, blank > TooManyGaps * asked ? GuardSeverity.Refusal : GuardSeverity.Warning, scale.Name, FormattableString.Invariant(
                    $"no value on {100.0 * blank / asked:0} % of the ground; the network takes a gap for an ordinary value"), "leave that ground out, or have it surveyed");
            if (blank == asked || card.Ranges.FirstOrDefault(range => range.Channel == scale.Name) is not { } trained)
                continue;
            var found = ChannelRange.Of(channel, ground.Asked);
            if (found.Quantiles[0] == found.Quantiles[^1])
                yield return new(GuardCheck.Channel, GuardSeverity.Refusal, scale.Name, FormattableString.Invariant($"it is {found.Quantiles[0]:0.###} {scale.Unit} nearly everywhere and tells nothing"), "see what the column holds");
            else if (trained.ShiftTo(found, scale.Scale) is var shift and > Shifted)
                yield return new(GuardCheck.Values, shift > Elsewhere ? GuardSeverity.Refusal : GuardSeverity.Warning, scale.Name, FormattableString.Invariant(
                    $"values of {scale.Name} lie elsewhere than in training, by {shift:0.0} of their scale: trained on {Told(trained)}, here {Told(found)} {scale.Unit}"), "look at level, unit and nodata of the column; if all are right, re-fit the normaliser on this ground");
        }
    }

    private static string Told(ChannelRange range) => FormattableString.Invariant($"{range.Quantiles[0]:0.###} to {range.Quantiles[^1]:0.###} about {range.Quantiles[2]:0.###}");
}
