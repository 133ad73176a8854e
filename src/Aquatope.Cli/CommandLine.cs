using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Aquatope.Dashboard;
using Aquatope.Local;
using Aquatope.TaskHub;
using Grpc.Core;

namespace Aquatope.Cli;

/// <summary>The <c>aquatope</c> command: parses, runs, and turns what a user did wrong into one line and exit code 2.</summary>
internal static class CommandLine
{
    public const int Failed = 1;
    public const int WrongUse = 2;
    public const int Interrupted = 130;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong use, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        (RootCommand root, CommandExamples examples) = Create();
        ParseResult parsed = root.Parse(SuggestRequest.Read(args));

        // What a shell wants completed is no whole command yet.
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction or not SynchronousCommandLineAction { Terminating: true })
        {
            string problem = parsed.UnmatchedTokens.Count > 0
                ? $"There is no command or option '{parsed.UnmatchedTokens[0]}'."
                : parsed.Errors[0].Message;
            return await SayAsync($"{problem} See 'aquatope --help'.", WrongUse);
        }

        using var interruption = new Interruption();
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            int exitCode = await parsed.InvokeAsync(configuration, interruption.Token);
            if (parsed.Action is HelpAction)
            {
                examples.Write(parsed.CommandResult.Command, Console.Out);
            }

            return exitCode;
        }
        catch (Exception exception) when (exception is UsageException or LocalStoreException or TaskHubDatabaseException or TaskHubListenException or DashboardListenException)
        {
            return await SayAsync(exception.Message, WrongUse);
        }
        catch (Exception exception) when (IsInterruption(exception, interruption.Token))
        {
            return await SayAsync("Interrupted. The same command goes on where this one stopped.", Interrupted);
        }
        catch (Exception exception) when (exception is AquatopeException or IOException or UnauthorizedAccessException)
        {
            return await SayAsync(exception.Message, Failed);
        }
    }

    /// <summary>Makes the command with all of its subcommands.</summary>
    /// <returns>The command, and the examples that its help ends with.</returns>
    public static (RootCommand Root, CommandExamples Examples) Create()
    {
        var root = new RootCommand("Runs durable workflows, finds the cheapest resources that keep their latency objective, and keeps workers warm. Example: aquatope run")
        {
            RunCommand.Create(),
            HubCommand.Create(),
            DoctorCommand.Create(),
            OptimizeCommand.Create(),
            SimulateCommand.Create(),
            MeasureCommand.Create(),
            ForecastCommand.Create(),
            TrainCommand.Create(),
            ReproduceCommand.Create(),
            CompletionCommand.Create(),
        };
        return (root, CommandExamples.TakeFrom(root));
    }

    /// <summary>Says one line on standard error.</summary>
    /// <param name="message">The message.</param>
    /// <param name="exitCode">The exit code.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> SayAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync($"aquatope: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    // The official client lets the status of a cancelled call through from some of its operations; ours never does.
    private static bool IsInterruption(Exception exception, CancellationToken interrupted) =>
        exception is OperationCanceledException
        || (interrupted.IsCancellationRequested && exception is RpcException { StatusCode: StatusCode.Cancelled });
}
