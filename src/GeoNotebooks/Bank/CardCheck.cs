using GeoNotebooks.Learning;

namespace GeoNotebooks.Bank;

/// <summary>What a card must say before others may use the model.</summary>
internal static class CardCheck
{
    /// <exception cref="InvalidDataException">The card lacks what the guard or a reader needs; the message says what.</exception>
    public static void Require(ModelCard card, string where)
    {
        var channels = card.Normaliser.Channels;
        if (channels.GroupBy(channel => channel.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Lacking($"channels of different names; '{twice.Key}' comes {twice.Count()} times");
        if (channels.FirstOrDefault(channel => string.IsNullOrWhiteSpace(channel.Unit)) is { } unitless)
            throw Lacking($"a unit for each channel; '{unitless.Name}' has none");
        if (channels.Count != card.Network.Channels)
            throw Lacking($"as many channels as the network takes, {card.Network.Channels}; found {channels.Count}");
        foreach (var channel in channels)
        {
            if (card.Origins.FirstOrDefault(origin => origin.Channel == channel.Name) is not { } origin)
                throw Lacking($"what each channel was made of; of '{channel.Name}' it says nothing");
            if (!(origin.PointsPerSquareKilometre > 0) || !(origin.SpacingMetres > 0))
                throw Lacking($"primary points and their spacing for each channel; of '{channel.Name}' they are not known");
            if (card.Ranges.All(range => range.Channel != channel.Name))
                throw Lacking($"the range of each channel's values; that of '{channel.Name}' is not there");
        }
        if (string.IsNullOrWhiteSpace(card.Licence))
            throw Lacking("a licence; it names none");

        InvalidDataException Lacking(string what) => new($"{where}: a model of a bank needs a card with {what}");
    }
}
