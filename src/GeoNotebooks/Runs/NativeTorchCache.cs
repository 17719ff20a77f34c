using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GeoNotebooks.Runs;

/// <summary>
/// Keeps the patched native library in the user's cache, and trusts nothing that it finds there: the folder must be the user's own (0700, no link),
/// the content must be what it should be byte for byte. Otherwise a fresh private folder serves for this process alone.
/// </summary>
internal static partial class NativeTorchCache
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Loads the library with this content; returns the path that it was loaded from.</summary>
    /// <param name="content">The patched library.</param>
    /// <param name="source">The package's file; its SHA-256 names the copy.</param>
    public static string Load(byte[] content, string source)
    {
        var name = $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)))}.so";
        if (TryPrepareFolder() is { } folder && TryPlace(Path.Combine(folder, name), content) is { } cached)
        {
            NativeLibrary.Load(cached);
            return cached;
        }
        var fresh = Directory.CreateTempSubdirectory("geonb-native-").FullName;
        var path = Path.Combine(fresh, name);
        File.WriteAllBytes(path, content);
        NativeLibrary.Load(path);
        // The mapping lives on without the name.
        Directory.Delete(fresh, recursive: true);
        return path;
    }

    private static string? TryPrepareFolder()
    {
        try
        {
            if (CacheFolder.Root is not { } ours)
                return null;
            var native = Path.Combine(ours, "native");
            Directory.CreateDirectory(ours);
            if (!OperatingSystem.IsWindows())
                Directory.CreateDirectory(native, OwnerOnly);
            return IsOwn(ours) && IsOwn(native) && TryMakePrivate(native) ? native : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool TryMakePrivate(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, OwnerOnly);
        return true;
    }

    /// <summary>The path of the copy when it holds the right bytes, after writing them when it does not; null when that cannot be done.</summary>
    private static string? TryPlace(string path, byte[] content)
    {
        try
        {
            if (Holds(path, content))
                return path;
            AtomicFile.Write(path, beside => File.WriteAllBytes(beside, content));
            return Holds(path, content) ? path : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Holds(string path, byte[] content) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null } file && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private static bool IsOwn(string folder)
    {
        // The layout of struct statx is the same on every architecture: stx_uid at 20, stx_mode at 28 (statx(2)).
        const int currentFolder = -100, noFollow = 0x100, basicStatistics = 0x7ff;
        var buffer = new byte[256];
        return Statx(currentFolder, folder, noFollow, basicStatistics, buffer) == 0
            && BitConverter.ToUInt32(buffer, 20) == GetEffectiveUserId()
            && (BitConverter.ToUInt16(buffer, 28) & 0xf000) == 0x4000;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] buffer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
