using System.Globalization;
using GeoNotebooks.Features;
using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>Channels: there, in the unit, of the quantity, by the transforms, under the field that the model was trained with.</summary>
internal static class ChannelsCheck
{
    /// <summary>A parameter counts as the same within one part in fifty, and as another channel beyond half as much again.</summary>
    private const double SameParameter = 1.02;
    private const double OtherParameter = 1.5;

    private const double SameInclinationDegrees = 10;
    private const double OtherInclinationDegrees = 20;
    private const double SameDeclinationDegrees = 30;

    /// <summary>Below this inclination a reduction to the pole raises noise along the declination.</summary>
    private const double ShallowDegrees = 20;

    public static IEnumerable<GuardFinding> Of(ModelCard card, ModelGround ground)
    {
        if (card.Origins.Count == 0)
            yield return new(GuardCheck.Card, GuardSeverity.Refusal, "the model", "its card does not say what its channels were made of", "train it again from primary points, or describe it");
        foreach (var scale in card.Normaliser.Channels)
        {
            var channel = ground.Stack.Channels.FirstOrDefault(one => one.Name == scale.Name);
            if (channel is null)
                yield return new(GuardCheck.Channel, GuardSeverity.Refusal, scale.Name, $"the channel is missing; here are {string.Join(", ", ground.Stack.Names)}", "make it from the primary points, or take a model without it");
            else if (channel.Unit != scale.Unit)
                yield return new(GuardCheck.Unit, GuardSeverity.Refusal, scale.Name, $"trained in {Unit(scale.Unit)}; here in {Unit(channel.Unit)}", "convert the measured values, not the name of the unit");
            if (channel is null || card.Origins.FirstOrDefault(origin => origin.Channel == scale.Name) is not { } trained)
                continue;
            if (ground.Origins.FirstOrDefault(origin => origin.Channel == scale.Name) is not { } found)
                yield return new(GuardCheck.Card, GuardSeverity.Refusal, scale.Name, "nobody says what it was made of", "make it from the primary points, or say what raster it came from");
            else
                foreach (var finding in Compare(trained, found))
                    yield return finding;
        }
    }

    private static IEnumerable<GuardFinding> Compare(ChannelOrigin trained, ChannelOrigin found)
    {
        if (!string.Equals(trained.Column, found.Column, StringComparison.OrdinalIgnoreCase))
            yield return new(GuardCheck.Quantity, GuardSeverity.Warning, trained.Channel, $"trained on the column '{trained.Column}'; here it comes from '{found.Column}'", "see that both are the same quantity");
        if (Steps(trained, found) is { } finding)
            yield return finding;
        if (trained.KeepsInclination && found.InclinationDegrees is { } inclination && trained.InclinationDegrees is { } before)
        {
            var (off, turned) = (Math.Abs(inclination - before), Math.Abs(Math.IEEERemainder((found.DeclinationDegrees ?? 0) - (trained.DeclinationDegrees ?? 0), 360)));
            if (off > SameInclinationDegrees || turned > SameDeclinationDegrees)
                yield return new(GuardCheck.Inclination, off > OtherInclinationDegrees ? GuardSeverity.Refusal : GuardSeverity.Warning, trained.Channel, FormattableString.Invariant(
                    $"trained under a field of inclination {before:0} and declination {trained.DeclinationDegrees:0} degrees, not reduced to the pole; here {inclination:0} and {found.DeclinationDegrees:0}: the same body has its high and low elsewhere"), "reduce both to the pole and train again");
        }
        else if (found.InclinationDegrees is { } shallow && Math.Abs(shallow) < ShallowDegrees && Math.Abs(trained.InclinationDegrees ?? 90) >= ShallowDegrees)
            yield return new(GuardCheck.Inclination, GuardSeverity.Warning, trained.Channel, FormattableString.Invariant(
                $"reduced to the pole from an inclination of {shallow:0} degrees, where the reduction raises noise along the declination; trained at {trained.InclinationDegrees:0}"), "look at the channel for streaks along the magnetic meridian");
    }

    private static GuardFinding? Steps(ChannelOrigin trained, ChannelOrigin found)
    {
        if (!trained.Steps.Select(step => step.Name).SequenceEqual(found.Steps.Select(step => step.Name)))
            return new(GuardCheck.Transform, GuardSeverity.Refusal, trained.Channel, $"trained on {Told(trained.Steps)}; here {Told(found.Steps)}", "make the channel from its primary points with the model's recipe");
        var worst = 1.0;
        var told = new List<string>();
        foreach (var (before, now) in trained.Steps.Zip(found.Steps))
            foreach (var name in before.Parameters.Keys.Union(now.Parameters.Keys))
            {
                var (expected, value) = (before.Parameters.GetValueOrDefault(name, double.NaN), now.Parameters.GetValueOrDefault(name, double.NaN));
                var factor = expected == value ? 1 : expected * value > 0 ? Math.Max(expected / value, value / expected) : double.PositiveInfinity;
                if (factor <= SameParameter)
                    continue;
                worst = Math.Max(worst, factor);
                told.Add(string.Create(CultureInfo.InvariantCulture, $"{before.Name.Replace('-', ' ')} trained with {name} {expected:0.####}, here {value:0.####}"));
            }
        return told.Count == 0 ? null : new(
            GuardCheck.Transform, worst > OtherParameter ? GuardSeverity.Refusal : GuardSeverity.Warning, trained.Channel, string.Join("; ", told), "make the channel from its primary points with the model's recipe");
    }

    private static string Told(IReadOnlyList<ChannelStep> steps) => steps.Count == 0 ? "the measured values as gridded" : string.Join(", then ", steps);

    private static string Unit(string unit) => unit.Length == 0 ? "no unit" : unit;
}
