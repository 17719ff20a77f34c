using System.Runtime.CompilerServices;
using GeoNotebooks.Runs;
using GeoNotebooks.Tests.Runs;

namespace GeoNotebooks.Tests;

internal static class ModuleInitializer
{
    /// <summary>Torch is loaded before any test; a process started as a child of one plays its part instead.</summary>
    [ModuleInitializer]
    internal static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(NativeTorchTests.Child) is { Length: > 0 } part)
            Environment.Exit(NativeTorchTests.Play(part));
        NativeTorch.EnsureLoaded();
    }
}
