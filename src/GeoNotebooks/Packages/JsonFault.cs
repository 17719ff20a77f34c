using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GeoNotebooks.Packages;

/// <summary>Says of a JSON value of the wrong type where it stands, what was expected there and what was found.</summary>
internal static partial class JsonFault
{
    /// <param name="root">The whole description.</param>
    /// <param name="exception">Why it could not be read; its path leads to the value.</param>
    public static string Explain(JsonNode root, JsonException exception)
    {
        var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        var at = path.Length > 0 ? path + ": " : "";
        if (Missing().Match(exception.Message) is { Success: true } missing)
            return $"{at}expected a field \"{missing.Groups[1].Value}\"; there is none";
        return $"{at}expected {Expected(exception.Message)}; found {Found(root, path)}";
    }

    /// <summary>Where a list holds null; null when none does.</summary>
    public static string? NullInList(JsonNode? node, string path) => node switch
    {
        JsonArray list => list.Select((item, i) => item is null ? $"{path}[{i}]" : NullInList(item, $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        JsonObject item => item.Select(field => NullInList(field.Value, path.Length > 0 ? $"{path}.{field.Key}" : field.Key)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string Expected(string message) => message switch
    {
        _ when message.Contains("Int64", StringComparison.Ordinal) => "a whole number",
        _ when message.Contains("Double", StringComparison.Ordinal) && !message.Contains("IReadOnlyList", StringComparison.Ordinal) => "a number",
        _ when message.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when message.Contains("IReadOnlyList", StringComparison.Ordinal) => "a list",
        _ when message.Contains("System.String", StringComparison.Ordinal) => "a text",
        _ when message.Contains("null", StringComparison.Ordinal) => "a value",
        _ => "an object",
    };

    private static string Found(JsonNode root, string path)
    {
        JsonNode? node = root;
        foreach (Match step in Step().Matches(path))
            node = node switch
            {
                JsonArray list when int.TryParse(step.Groups[1].Value, out var index) && index < list.Count => list[index],
                JsonObject item => item[step.Groups[2].Value],
                _ => node,
            };
        return node switch
        {
            null => "null",
            JsonArray => "a list",
            JsonObject => "an object",
            _ when node.ToJsonString() is { Length: <= 60 } text => text,
            _ => "a long text",
        };
    }

    [GeneratedRegex(@"\[(\d+)\]|([^.\[\]]+)")]
    private static partial Regex Step();

    [GeneratedRegex(@"missing required properties including: '([^']+)'")]
    private static partial Regex Missing();
}
