using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GeoNotebooks.Runs;

/// <summary>
/// Loads libtorch before TorchSharp first asks for it. TorchSharp's native library names GLIBCXX_3.4.32 among the versions it needs, which the
/// libstdc++ of Debian 12 and Ubuntu 22.04 does not have; no symbol that it uses is bound to that version, so a copy in which the need is
/// marked weak loads and runs. The package's own file stays as it is, and where the system's library is new enough no copy is made.
/// </summary>
public static class NativeTorch
{
    private const string OnDemandSwitch = "GeoNotebooks.TorchOnDemand";
    private const string MissingVersion = "GLIBCXX_3.4.32";
    private const string Library = "libLibTorchSharp.so";

    private static readonly Lock Gate = new();
    private static bool _done;
    private static Exception? _failure;

    /// <summary>Where the patched copy was loaded from; null when none was needed.</summary>
    public static string? PatchedCopy { get; private set; }

    /// <summary>
    /// Loads the native libraries once a process; later calls do nothing. Never throws: a failure is kept for <see cref="Require"/>. Call it before any
    /// code that uses TorchSharp, since TorchSharp does not try again after a failed first touch.
    /// </summary>
    public static void EnsureLoaded()
    {
        lock (Gate)
        {
            if (_done)
                return;
            _done = true;
            if (!OperatingSystem.IsLinux())
                return;
            try
            {
                Load();
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
        }
    }

    /// <summary>Loads the native libraries, and says in one sentence why they could not be loaded.</summary>
    /// <exception cref="InvalidOperationException">libtorch is not to be had.</exception>
    public static void Require()
    {
        EnsureLoaded();
        if (_failure is { } failure)
            throw new InvalidOperationException($"libtorch could not be loaded: {failure.Message}", failure);
    }

    /// <summary>
    /// Whoever touches the library first has torch ready, a script that names TorchSharp alone included when the host has loaded the library. A program whose commands mostly do without it sets the switch
    /// <c>GeoNotebooks.TorchOnDemand</c> in its runtime configuration, saves the third of a second that this takes, and calls <see cref="EnsureLoaded"/> before it runs code that is not the library's own.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Torch must be loaded before any type of TorchSharp is; no other moment is early enough for scripts and tests.")]
    internal static void OnLoad()
    {
        if (!(AppContext.TryGetSwitch(OnDemandSwitch, out var onDemand) && onDemand))
            EnsureLoaded();
    }

    private static void Load()
    {
        var folder = SearchFolders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, Library)))
            ?? throw new FileNotFoundException($"expected {Library} in one of {string.Join(", ", SearchFolders())}; found it in none");
        OpenMpWaiting.SpinBriefly();
        foreach (var dependency in (ReadOnlySpan<string>)["libc10.so", "libtorch_cpu.so", "libtorch.so"])
            NativeLibrary.Load(Path.Combine(folder, dependency));
        var original = Path.Combine(folder, Library);
        if (NativeLibrary.TryLoad(original, out _))
            return;
        var patched = File.ReadAllBytes(original);
        if (!ElfVersionNeeds.Weaken(patched, MissingVersion))
        {
            // Another reason than the one that we know: let the system's loader say which.
            NativeLibrary.Load(original);
            return;
        }
        PatchedCopy = NativeTorchCache.Load(patched, original);
    }

    private static IEnumerable<string> SearchFolders() =>
        ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append(AppContext.BaseDirectory)
        .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"))
        .Append(Path.GetDirectoryName(typeof(NativeTorch).Assembly.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory)
        .Distinct();
}
