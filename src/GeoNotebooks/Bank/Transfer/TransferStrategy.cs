namespace GeoNotebooks.Bank.Transfer;

/// <summary>What becomes of a network that is taken to another region, from nothing to everything.</summary>
public enum TransferStrategy
{
    /// <summary>Weights and normaliser as they are: a value that is usual in the new region is judged by what was usual in the old one.</summary>
    ZeroShot,

    /// <summary>Weights as they are, medians and scales of the channels fitted on the new region. It takes no label: the fields are measured everywhere.</summary>
    NormaliserRefit,

    /// <summary>The last 1 x 1 convolution learns from the labelled tiles, all else stays.</summary>
    HeadOnly,

    /// <summary>All weights learn from the labelled tiles, from where they are, at a low rate.</summary>
    FineTuned,

    /// <summary>
    /// All weights learn from the labelled tiles, from weights that have learnt to fill in the new region's fields (<see cref="Learning.PreTraining.PreTrainer"/>). Nothing of the old region takes part but the shape of the network.
    /// </summary>
    PreTrained,

    /// <summary>A network of the same shape that begins with fresh weights and sees the labelled tiles alone, for as many steps: what the old region was worth is the difference to it.</summary>
    FromScratch,
}
