using System.CommandLine;
using GeoNotebooks.Kernel.Running;

namespace GeoNotebooks.Cli.Commands;

/// <summary><c>geonb run-child</c>, hidden: the process of one notebook, started by <c>geonb run</c>.</summary>
internal static class RunChildCommand
{
    public const string Name = "run-child";

    public static Command Create()
    {
        var events = new Argument<string>("events");
        var orders = new Argument<string>("orders");
        var command = new Command(Name, "The process of one notebook.") { events, orders };
        command.Hidden = true;
        command.SetAction(parsed => NotebookChild.Run(parsed.GetRequiredValue(events), parsed.GetRequiredValue(orders), HostSession.Prepare));
        return command;
    }
}
