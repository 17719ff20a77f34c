namespace GeoNotebooks.Bank;

/// <summary>A model was asked outside what it was trained for.</summary>
/// <param name="message">All reasons.</param>
public sealed class OutsideTrainingException(string message) : InvalidOperationException(message);
