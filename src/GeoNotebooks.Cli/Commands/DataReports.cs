using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;

namespace GeoNotebooks.Cli.Commands;

/// <summary>A data set of the list.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Title">For people.</param>
/// <param name="Version">Of the data.</param>
/// <param name="Licenses">SPDX names.</param>
/// <param name="Crs">Coordinate system.</param>
/// <param name="Synthetic">Whether it is generated.</param>
/// <param name="Files">How many files it has; 0 where a generator decides.</param>
/// <param name="Bytes">Their size, or the most that it can be.</param>
/// <param name="SizeIsKnown">Whether <paramref name="Bytes"/> is the size itself.</param>
/// <param name="Folder">Where it stands in the cache; null when it was not fetched.</param>
/// <param name="Command">How it is had.</param>
internal sealed record DataSetReport(
    string Name, string Title, string Version, IReadOnlyList<string> Licenses, string Crs, bool Synthetic, int Files, long Bytes, bool SizeIsKnown, string? Folder, string Command)
{
    public static DataSetReport Of(DataPackage package)
    {
        var cached = Path.Combine(CacheFolder.Data, package.Name);
        return new(
            package.Name, package.Title, package.Version, [.. package.Licenses.Select(licence => licence.Name)], package.Crs, package.Synthetic, package.Resources.Count,
            package.Resources.Sum(resource => resource.Bytes ?? resource.MaximumBytes ?? 0), package.Resources.All(resource => resource.Bytes is not null),
            !package.Synthetic && File.Exists(Path.Combine(cached, DataPackage.FileName)) ? cached : null, $"geonb data {(package.Synthetic ? "make" : "fetch")} {package.Name}");
    }

    public string Line()
    {
        var how = Synthetic ? "synthetic" : string.Create(CultureInfo.InvariantCulture, $"{(SizeIsKnown ? "" : "at most ")}{Bytes / 1e6:0.0} MB");
        return $"{Name,-24} {Title} ({string.Join(", ", Licenses)}; {how}: {Command}{(Folder is null ? "" : "; fetched")})";
    }
}

/// <summary>A file of a verified package.</summary>
/// <param name="Path">Below the package's folder.</param>
/// <param name="Bytes">As described.</param>
/// <param name="Hash">As described.</param>
/// <param name="Problem">What is wrong with it; null when it is as described.</param>
internal sealed record VerifiedFile(string Path, long? Bytes, string Hash, string? Problem);

/// <summary>What verifying a package found.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Of the data.</param>
/// <param name="Folder">Where it stands.</param>
/// <param name="Ok">Whether every file is as described.</param>
/// <param name="Files">Each file.</param>
internal sealed record VerifyReport(string Name, string Version, string Folder, bool Ok, IReadOnlyList<VerifiedFile> Files)
{
    public static VerifyReport Of(DataPackage package)
    {
        var files = package.Resources.Select(resource => new VerifiedFile(resource.Path, resource.Bytes, resource.Hash, Problem(package, resource))).ToList();
        return new(package.Name, package.Version, package.Folder, files.All(file => file.Problem is null), files);
    }

    private static string? Problem(DataPackage package, DataResource resource)
    {
        try
        {
            package.PathOf(resource);
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}

/// <summary>How the reports of <c>geonb data</c> are written for programs.</summary>
internal static class DataReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T report) => JsonSerializer.Serialize(report, Options);
}
