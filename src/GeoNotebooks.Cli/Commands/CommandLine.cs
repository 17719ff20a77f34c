using System.CommandLine;
using System.CommandLine.Parsing;

namespace GeoNotebooks.Cli.Commands;

/// <summary>All commands of <c>geonb</c>, and what they have in common: one sentence on stderr for an error, exit code 1, or 2 for wrong usage.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    /// <summary>Time for a command to end its children after Ctrl-C.</summary>
    private static readonly TimeSpan TerminationTime = TimeSpan.FromSeconds(10);

    private static readonly Option<bool> Debug = new("--debug") { Description = "Show the stack trace of an error.", Recursive = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("GeoNotebooks: from survey sheets to maps of prospects.")
        {
            Debug,
            RunCommand.Create(),
            RunChildCommand.Create(),
            DataCommand.Create(),
            GridCommand.Create(),
            TrainCommand.Create(),
            PredictCommand.Create(),
            BankCommand.Create(),
            KernelCommand.Create(),
        };
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"See `geonb {CommandNames(parsed)}--help`.");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTime });
        }
        catch (WrongUsageException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return WrongUsage;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(parsed.GetValue(Debug) ? error.ToString() : OneLine(error));
            return Failure;
        }
    }

    /// <summary>The words of the command as typed, each with a space after it; empty for geonb itself.</summary>
    private static string CommandNames(ParseResult parsed)
    {
        var names = "";
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
            names = $"{command.Command.Name} {names}";
        return names;
    }

    private static string OneLine(Exception error)
    {
        while (error is AggregateException or System.Reflection.TargetInvocationException && error.InnerException is { } inner)
            error = inner;
        var sentence = error.Message.ReplaceLineEndings(" ");
        // A name that only the source knows ends the message of an argument's exception; the sentence is whole without it.
        return error is ArgumentException { ParamName: { } name } && sentence.EndsWith($" (Parameter '{name}')", StringComparison.Ordinal)
            ? sentence[..^$" (Parameter '{name}')".Length]
            : sentence;
    }
}

/// <summary>Arguments that the parser lets through and that make no sense: one sentence, exit code 2.</summary>
internal sealed class WrongUsageException(string message) : Exception(message);
