using System.Text.Json;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using GeoNotebooks.Surveys.Formats;

namespace GeoNotebooks.Surveys;

/// <summary>What becomes of one column of a table.</summary>
/// <param name="Source">Its name in the file; "column1", "column2" ... where the file names none.</param>
/// <param name="Name">Its name from now on; null keeps the one of the file. "x" and "y" are the place of a point, and then never blank.</param>
/// <param name="Unit">Unit after the factor.</param>
/// <param name="Type">"number" or "string", as Table Schema has them; null as it is found.</param>
/// <param name="Factor">What numbers are multiplied by.</param>
/// <param name="Missing">What stands for "not measured" besides a blank, such as "-9999"; numbers are compared as numbers.</param>
public sealed record ColumnMapping(string Source, string? Name = null, string? Unit = null, string? Type = null, double Factor = 1, IReadOnlyList<string>? Missing = null);

/// <summary>
/// How a table of somebody else becomes one of ours: names, units, factors, missing values. It is stored as JSON, in a manifest or beside the file.
/// What is null is found by looking at the file.
/// </summary>
public sealed record TableMapping
{
    /// <summary>The columns that need a word; the others keep their names.</summary>
    public IReadOnlyList<ColumnMapping> Columns { get; init; } = [];

    /// <summary>Whether columns that <see cref="Columns"/> does not name are left out.</summary>
    public bool OnlyMapped { get; init; }

    /// <summary>What stands for "not measured" in every column of numbers.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>How characters are stored.</summary>
    public TableEncoding? Encoding { get; init; }

    /// <summary>What stands between fields; a space means any number of spaces and tabs.</summary>
    public char? Delimiter { get; init; }

    /// <summary>'.' or ','.</summary>
    public char? DecimalMark { get; init; }

    /// <summary>Whether the first row names the columns.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Size of the table when it is not compressed; without it a compressed file may grow to 200 times its size and no more.</summary>
    public long? UncompressedBytes { get; init; }

    /// <summary>Whether several rows may lie on one point, as stations of several surveys do in a compilation; else they are refused.</summary>
    public bool KeepsDoublePoints { get; init; }

    /// <summary>The place of the points and nothing else.</summary>
    /// <param name="x">Column of eastings (or longitudes).</param>
    /// <param name="y">Column of northings (or latitudes).</param>
    public static TableMapping OfPlace(string x, string y) => new() { Columns = [new(x, "x", Type: "number"), new(y, "y", Type: "number")] };

    /// <summary>The columns as a manifest describes them.</summary>
    public IReadOnlyList<DataField> Fields => [.. Columns.Select(column => new DataField(column.Name ?? column.Source, column.Type ?? "number", column.Unit))];

    /// <summary>The mapping as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonFormat.Indented) + "\n";

    /// <summary>Reads a mapping.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <param name="where">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no mapping: one sentence.</exception>
    public static TableMapping OfJson(string json, string where)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<TableMapping>(json, JsonFormat.Strict) ?? throw new InvalidDataException($"{where}: expected a mapping of columns; found null");
            if (mapping.Columns is null || mapping.Missing is null || mapping.Columns.Contains(null!))
                throw new InvalidDataException($"{where}: expected lists of columns and of missing values; found null");
            if (mapping.Columns.FirstOrDefault(column => column is not { Source.Length: > 0, Type: null or "number" or "string" } || !double.IsFinite(column.Factor) || column.Factor == 0) is { } odd)
                throw new InvalidDataException($"{where}: expected a column with a source, the type \"number\" or \"string\" and a factor other than 0; found {JsonSerializer.Serialize(odd, JsonFormat.Line)}");
            return mapping;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{where}: {exception.Path}: {exception.Message}", exception);
        }
    }
}
