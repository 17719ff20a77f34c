using System.Runtime.InteropServices;

namespace GeoNotebooks.Runs;

/// <summary>
/// Tells the C library's allocator to keep the memory that libtorch gives back. By default a tensor of some megabytes is mapped anew each time and every page of it is cleared by the kernel
/// when it is first touched: a third of the time of a training step went there.
/// </summary>
/// <remarks>mallopt(3) of glibc. Where a setting of the user's stands (MALLOC_ variables, GLIBC_TUNABLES), or the C library is another, nothing is changed.</remarks>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1, MapThreshold = -3, ArenaMax = -8;

    private static readonly bool IsFree = OperatingSystem.IsLinux()
        && !Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("MALLOC_", StringComparison.Ordinal) || name == "GLIBC_TUNABLES");

    /// <summary>
    /// From now on blocks of up to 32 MiB, the most that glibc allows, come from the heap, and the heap goes back to the system only where more than 1 GiB of its end is free. Threads that have no heap yet share
    /// the first one, since glibc unmaps what is free in the others, whatever it is told. Called by whoever computes a network: compilers, which free much that they never need again, fare better without.
    /// </summary>
    public static void KeepFreedMemory()
    {
        if (!IsFree)
            return;
        try
        {
            _ = Set(MapThreshold, 32 << 20);
            _ = Set(TrimThreshold, 1 << 30);
            _ = Set(ArenaMax, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no such settings.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int parameter, int value);
}
