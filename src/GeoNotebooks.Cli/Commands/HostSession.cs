using GeoNotebooks.Figures;
using GeoNotebooks.Kernel.Scripting;
using GeoNotebooks.Packages;
using GeoNotebooks.Runs;
using GeoNotebooks.Teaching;

namespace GeoNotebooks.Cli.Commands;

/// <summary>Makes the process of a notebook ready, before any cell: the one place where the kernel meets the library.</summary>
internal static class HostSession
{
    public static SessionOptions Prepare()
    {
        // A cell that names TorchSharp alone would otherwise touch it before the library does.
        NativeTorch.EnsureLoaded();
        Formatters.Register();
        ExerciseFormatter.Register();
        return new()
        {
            Packages = HostPackages.OfThisProcess(),
            SkipReason = exception => (exception as DataUnavailableException)?.Message,
            PageHead = PageHead.Of,
        };
    }
}
