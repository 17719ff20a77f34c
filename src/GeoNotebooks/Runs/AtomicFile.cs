namespace GeoNotebooks.Runs;

/// <summary>Writes a file beside its place and renames it when it is whole, so that no reader ever meets half a file.</summary>
public static class AtomicFile
{
    /// <summary>How the names of temporary neighbours end.</summary>
    internal const string PartialExtension = ".partial";

    /// <summary>Writes a file through a temporary neighbour.</summary>
    /// <param name="path">Where the file shall stand; its folder is made when it is not there.</param>
    /// <param name="write">Writes the whole file to the path that it is given. When it throws, the neighbour is deleted and <paramref name="path"/> stays as it was.</param>
    public static void Write(string path, Action<string> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = $"{full}.{Guid.NewGuid():N}{PartialExtension}";
        try
        {
            write(beside);
            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes text (UTF-8, no byte order mark) through a temporary neighbour.</summary>
    public static void WriteText(string path, string text) => Write(path, beside => File.WriteAllText(beside, text));
}
