namespace GeoNotebooks.Packages;

/// <summary>
/// Lets one fetch at a time work on a package of the cache. The lock is an open file that nobody else can open; the system frees it when its process ends, however it
/// ends. The file itself stays: deleting it would let two processes hold two files of one name.
/// </summary>
internal static class PackageLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the lock; dispose the answer to free it.</summary>
    /// <param name="path">The lock's file.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>EWOULDBLOCK of Linux (11) and macOS (35), ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsHeldByAnother(IOException exception) =>
        exception.HResult is unchecked((int)0x80070020) || (!OperatingSystem.IsWindows() && exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11));
}
