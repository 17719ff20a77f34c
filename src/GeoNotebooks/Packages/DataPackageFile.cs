using System.Text.Json;
using System.Text.Json.Nodes;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Packages;

/// <summary>Reads <c>datapackage.json</c> and says in one sentence what is wrong with it.</summary>
internal static class DataPackageFile
{
    private static readonly string[] RequiredFields = ["name", "title", "version", "licenses", "crs", "resources"];

    public static DataPackage Parse(string json, string where)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(json) as JsonObject
                ?? throw new InvalidDataException($"{where}: expected a JSON object; found something else");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{where}: expected JSON; {exception.Message}", exception);
        }
        foreach (var field in RequiredFields)
            if (root[field] is null)
                throw new InvalidDataException($"{where}: expected a field \"{field}\"; there is none");
        try
        {
            return Check(root.Deserialize<DataPackage>(JsonFormat.Indented)!, where);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{where}: {exception.Path}: {exception.Message}", exception);
        }
    }

    private static DataPackage Check(DataPackage package, string where)
    {
        if (package.Licenses.Count == 0)
            throw new InvalidDataException($"{where}: expected at least one entry in \"licenses\"; found none");
        foreach (var resource in package.Resources)
        {
            var at = $"{where}: resource \"{resource.Name}\"";
            if (string.IsNullOrWhiteSpace(resource.Path) || Path.IsPathRooted(resource.Path) || resource.Path.Split('/', '\\').Contains(".."))
                throw new InvalidDataException($"{at}: expected a path below the package's folder; found '{resource.Path}'");
            if (resource.Hash is not { Length: 71 } || !resource.Hash.StartsWith("sha256:", StringComparison.Ordinal))
                throw new InvalidDataException($"{at}: expected a hash \"sha256:\" with 64 hexadecimal digits; found '{resource.Hash}'");
            if (resource.Bytes <= 0)
                throw new InvalidDataException($"{at}: expected its size in \"bytes\"; found {resource.Bytes}");
        }
        if (package.Resources.GroupBy(resource => resource.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"{where}: expected resources of different names; '{twice.Key}' comes {twice.Count()} times");
        return package;
    }
}
