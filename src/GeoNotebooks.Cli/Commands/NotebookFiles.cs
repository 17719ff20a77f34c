using GeoNotebooks.Kernel.Notebooks;

namespace GeoNotebooks.Cli.Commands;

/// <summary>Which notebooks a command line means.</summary>
internal static class NotebookFiles
{
    private const string DefaultFolder = "notebooks";

    /// <summary>The files, in number order within a folder. Without names: the folder <c>notebooks</c> found upwards from the current one.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> named)
    {
        IReadOnlyList<string> places = named.Count > 0 ? named : [FolderUpwards()];
        return [.. places.SelectMany(In).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> In(string place)
    {
        if (!Directory.Exists(place))
            return [place];
        var found = Directory.GetFiles(place, "*.ipynb").OrderBy(Path.GetFileName, StringComparer.Ordinal).ToArray();
        return found.Length > 0 ? found : throw new NotebookException($"Notebooks (*.ipynb) were expected in the folder {place}, and none was found.");
    }

    private static string FolderUpwards()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, DefaultFolder);
            if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, "*.ipynb").Any())
                return candidate;
        }

        throw new NotebookException($"A folder \"{DefaultFolder}\" with notebooks was expected in {Directory.GetCurrentDirectory()} or above it, and none was found.");
    }
}
