namespace GeoNotebooks.Learning;

/// <summary>Where a model that was not trained from the beginning on its own ground comes from.</summary>
/// <param name="Region">The region that the model it was made of was trained in, as far as its card says.</param>
/// <param name="WeightsHash">Digest of the weights that it was made of; null when these were never saved.</param>
/// <param name="Change">What was done to them, in a sentence.</param>
public sealed record ModelOrigin(string? Region, string? WeightsHash, string Change);
