namespace GeoNotebooks.Learning;

/// <summary>Shape of a U-Net. With 5 channels the defaults make 1.94 million parameters.</summary>
/// <param name="Channels">Number of input channels.</param>
/// <param name="BaseWidth">Feature maps at full resolution; they double at each level down.</param>
/// <param name="Levels">How many times the resolution is halved. Both sides of an input must be multiples of 2 to this power.</param>
/// <param name="Dropout">Share of the feature maps at the lowest level that are dropped, whole maps at once, while training.</param>
/// <param name="Normalisation">What follows each 3 x 3 convolution.</param>
public sealed record UNetOptions(int Channels = 5, int BaseWidth = 16, int Levels = 4, double Dropout = 0.1, Normalisation Normalisation = Normalisation.Batch)
{
    /// <summary>Both sides of an input must be multiples of this.</summary>
    internal int SideMultiple => 1 << Levels;

    internal void Require()
    {
        if (Channels < 1 || BaseWidth < 1 || Levels is < 1 or > 8 || !(Dropout is >= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant(
                $"a U-Net needs at least 1 channel, a base width above 0, 1 to 8 levels and dropout in [0, 1); found {Channels}, {BaseWidth}, {Levels} and {Dropout}"));
    }
}
