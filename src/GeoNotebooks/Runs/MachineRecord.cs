using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GeoNotebooks.Runs;

/// <summary>The machine of a run, as far as numbers depend on it.</summary>
/// <param name="Processor">Model name.</param>
/// <param name="VectorExtensions">The widest vector extensions, such as "avx512f avx512_bf16".</param>
/// <param name="Threads">Logical processors.</param>
/// <param name="MemoryBytes">Memory that the process may use.</param>
/// <param name="OperatingSystem">Operating system.</param>
public sealed record MachineRecord(string Processor, string VectorExtensions, int Threads, long MemoryBytes, string OperatingSystem)
{
    private static readonly string[] BFloat16Flags = ["avx512_bf16", "amx_bf16"];

    /// <summary>This machine.</summary>
    public static MachineRecord Current()
    {
        var info = CpuInfo();
        string[] extensions =
        [
            .. Avx2.IsSupported ? ["avx2"] : Array.Empty<string>(),
            .. Vector512.IsHardwareAccelerated || Avx512F.IsSupported ? ["avx512f"] : Array.Empty<string>(),
            .. BFloat16Flags.Where(info.Flags.Contains),
        ];
        return new(
            info.Model, string.Join(' ', extensions), Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, RuntimeInformation.OSDescription);
    }

    /// <summary>True when the processor multiplies bfloat16 in hardware, by its own flags.</summary>
    public static bool MultipliesBFloat16() => MultipliesBFloat16(CpuInfo().Flags);

    internal static bool MultipliesBFloat16(IEnumerable<string> flags) => flags.Any(BFloat16Flags.Contains);

    /// <summary>Largest resident memory of this process so far.</summary>
    public static long PeakMemoryBytes()
    {
        // PeakWorkingSet64 is 0 or the current value on some Linux runtimes; the kernel's own mark is exact.
        const string status = "/proc/self/status";
        if (File.Exists(status)
            && File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            && long.TryParse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), out var kilobytes))
            return kilobytes * 1024;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static (string Model, HashSet<string> Flags) CpuInfo()
    {
        const string path = "/proc/cpuinfo";
        if (!File.Exists(path))
            return (Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString(), []);
        var lines = File.ReadAllLines(path);
        string Value(string key) => lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
        return (Value("model name"), [.. Value("flags").Split(' ')]);
    }
}
