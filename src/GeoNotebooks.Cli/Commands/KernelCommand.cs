using System.CommandLine;
using GeoNotebooks.Kernel.Jupyter;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb kernel</c>: makes this program known to Jupyter, takes it away again, and is what Jupyter starts.</summary>
internal static class KernelCommand
{
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "Under DIR/share/jupyter, for instance a Python environment.", HelpName = "DIR" };
    private static readonly Option<bool> User = new("--user") { Description = "For this user (the default)." };
    private static readonly Option<bool> Force = new("--force") { Description = "Even where a kernel of this name belongs to another program." };

    public static Command Create() => new("kernel", "The C# kernel for Jupyter front ends.") { Install(), Uninstall(), Run() };

    private static Command Install()
    {
        var command = new Command("install", "Make the kernel known to Jupyter.") { Prefix, User, Force };
        command.SetAction(parsed =>
        {
            var folder = SpecOf(parsed).Install([.. ThisProgram.Command, "kernel", "run", KernelSpec.ConnectionFilePlaceholder], parsed.GetValue(Force));
            Console.WriteLine($"{KernelSpec.DisplayName} is installed in {folder}");
            return 0;
        });
        return command;
    }

    private static Command Uninstall()
    {
        var command = new Command("uninstall", "Take the kernel away from Jupyter.") { Prefix, User, Force };
        command.SetAction(parsed =>
        {
            Console.WriteLine($"{KernelSpec.DisplayName} is no longer in {SpecOf(parsed).Uninstall(parsed.GetValue(Force))}");
            return 0;
        });
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<string>("connection-file") { Description = "The file in which Jupyter says where to listen." };
        var command = new Command("run", "Serve one notebook; Jupyter starts this.") { file };
        command.SetAction(parsed => JupyterKernel.Run(parsed.GetRequiredValue(file), HostSession.Prepare));
        return command;
    }

    private static KernelSpec SpecOf(ParseResult parsed) => (parsed.GetValue(Prefix), parsed.GetValue(User)) switch
    {
        ({ } prefix, false) => KernelSpec.UnderPrefix(prefix),
        (null, _) => KernelSpec.OfUser(),
        _ => throw new WrongUsageException("--prefix or --user was expected, and both were found."),
    };
}
