using System.Runtime.InteropServices;

namespace GeoNotebooks.Runs;

/// <summary>
/// Tells libtorch's OpenMP threads to look for each other for a moment only, and then to sleep. By default they spin, and where another process wants the same
/// cores, each barrier costs a time slice: training beside one busy process was then seven times slower than with sleeping threads. Threads that sleep at once cost a tenth on a quiet machine.
/// </summary>
/// <remarks>The setting must stand before libgomp is loaded. A user's own OMP_WAIT_POLICY or GOMP_SPINCOUNT is left as it is.</remarks>
internal static partial class OpenMpWaiting
{
    private const string SpinCount = "GOMP_SPINCOUNT";

    public static void SpinBriefly()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null && Environment.GetEnvironmentVariable(SpinCount) is null)
            _ = SetEnvironment(SpinCount, "20000", overwrite: 0);
    }

    // .NET keeps the environment in a copy of its own, which native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
