using GeoNotebooks.Kernel.Running;
using GeoNotebooks.Kernel.Scripting;

namespace GeoNotebooks.Kernel.Tests;

/// <summary>The tests, or, with <c>run-child</c> as its first argument, the process of one notebook: so the runner is tested with a real child.</summary>
internal static class Program
{
    public const string ChildArgument = "run-child";

    public static async Task<int> Main(string[] args)
    {
        if (args is [ChildArgument, var events, var orders])
            return NotebookChild.Run(events, orders, () => new SessionOptions { Packages = HostPackages.OfThisProcess(), SkipReason = SkipReason });
        return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }

    /// <summary>In these tests a time-out means that a notebook cannot go on here.</summary>
    private static string? SkipReason(Exception error) => error is TimeoutException ? error.Message : null;
}
