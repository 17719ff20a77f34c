namespace GeoNotebooks.Figures;

/// <summary>What a figure within a panel says for itself.</summary>
internal sealed record PanelFrame(bool ShowsBadge, bool ShowsSource, bool ShowsSystem);
