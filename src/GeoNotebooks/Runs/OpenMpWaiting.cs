using System.Runtime.InteropServices;

namespace GeoNotebooks.Runs;

/// <summary>
/// Tells libtorch's OpenMP threads to sleep while they wait for each other. By default they spin, and where another process wants the same
/// cores, each barrier costs a time slice: training beside one busy process was then seven times slower than with sleeping threads.
/// </summary>
/// <remarks>The setting must stand before libgomp is loaded. A user's own OMP_WAIT_POLICY or GOMP_SPINCOUNT is left as it is.</remarks>
internal static partial class OpenMpWaiting
{
    private const string Policy = "OMP_WAIT_POLICY";

    public static void LetThreadsSleep()
    {
        if (Environment.GetEnvironmentVariable(Policy) is null && Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is null)
            _ = SetEnvironment(Policy, "PASSIVE", overwrite: 0);
    }

    // .NET keeps the environment in a copy of its own, which native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
