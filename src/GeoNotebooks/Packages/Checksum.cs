using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace GeoNotebooks.Packages;

/// <summary>SHA-256 of files, and the comparison with what a description states.</summary>
public static class Checksum
{
    private static readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Written), string> Seen = new();

    /// <summary>"sha256:" and 64 hexadecimal digits in lower case.</summary>
    public static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Whether a file has this digest, which is computed once for each state of the file.</summary>
    internal static bool Matches(FileInfo file, string hash) =>
        string.Equals(Seen.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => Of(key.Path)), hash, StringComparison.OrdinalIgnoreCase);

    /// <summary>Holds a file against its description; the digest is computed once for each state of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its size; null when the description states none.</param>
    /// <param name="hash">"sha256:" and 64 hexadecimal digits.</param>
    /// <exception cref="InvalidDataException">The file is not there, or its size or digest differs.</exception>
    public static void Require(string path, long? bytes, string hash)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new InvalidDataException($"{path}: expected a file{(bytes is null ? "" : $" of {bytes} bytes")}; there is none");
        if (bytes is not null && file.Length != bytes)
            throw new InvalidDataException($"{path}: expected {bytes} bytes; found {file.Length}");
        var found = Seen.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => Of(key.Path));
        if (!string.Equals(found, hash, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{path}: expected {hash}; found {found}: the file is damaged or another version");
    }
}
