namespace GeoNotebooks.Learning;

/// <summary>How a U-Net brings its feature maps to one footing after each 3 x 3 convolution.</summary>
public enum Normalisation
{
    /// <summary>By mean and variance over the batch, and over the training's running mean afterwards (Ioffe and Szegedy, 2015, ICML). The level of a field survives.</summary>
    Batch,

    /// <summary>By mean and variance of 8 groups of maps of each tile (Wu and He, 2018, ECCV): the same in training and afterwards, for batches of a few tiles.</summary>
    Group,

    /// <summary>By mean and variance of each map of each tile (Ulyanov, Vedaldi and Lempitsky, 2016, arXiv:1607.08022): shapes remain, the level of a field does not.</summary>
    Instance,

    /// <summary>Not at all; the convolutions have a bias instead.</summary>
    None,
}
