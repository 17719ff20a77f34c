using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace GeoNotebooks.Kernel.Display;

/// <summary>Turns a value into a mime bundle through <see cref="Formatter"/>.</summary>
internal static class MimeBundles
{
    /// <summary>The bundle of <paramref name="value"/>: every type that its formatters prefer, or those asked for, and always <c>text/plain</c>.</summary>
    public static IReadOnlyDictionary<string, string> Of(object? value, params string[] mimeTypes)
    {
        var type = value?.GetType() ?? typeof(object);
        var wanted = mimeTypes.Length > 0 ? mimeTypes : Formatter.GetPreferredMimeTypesFor(type);
        var bundle = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mime in wanted)
            bundle[mime] = value.ToDisplayString(mime).Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!bundle.ContainsKey(PlainTextFormatter.MimeType))
            bundle[PlainTextFormatter.MimeType] = value is string text ? text : value.ToDisplayString(PlainTextFormatter.MimeType);
        return bundle;
    }

    /// <summary>A bundle that holds <paramref name="text"/> as one mime type, unchanged, and again as plain text; of a picture, whose text is base64, its type.</summary>
    public static IReadOnlyDictionary<string, string> AsIs(string text, string mimeType) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PlainTextFormatter.MimeType] = mimeType.StartsWith("image/", StringComparison.Ordinal) && mimeType != "image/svg+xml" ? mimeType : text,
        [mimeType] = text,
    };

    /// <summary>The text of a JSON type as JSON; null for other types, and for text that is not JSON.</summary>
    public static JsonNode? JsonOf(string mimeType, string text)
    {
        if (mimeType != "application/json" && !mimeType.EndsWith("+json", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
