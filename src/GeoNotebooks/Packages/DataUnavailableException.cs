namespace GeoNotebooks.Packages;

/// <summary>Data that a notebook needs are neither here nor to be fetched. A run goes on without that notebook and says so.</summary>
public sealed class DataUnavailableException : IOException
{
    /// <summary>Says what is missing and how to get it.</summary>
    public DataUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}
