namespace GeoNotebooks.Packages;

/// <summary>
/// The first part of a file on its way, beside the place that it will take: the bytes, and in a second small file what they are the first part of (the URL and the
/// server's mark of that version), so that a later fetch can go on.
/// </summary>
/// <param name="final">The place of the whole file.</param>
internal sealed class PartialFile(string final)
{
    /// <summary>The bytes so far.</summary>
    public string Path { get; } = final + ".partial";

    private string MarkPath => Path + "-of";

    /// <summary>How many there are.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The server's mark of the version that the bytes are from, when they are from this URL; null when they are not or it gave none.</summary>
    public string? MarkOf(Uri source)
    {
        if (!File.Exists(MarkPath))
            return null;
        var lines = File.ReadAllLines(MarkPath);
        return lines.Length == 2 && lines[0] == source.AbsoluteUri && lines[1].Length > 0 ? lines[1] : null;
    }

    /// <summary>Opens it empty for the bytes of a version.</summary>
    public FileStream Begin(Uri source, string? mark)
    {
        // The mark goes first: bytes under the mark of another version would be joined with that version's.
        File.Delete(Path);
        File.WriteAllLines(MarkPath, [source.AbsoluteUri, mark ?? ""]);
        return Open(FileMode.Create);
    }

    /// <summary>Opens it behind its last byte.</summary>
    public FileStream GoOn() => Open(FileMode.Append);

    /// <summary>Moves the bytes to their place.</summary>
    public void TakePlace()
    {
        File.Move(Path, final, overwrite: true);
        File.Delete(MarkPath);
    }

    /// <summary>Throws the bytes away.</summary>
    public void Delete()
    {
        File.Delete(Path);
        File.Delete(MarkPath);
    }

    private FileStream Open(FileMode mode) => new(Path, mode, FileAccess.Write, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
}
