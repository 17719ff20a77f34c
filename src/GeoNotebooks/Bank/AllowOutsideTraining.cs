namespace GeoNotebooks.Bank;

/// <summary>A person's word that a model may be asked outside what it was trained for; it is printed on every map that comes of it.</summary>
public sealed record AllowOutsideTraining
{
    /// <summary>Allows it.</summary>
    /// <param name="reason">Why; not empty.</param>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    public AllowOutsideTraining(string reason) => Reason = string.IsNullOrWhiteSpace(reason)
        ? throw new ArgumentException("expected the reason why a model may be asked outside its training; found none")
        : reason.Trim();

    /// <summary>Why.</summary>
    public string Reason { get; }
}
