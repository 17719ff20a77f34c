namespace GeoNotebooks.Bank;

/// <summary>How grave a finding is.</summary>
public enum GuardSeverity
{
    /// <summary>Nothing to say.</summary>
    Fine,

    /// <summary>The model answers, and the finding stands on its map.</summary>
    Warning,

    /// <summary>The model does not answer.</summary>
    Refusal,
}
