using System.Diagnostics;
using System.Globalization;

namespace GeoNotebooks.Kernel.Running;

/// <summary>The largest resident memory of a process: VmHWM on Linux, the peak working set elsewhere.</summary>
internal static class PeakMemory
{
    /// <summary>Bytes, or 0 for a process that has ended.</summary>
    public static long Of(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return process.PeakWorkingSet64;
            }

            foreach (var line in File.ReadLines($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status"))
            {
                // VmHWM:	  123456 kB
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture) * 1024;
            }

            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }
}
