using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aquatope.Dashboard;
using Aquatope.Examples;
using Aquatope.Local;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary><c>aquatope run</c>: runs an example workflow on this machine under load, tunes it, and shows before and after.</summary>
internal static partial class RunCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var workflow = new Argument<string>("WORKFLOW")
        {
            HelpName = "WORKFLOW",
            Description = $"The workflow: {string.Join(", ", ExampleWorkflows.All.Select(example => example.Name))}.",
            DefaultValueFactory = _ => ExampleWorkflows.All[0].Name,
        };
        workflow.CompletionSources.Add([.. ExampleWorkflows.All.Select(example => example.Name)]);
        var load = new Option<string>("--load")
        {
            Description = "Executions started per second, or a file of lines 'seconds,rate'.",
            HelpName = "FILE|RATE",
            DefaultValueFactory = _ => "1",
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "How long to run, about: an eighth to start, a quarter before tuning, a quarter after.",
            HelpName = "N",
            DefaultValueFactory = _ => 1.5,
        };
        var objective = new Option<string?>("--objective") { Description = "The latency objective. Default: the workflow's.", HelpName = "800ms@p95" };
        var data = new Option<string?>("--data") { Description = "Where state is kept. Default: .aquatope/WORKFLOW.", HelpName = "DIRECTORY" };
        var seed = new Option<ulong>("--seed") { Description = "The seed of load and tuning.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON document on standard output, and nothing else there." };
        Option<IPEndPoint> listen = EndPoints.Option("Where the task hub listens; port 0 takes a free one.", new IPEndPoint(IPAddress.Loopback, 0));
        Option<IPEndPoint?> dashboard = DashboardAddress.Option();
        var stay = new Option<bool>("--stay") { Description = "Serve on after the result, the dashboard included, until Ctrl-C." };
        var command = new Command("run", "Runs a workflow under load, tunes and pre-warms it, and shows before and after. Example: aquatope run image-recognition --load 2 --objective 800ms@p95")
        {
            workflow, load, minutes, objective, data, seed, json, listen, dashboard, stay,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            ExampleWorkflow example = Find(parsed.GetRequiredValue(workflow));
            return ExecuteAsync(
                new RunOptions
                {
                    Workflow = example,
                    Load = LoadProfile.Parse(parsed.GetRequiredValue(load)),
                    Duration = DurationOf(parsed.GetRequiredValue(minutes)),
                    Objective = parsed.GetValue(objective) is { } text ? ObjectiveOf(text) : example.Objective,
                    Seed = parsed.GetRequiredValue(seed),
                    Json = parsed.GetValue(json),
                    Listen = parsed.GetRequiredValue(listen),
                    Dashboard = parsed.GetValue(dashboard),
                    Stay = parsed.GetValue(stay),

                    // Last, so that nothing is made where something else is wrong.
                    DataDirectory = FolderOption.Make("--data", parsed.GetValue(data) ?? Path.Combine(".aquatope", example.Name)),
                },
                cancellationToken);
        });
        return command;
    }

    /// <summary>Reads an objective such as <c>800ms@p95</c> or <c>1.5s@p99</c>.</summary>
    /// <param name="text">The objective.</param>
    /// <returns>The objective.</returns>
    /// <exception cref="UsageException">It is no objective.</exception>
    internal static LatencyObjective ObjectiveOf(string text)
    {
        Match match = ObjectivePattern().Match(text);
        if (match.Success)
        {
            double bound = double.Parse(match.Groups["bound"].Value, CultureInfo.InvariantCulture) * (match.Groups["unit"].Value == "s" ? 1000 : 1);
            double percentile = double.Parse(match.Groups["percentile"].Value, CultureInfo.InvariantCulture);
            if (bound is > 0 and <= 3_600_000 && percentile is > 0 and < 100)
            {
                return new LatencyObjective(TimeSpan.FromMilliseconds(bound), percentile);
            }
        }

        throw new UsageException($"--objective: expected a bound above zero and a percentile between 0 and 100, such as 800ms@p95, not '{text}'.");
    }

    private static ExampleWorkflow Find(string name) => ExampleHost.Find(name) ?? throw new UsageException(name.StartsWith('-')
        ? $"There is no option '{name}'. See 'aquatope run --help'."
        : $"There is no workflow '{name}'. There are: {string.Join(", ", ExampleWorkflows.All.Select(example => example.Name))}.");

    private static TimeSpan DurationOf(double minutes) => minutes is >= 0.1 and <= 1440
        ? TimeSpan.FromMinutes(minutes)
        : throw new UsageException($"--minutes: expected a number from 0.1 to 1440, not {minutes.ToString(CultureInfo.InvariantCulture)}.");

    private static async Task<int> ExecuteAsync(RunOptions options, CancellationToken cancellationToken)
    {
        using IDisposable? telemetry = Telemetry.Start();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        Logging.Configure(builder.Logging, LogLevel.Warning);
        builder.Services.AddSingleton(options);

        // What still runs then is handed out again by the same command: nobody should wait longer for Ctrl-C.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(new RunProgress(StatusLine.OfStandardError(), TimeProvider.System));
        builder.Services.AddSingleton<RunSession>();
        builder.Services.AddAquatope(aquatope => Declare(aquatope, options));
        using IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            LocalMachine machine = host.Services.GetRequiredService<LocalMachine>();
            var progress = host.Services.GetRequiredService<RunProgress>();
            progress.Say($"{options.Workflow.Name} under load {options.Load.Name}, objective {options.Objective}, limits by {machine.Limits}{(machine.Shortfall.Length == 0 ? string.Empty : $" ({machine.Shortfall})")}.");
            if (host.Services.GetService<DashboardService>() is { } dashboard)
            {
                progress.Say(DashboardAddress.Line(dashboard.AddressWithToken));
            }

            Write(await RunAsync(host, cancellationToken), options);
            if (options.Stay)
            {
                progress.Say("The run has ended; serving on until Ctrl-C.");
                await StayAsync(host, cancellationToken);
            }
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }

        return 0;
    }

    private static void Write(RunResult result, RunOptions options)
    {
        if (options.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, Json));
        }
        else
        {
            RunTable.Write(AnsiConsole.Console, result);
        }
    }

    private static async Task StayAsync(IHost host, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration interrupted = cancellationToken.Register(() => ended.TrySetResult());
        await using CancellationTokenRegistration failed = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => ended.TrySetResult());
        await ended.Task;
    }

    /// <summary>Runs the session, and ends it when a part of the host has failed and stopped all others.</summary>
    private static async Task<RunResult> RunAsync(IHost host, CancellationToken cancellationToken)
    {
        CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        try
        {
            return await host.Services.GetRequiredService<RunSession>().RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            AggregateException failure = host.Services.GetServices<IHostedService>().OfType<BackgroundService>()
                .Select(service => service.ExecuteTask?.Exception).OfType<AggregateException>().First();
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }

    private static void Declare(AquatopeBuilder aquatope, RunOptions options)
    {
        string[] program = [.. ThisProgram.Executable, StageWorkerCommand.Name, options.Workflow.Name];
        aquatope.UseLocalMachine(new LocalMachineOptions { DataDirectory = options.DataDirectory, Listen = options.Listen, WorkerCommand = program });
        if (options.Dashboard is { } dashboard)
        {
            aquatope.UseDashboard(new DashboardOptions { Listen = dashboard });
        }

        aquatope.ConfigureOptimizer(optimizer => optimizer with
        {
            // The run itself says when to tune.
            Every = Timeout.InfiniteTimeSpan,
            MaximumSearch = options.Search,
            CanaryTimeout = options.Measured,
            CanaryExecutions = 10,
            ExecutionsPerTrial = 4,
            WarmUpExecutions = 2,
            Seed = options.Seed,
        });
        ExampleHost.Declare(aquatope, options.Workflow, workflow => workflow
            .MeetLatency(options.Objective.Bound, options.Objective.Percentile)
            .TryWith(options.Workflow.Input));
    }

    [GeneratedRegex(@"^(?<bound>\d+(\.\d+)?)(?<unit>ms|s)@p(?<percentile>\d+(\.\d+)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex ObjectivePattern();
}
