using GeoNotebooks.Features;
using GeoNotebooks.Targets;
using GeoNotebooks.Tiles;
using Microsoft.Data.Analysis;

namespace GeoNotebooks.Learning.Explanation;

/// <summary>What a trained network loses when a channel, or a group of channels, comes from other ground.</summary>
/// <param name="Channels">The channel, or the members of the group.</param>
/// <param name="Drop">How much average precision falls on the ground that judges, mean over deals.</param>
/// <param name="Low">Lower end of its 95 % interval, both drawn together over blocks; mean over deals.</param>
/// <param name="High">Upper end.</param>
public sealed record ChannelDrop(IReadOnlyList<string> Channels, double Drop, double Low, double High)
{
    /// <summary>Name of the channel; the members of a group with a plus between them.</summary>
    public string Name => string.Join(" + ", Channels);
}

/// <summary>
/// Permutation importance for a network (Breiman, 2001, Machine Learning 45, 5-32, section 10; for any model: Fisher, Rudin and Dominici, 2019, J. Machine Learning Research 20, 177): a channel's values are dealt to other
/// ground in whole blocks, so that it keeps its texture, and the fall of average precision on judged ground says what the network takes from it. Nothing is trained anew: a network that had to do
/// without the channel might find the same elsewhere (<see cref="ChannelAblation"/>). Of two channels that say the same each looks dispensable: deal them together.
/// </summary>
/// <param name="Target">The target.</param>
/// <param name="AveragePrecision">Average precision on the judged ground with all channels in place.</param>
/// <param name="Prevalence">Share of the judged nodes where the target is present: what chance reaches.</param>
/// <param name="Drops">One entry a channel or group, in the order asked for.</param>
public sealed record ChannelPermutation(string Target, double AveragePrecision, double Prevalence, IReadOnlyList<ChannelDrop> Drops)
{
    /// <summary>Deals each channel of the network, or each group of channels.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stack">Must hold the channels of the card.</param>
    /// <param name="judged">Labels of ground that the network did not train on; windows elsewhere are not looked at. The values dealt come from all ground where the stack has any.</param>
    /// <param name="options">Blocks, deals and seed.</param>
    /// <param name="groups">Groups of channels that are dealt together; null for each channel by itself.</param>
    /// <param name="progress">Share of the work done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">A group holds no channel, or one that the network does not take; an option is out of range.</exception>
    /// <exception cref="InvalidDataException">The stack does not fit the card, the labels lie on other nodes or hold one class only, or there are fewer than two blocks.</exception>
    /// <remarks>Costs one look at the windows of the judged ground for each deal of each channel or group, and one more.</remarks>
    public static ChannelPermutation Of(
        TargetModel model, FeatureStack stack, TargetLabels judged, PermutationOptions? options = null, IReadOnlyList<IReadOnlyList<string>>? groups = null,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        options.Require();
        stack.Channels[0].RequireSameNodes(judged.Geometry, judged.Target);
        var view = NetworkView.Of(model, stack);
        groups ??= [.. view.Names.Select(name => (IReadOnlyList<string>)[name])];
        var numbers = groups.Select(view.NumbersOf).ToList();
        var seen = judged.Where(view.Valued);
        if (seen.PresentCount == 0 || seen.PresentCount == seen.KnownCount)
            throw new InvalidDataException(
                $"target '{judged.Target}': a network is judged where the target is known to be present on some nodes and absent on others; found {seen.PresentCount} present of {seen.KnownCount} known nodes where a channel has a value");
        var blocks = new GroundBlocks(stack.Geometry, options.BlockMetres);
        // The same deals for each channel: their drops then differ by the channels alone.
        var deals = Enumerable.Range(0, options.Deals).Select(deal => blocks.Deal(view.Valued, new Draws(options.Seed, deal))).ToList();
        var windows = view.WindowsOf([.. seen.Values.Select(label => label != TargetLabels.Unknown)]);
        var (looks, done) = (1 + groups.Count * deals.Count, 0);
        var whole = Look(view.Channels);
        var score = Learning.AveragePrecision.Of(whole, seen.Values);
        var dealt = view.Channels.ToArray();
        var drops = new List<ChannelDrop>();
        for (var g = 0; g < groups.Count; g++)
        {
            var found = new List<(double Drop, double Low, double High)>();
            foreach (var from in deals)
            {
                Place(numbers[g], from);
                var scores = Look(dealt);
                var (low, high) = Learning.AveragePrecision.IntervalOfDifference(whole, scores, seen.Values, blocks.Of, options.Draws, options.Seed);
                found.Add((score - Learning.AveragePrecision.Of(scores, seen.Values), low, high));
            }
            Place(numbers[g], null);
            drops.Add(new(groups[g], found.Average(one => one.Drop), found.Average(one => one.Low), found.Average(one => one.High)));
        }
        return new(judged.Target, score, seen.Prevalence, drops);

        float[] Look(float[] channels)
        {
            var logits = view.Logits(windows, channels, share => progress?.Report((done + share) / looks), cancellation);
            done++;
            return logits;
        }

        void Place(int[] channels, int[]? from)
        {
            var nodes = stack.Geometry.Count;
            foreach (var channel in channels)
                for (var node = 0; node < nodes; node++)
                    dealt[channel * nodes + node] = view.Channels[channel * nodes + (from is null ? node : from[node])];
        }
    }

    /// <summary>One row a channel or group, the largest drop first: channel, drop of average precision and its 95 % interval.</summary>
    public DataFrame Table()
    {
        var sorted = Drops.OrderByDescending(one => one.Drop).ToList();
        return new(
            new StringDataFrameColumn("channel", sorted.Select(one => one.Name)),
            new DoubleDataFrameColumn("drop of AP", sorted.Select(one => Math.Round(one.Drop, 4))),
            new DoubleDataFrameColumn("95 % from", sorted.Select(one => Math.Round(one.Low, 4))),
            new DoubleDataFrameColumn("to", sorted.Select(one => Math.Round(one.High, 4))));
    }
}
