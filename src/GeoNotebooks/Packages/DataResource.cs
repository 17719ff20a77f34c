namespace GeoNotebooks.Packages;

/// <summary>A licence of a package.</summary>
/// <param name="Name">SPDX name, such as "CC0-1.0".</param>
/// <param name="Title">Name for people.</param>
/// <param name="Path">Where its text stands.</param>
public sealed record DataLicence(string Name, string? Title = null, string? Path = null);

/// <summary>A source of a package.</summary>
/// <param name="Title">Name for people; a citation where there is one.</param>
/// <param name="Path">Where it stands.</param>
public sealed record DataSource(string Title, string? Path = null);

/// <summary>The Earth's magnetic field at the time and place of a survey.</summary>
/// <param name="IntensityNanotesla">Total intensity in nT.</param>
/// <param name="InclinationDegrees">Inclination, positive downward.</param>
/// <param name="DeclinationDegrees">Declination from true north, positive eastward.</param>
/// <param name="Date">Date that the values hold for.</param>
/// <param name="Model">The field model that they come from.</param>
public sealed record InducingField(double IntensityNanotesla, double InclinationDegrees, double DeclinationDegrees, string Date, string Model);

/// <summary>How one survey of a package was acquired.</summary>
/// <param name="Survey">Folder or name of the survey's files.</param>
/// <param name="LineSpacingMetres">Distance between lines, for a survey flown or walked along lines.</param>
/// <param name="SampleSpacingMetres">Distance between samples along a line, or between stations; null where it varies without a rule.</param>
/// <param name="PointsPerSquareKilometre">Density of primary points; null where nobody has counted them.</param>
/// <param name="HeightMetres">Height above ground, in words or numbers.</param>
/// <param name="Note">What is not known of the acquisition, and why.</param>
public sealed record Acquisition(
    string Survey, double? LineSpacingMetres = null, double? SampleSpacingMetres = null, double? PointsPerSquareKilometre = null, string? HeightMetres = null, string? Note = null);

/// <summary>One field of a table.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">"number" or "integer" or "string" or "boolean", as Table Schema has them.</param>
/// <param name="Unit">Unit of the values; "1" for a pure number.</param>
/// <param name="Description">What it is.</param>
public sealed record DataField(string Name, string Type, string? Unit = null, string? Description = null);

/// <summary>The fields of a table, in order.</summary>
/// <param name="Fields">One entry a column.</param>
/// <param name="MissingValues">What stands where there is no value, as Table Schema has it: "NaN", or "" for an empty cell.</param>
/// <param name="Mapping">How the publisher's columns become ours (Surveys.TableMapping); null where they are.</param>
public sealed record DataSchema(IReadOnlyList<DataField> Fields, IReadOnlyList<string>? MissingValues = null, System.Text.Json.JsonElement? Mapping = null);

/// <summary>One file of a package.</summary>
/// <param name="Name">Short name, unique in the package.</param>
/// <param name="Path">Path below the package's folder, with forward slashes.</param>
/// <param name="Hash">"sha256:" and 64 hexadecimal digits.</param>
public sealed record DataResource(string Name, string Path, string Hash)
{
    /// <summary>"parquet", "csv", "gpkg", "tif" ...; of the contents, when the file is compressed.</summary>
    public string? Format { get; init; }

    /// <summary>"xz" or "gz" when the file is compressed as a whole.</summary>
    public string? Compression { get; init; }

    /// <summary>Size of the file; null when the publisher states none, and then <see cref="MaximumBytes"/> bounds the download.</summary>
    public long? Bytes { get; init; }

    /// <summary>No download of this file grows beyond this, when its size is not known.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>Fields of a table.</summary>
    public DataSchema? Schema { get; init; }

    /// <summary>The URL it is fetched from, when it is not generated.</summary>
    public string? Source { get; init; }

    /// <summary>Unit of a grid's values.</summary>
    public string? Unit { get; init; }

    /// <summary>What stands in a grid where there is no value; NaN for a grid of floating-point numbers that states none.</summary>
    public double? Nodata { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>The size, or the most that it can be.</summary>
    internal long MostBytes => Bytes ?? MaximumBytes ?? 0;

    /// <summary>Describes a file that stands in a package's folder: size and SHA-256 are read from it.</summary>
    /// <param name="folder">The package's folder.</param>
    /// <param name="path">Path below it, with forward slashes.</param>
    /// <param name="name">Short name, unique in the package.</param>
    /// <param name="schema">Fields, when it is a table.</param>
    /// <param name="description">What it is.</param>
    public static DataResource Describe(string folder, string path, string name, DataSchema? schema = null, string? description = null)
    {
        var file = System.IO.Path.Combine(folder, path);
        return new(name, path, Checksum.Of(file))
        {
            Format = System.IO.Path.GetExtension(path).TrimStart('.'),
            Bytes = new FileInfo(file).Length,
            Schema = schema,
            Description = description,
        };
    }
}
