using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GeoNotebooks.Runs;

/// <summary>How every JSON file of ours looks: camelCase names, absent values left out, NaN as a string, Cyrillic readable.</summary>
internal static class JsonFormat
{
    public static readonly JsonSerializerOptions Indented = Make(indented: true);
    public static readonly JsonSerializerOptions Line = Make(indented: false);

    /// <summary>For what people write by hand: a name that we do not know is a slip of the pen.</summary>
    public static readonly JsonSerializerOptions Strict = new(Indented) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static JsonSerializerOptions Make(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NewLine = "\n",
    };
}
