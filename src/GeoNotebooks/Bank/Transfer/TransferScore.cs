namespace GeoNotebooks.Bank.Transfer;

/// <summary>How well one adapted network did on test blocks.</summary>
/// <param name="Target">The target.</param>
/// <param name="Strategy">What was done to the network.</param>
/// <param name="Budget">Labelled tiles that it learned from; 0 where it takes none.</param>
/// <param name="Draw">Number of the draw of tiles, from 0; what is compared within a draw is judged on the same ground.</param>
/// <param name="Against">What it was held against, such as "truth" or "map".</param>
/// <param name="AveragePrecision">Average precision on the test blocks.</param>
/// <param name="Prevalence">Share of the target there: what a blind guess gets.</param>
public sealed record TransferScore(string Target, TransferStrategy Strategy, int Budget, int Draw, string Against, double AveragePrecision, double Prevalence);
