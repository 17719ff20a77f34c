using System.Runtime.Intrinsics;

namespace GeoNotebooks.Features;

/// <summary>
/// What a linear transform does to the waves of a field: a complex factor for each wave vector, eight at a time. Transfers are small structs, so that the
/// loop over the spectrum is compiled for each with its factor inlined.
/// </summary>
internal interface ITransfer
{
    /// <summary>The factors of eight waves.</summary>
    /// <param name="east">Wave numbers toward the east, radians per metre.</param>
    /// <param name="north">Wave numbers toward the north, radians per metre.</param>
    /// <param name="length">Lengths of the wave vectors, radians per metre; 0 only for the mean.</param>
    (Vector256<float> Real, Vector256<float> Imaginary) At(Vector256<float> east, Vector256<float> north, Vector256<float> length);
}
