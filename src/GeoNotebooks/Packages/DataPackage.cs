using System.Text.Json;
using GeoNotebooks.Grids;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Packages;

/// <summary>
/// A described set of data files: a folder with <c>datapackage.json</c> (Data Package 2.0, datapackage.org) and the files that it names,
/// each with its size and SHA-256, so that another person works on the same bytes.
/// </summary>
public sealed record DataPackage
{
    /// <summary>Name of the description within the folder.</summary>
    public const string FileName = "datapackage.json";

    /// <summary>The published profile that the description follows; ours, <c>data-manifests/profile.schema.json</c>, asks for more.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string Profile { get; init; } = "https://datapackage.org/profiles/2.0/datapackage.json";

    /// <summary>Short name in lower case; also the folder's usual name.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>What the data are, in a paragraph.</summary>
    public string? Description { get; init; }

    /// <summary>Version of the data.</summary>
    public required string Version { get; init; }

    /// <summary>On what terms the data may be used; at least one.</summary>
    public required IReadOnlyList<DataLicence> Licenses { get; init; }

    /// <summary>Where the data come from.</summary>
    public IReadOnlyList<DataSource>? Sources { get; init; }

    /// <summary>How to cite the data.</summary>
    public string? Citation { get; init; }

    /// <summary>The coordinate system of all files, such as "EPSG:28425".</summary>
    public required string Crs { get; init; }

    /// <summary>West, south, east, north in the units of <see cref="Crs"/>.</summary>
    public IReadOnlyList<double>? Extent { get; init; }

    /// <summary>True when the data are generated. Every figure and card made from them says so.</summary>
    public bool Synthetic { get; init; }

    /// <summary>True when the package holds the known truth of a synthetic region. Each opening is written into the run's record.</summary>
    public bool Truth { get; init; }

    /// <summary>Seed of generated data.</summary>
    public long? Seed { get; init; }

    /// <summary>The Earth's field during the magnetic survey.</summary>
    public InducingField? InducingField { get; init; }

    /// <summary>How the data were acquired, one entry a survey.</summary>
    public IReadOnlyList<Acquisition>? Acquisitions { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<DataResource> Resources { get; init; }

    /// <summary>The folder it was opened from.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>The coordinate system of all files.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Crs CoordinateSystem => Grids.Crs.Parse(Crs);

    /// <summary>Opens the package in a folder and checks its description; files are checked when they are used.</summary>
    /// <param name="folder">The folder that holds <c>datapackage.json</c>.</param>
    /// <param name="purpose">What a truth package is opened for; goes into the run's record.</param>
    /// <exception cref="InvalidDataException">The description is not there, is not JSON, or lacks a field.</exception>
    public static DataPackage Open(string folder, string? purpose = null)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: expected a data package, with a file {FileName}; there is none");
        var package = DataPackageFile.Read(path) with { Folder = Path.GetFullPath(folder) };
        if (package.Truth)
            RunJournal.Append(new TruthRead(Run.EnvironmentNotebook, package.Name, purpose
                ?? throw new InvalidOperationException($"'{package.Name}' holds the known truth of a synthetic region: say what it is opened for; only scoring may")));
        return package;
    }

    /// <summary>Writes <c>datapackage.json</c> into a folder that already holds the files.</summary>
    public void Write(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), ToJson() + "\n");

    internal string ToJson() => JsonSerializer.Serialize(this, JsonFormat.Indented);

    /// <summary>The resource with this name.</summary>
    public DataResource Resource(string name) => Resources.FirstOrDefault(resource => resource.Name == name)
        ?? throw new InvalidDataException($"package '{Name}' has no resource '{name}'; it has {string.Join(", ", Resources.Select(resource => resource.Name))}");

    /// <summary>The resources whose path lies below a folder of the package, in the order of the description.</summary>
    public IReadOnlyList<DataResource> ResourcesUnder(string folder) =>
        [.. Resources.Where(resource => folder.Length == 0 || resource.Path.StartsWith(folder + "/", StringComparison.Ordinal))];

    /// <summary>
    /// The path of a resource's file, after its size and SHA-256 have been held against the description (once a process and file state).
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not there, differs, or is a link out of the package's folder.</exception>
    public string PathOf(DataResource resource)
    {
        var path = PackagePath.Resolve(Folder, resource.Path);
        Checksum.Require(path, resource.Bytes, resource.Hash);
        RunJournal.Append(new DataRecord(Name, resource.Path, resource.Hash));
        return path;
    }
}
