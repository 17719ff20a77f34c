using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Packages;

/// <summary>
/// Reads <c>datapackage.json</c> and says in one sentence what is wrong with it: file, field, what was expected, what stands there. What a published
/// description must hold beyond this is written in <c>data-manifests/profile.schema.json</c>.
/// </summary>
internal static partial class DataPackageFile
{
    /// <summary>A description is text for people and programs; one that is larger is something else.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>No package that anybody fetches is larger, and sums of sizes stay within a long.</summary>
    private const long MostDataBytes = 1_000_000_000_000_000;

    private static readonly string[] RequiredFields = ["name", "title", "version", "licenses", "crs", "resources"];

    /// <summary>As elsewhere, but nothing that our records need may be absent or null.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonFormat.Indented) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static DataPackage Read(string path)
    {
        if (new FileInfo(path).Length is var length && length > MostBytes)
            throw new InvalidDataException($"{path}: expected a description of at most {MostBytes} bytes; found {length}");
        return Parse(File.ReadAllText(path), path);
    }

    public static DataPackage Parse(string json, string where)
    {
        try
        {
            return ParseText(json, where);
        }
        catch (InvalidOperationException exception)
        {
            // System.Text.Json lets half a surrogate pair through its parser and throws this when the text is read.
            throw new InvalidDataException($"{where}: expected JSON in Unicode; {exception.Message}", exception);
        }
    }

    private static DataPackage ParseText(string json, string where)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InvalidDataException($"{where}: expected a JSON object; found something else");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{where}: expected JSON; {exception.Message}", exception);
        }
        foreach (var field in RequiredFields)
            if (root[field] is null)
                throw new InvalidDataException($"{where}: expected a field \"{field}\"; there is none");
        // The serializer holds our fields to be there, but lets null stand in a list.
        if (JsonFault.NullInList(root, "") is { } at)
            throw new InvalidDataException($"{where}: {at}: expected a value; found null");
        try
        {
            var package = root.Deserialize<DataPackage>(Strict)!;
            Check(package, where);
            return package;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{where}: {JsonFault.Explain(root, exception)}", exception);
        }
    }

    private static void Check(DataPackage package, string where)
    {
        if (!PackageName().IsMatch(package.Name))
            throw new InvalidDataException($"{where}: name: expected small letters, digits, '.', '_' and '-'; found '{package.Name}'");
        if (package.Licenses.Count == 0)
            throw new InvalidDataException($"{where}: expected at least one entry in \"licenses\"; found none");
        CheckExtent(package.Extent, where);
        foreach (var acquisition in package.Acquisitions ?? [])
            foreach (var (field, value) in new[] { ("lineSpacingMetres", acquisition.LineSpacingMetres), ("sampleSpacingMetres", acquisition.SampleSpacingMetres), ("pointsPerSquareKilometre", acquisition.PointsPerSquareKilometre) })
                if (value is { } number && !(number > 0 && double.IsFinite(number)))
                    throw new InvalidDataException(Invariant($"{where}: acquisition \"{acquisition.Survey}\": {field}: expected a number above 0; found {number}"));
        foreach (var resource in package.Resources)
            CheckResource(resource, $"{where}: resource \"{resource.Name}\"");
        if (package.Resources.Sum(resource => (decimal)resource.MostBytes) is var all && all > MostDataBytes)
            throw new InvalidDataException(Invariant($"{where}: resources: expected files of at most {MostDataBytes} bytes in all; found {all}"));
        RequireDifferent(package.Resources.Select(resource => resource.Name), "names", where);
        // Two spellings that differ in case are one file where the file system does not tell them apart.
        RequireDifferent(package.Resources.Select(resource => resource.Path.ToLowerInvariant()), "paths", where);
    }

    private static void CheckExtent(IReadOnlyList<double>? extent, string where)
    {
        if (extent is null)
            return;
        if (extent.Count != 4 || !extent.All(double.IsFinite))
            throw new InvalidDataException(Invariant($"{where}: extent: expected four finite numbers (west, south, east, north); found {string.Join(", ", extent.Select(value => value.ToString(CultureInfo.InvariantCulture)))}"));
        if (extent[0] > extent[2])
            throw new InvalidDataException(Invariant($"{where}: extent: expected west below east; found west {extent[0]}, east {extent[2]}"));
        if (extent[1] > extent[3])
            throw new InvalidDataException(Invariant($"{where}: extent: expected south below north; found south {extent[1]}, north {extent[3]}"));
    }

    private static void CheckResource(DataResource resource, string at)
    {
        if (!PackagePath.StaysInside(resource.Path))
            throw new InvalidDataException($"{at}: expected a path below the package's folder; found '{resource.Path}'");
        if (string.Equals(resource.Path, DataPackage.FileName, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{at}: expected the path of a data file; found '{resource.Path}', the description itself");
        if (!Sha256().IsMatch(resource.Hash))
            throw new InvalidDataException($"{at}: expected a hash \"sha256:\" with 64 hexadecimal digits; found '{resource.Hash}'");
        if (resource.Bytes is <= 0 || (resource.Bytes is null && resource.MaximumBytes is null))
            throw new InvalidDataException($"{at}: expected its size in \"bytes\"; found {resource.Bytes?.ToString(CultureInfo.InvariantCulture) ?? "none, and no \"maximumBytes\" either"}");
        if (resource.MaximumBytes is <= 0)
            throw new InvalidDataException($"{at}: maximumBytes: expected a number above 0; found {resource.MaximumBytes}");
        if (resource.Schema?.Fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"{at}: expected fields of different names; '{twice.Key}' comes {twice.Count()} times");
    }

    private static void RequireDifferent(IEnumerable<string> values, string what, string where)
    {
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"{where}: expected resources of different {what}; '{twice.Key}' comes {twice.Count()} times");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,99}\z")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^sha256:[0-9a-fA-F]{64}\z")]
    private static partial Regex Sha256();
}
