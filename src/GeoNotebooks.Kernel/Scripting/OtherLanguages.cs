namespace GeoNotebooks.Kernel.Scripting;

/// <summary>Cells in languages that are shown and not run here.</summary>
internal static class OtherLanguages
{
    private static readonly Dictionary<string, string> MimeTypes = new(StringComparer.Ordinal)
    {
        ["html"] = "text/html",
        ["javascript"] = "application/javascript",
        ["markdown"] = "text/markdown",
        ["mermaid"] = "text/vnd.mermaid",
    };

    /// <summary>The bundle that shows the text, with its source as plain text.</summary>
    public static IReadOnlyDictionary<string, string> Bundle(string language, string text) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [MimeTypes[language]] = text.Trim('\n'), ["text/plain"] = text.Trim('\n') };
}
