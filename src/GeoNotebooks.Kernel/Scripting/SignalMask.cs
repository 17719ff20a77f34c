using System.Runtime.InteropServices;

namespace GeoNotebooks.Kernel.Scripting;

/// <summary>
/// The signals that the calling thread does not take. The runtime aborts a thread's code from inside a signal handler that then never returns, which
/// leaves its signal blocked: in this thread and, since a mask is inherited, in all that it starts. Neither could be stopped again.
/// </summary>
internal static class SignalMask
{
    private const int Size = 128;
    private static readonly int SetMask = OperatingSystem.IsMacOS() ? 3 : 2;

    /// <summary>The mask to restore; null where threads have none (Windows).</summary>
    public static byte[]? Save()
    {
        var mask = new byte[Size];
        return !OperatingSystem.IsWindows() && ThreadSignalMask(SetMask, null, mask) == 0 ? mask : null;
    }

    public static void Restore(byte[]? mask)
    {
        if (mask is not null)
            _ = ThreadSignalMask(SetMask, mask, null);
    }

    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int ThreadSignalMask(int how, byte[]? set, byte[]? old);
}
