namespace GeoNotebooks.Learning;

/// <summary>Which part of a network a training changes.</summary>
public enum LearningPart
{
    /// <summary>All weights and running statistics.</summary>
    All,

    /// <summary>
    /// The last 1 x 1 convolution alone, <see cref="UNetOptions.BaseWidth"/> weights and a bias: what the network sees stays, what it makes of it is learnt anew. The rest works as in prediction: nothing is
    /// dropped, normalisations take their running statistics, and neither these nor any other weight move by a bit.
    /// </summary>
    Head,
}
