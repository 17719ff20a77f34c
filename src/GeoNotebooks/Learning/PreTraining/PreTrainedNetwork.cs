using GeoNotebooks.Features;

namespace GeoNotebooks.Learning.PreTraining;

/// <summary>A network that has learnt to fill fields in and knows nothing of any target: its head is as it was drawn.</summary>
/// <param name="Network">The network.</param>
/// <param name="Normaliser">Medians and scales by which it saw the channels.</param>
/// <param name="Losses">Mean distance of its answers from what was hidden, of each pass, in scales of the channels.</param>
/// <param name="MedianLoss">The same for an answer that is the channel's median everywhere, over the last pass: what was learnt is the difference.</param>
/// <param name="Notes">What of the augmentation was switched off for these channels and why; empty where nothing.</param>
public sealed record PreTrainedNetwork(UNet Network, Normaliser Normaliser, IReadOnlyList<double> Losses, double MedianLoss, IReadOnlyList<string> Notes) : IDisposable
{
    /// <summary>A training that begins here.</summary>
    public TrainingStart Start => new() { Network = Network, Normaliser = Normaliser };

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Network.Dispose();
}
