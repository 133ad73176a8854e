using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Aquatope.Local;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary><c>aquatope doctor</c>: tells what this machine can enforce, and what to do where it cannot.</summary>
internal static class DoctorCommand
{
    private const int FileWidth = 120;
    private static readonly IPEndPoint UsualHub = new(IPAddress.Loopback, 4001);

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Where state would be kept: the disk that is measured.",
            HelpName = "DIRECTORY",
            DefaultValueFactory = _ => ".aquatope",
        };
        Option<IPEndPoint> listen = EndPoints.Option("Where 'aquatope hub' would listen.", UsualHub);
        var json = new Option<bool>("--json") { Description = "Print the checks as one JSON document." };
        var command = new Command("doctor", "Tells what this machine can enforce (limits, memory, ports, disk, clock) and what to do where it cannot; fails where something will not run. Example: aquatope doctor --json")
        {
            data, listen, json,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DoctorCheck> checks = Examine(parsed.GetRequiredValue(data), parsed.GetRequiredValue(listen));
            Write(checks, parsed.GetValue(json));
            return checks.Any(check => check.State == DoctorState.Failed) ? CommandLine.Failed : 0;
        });
        return command;
    }

    private static DoctorCheck[] Examine(string data, IPEndPoint listen)
    {
        TimeProvider clock = TimeProvider.System;
        long began = clock.GetTimestamp();
        DateTimeOffset beganAt = clock.GetUtcNow();
        LocalMachine machine = LocalMachine.Detect(clock);
        DoctorCheck disk = DiskCheck.Of(data, clock);
        return
        [
            MachineChecks.Limits(machine.Limits, machine.Shortfall, OperatingSystem.IsLinux()),
            MachineChecks.Processors(Environment.ProcessorCount),
            MachineChecks.Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            disk,
            .. PortChecks.Of(listen),
            MachineChecks.Runtime(Environment.Version),
            MachineChecks.Clock(beganAt, clock.GetUtcNow(), clock.GetElapsedTime(began)),
        ];
    }

    private static void Write(IReadOnlyList<DoctorCheck> checks, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["ok"] = checks.All(check => check.State != DoctorState.Failed),
                ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject
                {
                    ["name"] = check.Name,
                    ["state"] = check.State.ToString().ToLowerInvariant(),
                    ["found"] = check.Found,
                    ["advice"] = check.Advice.Length == 0 ? null : check.Advice,
                })]),
            }.ToJsonString());
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (DoctorCheck check in checks)
        {
            grid.AddRow(Mark(check.State), Markup.Escape(check.Name), Markup.Escape(check.Advice.Length == 0 ? check.Found : $"{check.Found}. {check.Advice}"));
        }

        console.Write(grid);
    }

    // Words, not only colours: NO_COLOR, files and readers that do not see colours.
    private static string Mark(DoctorState state) => state switch
    {
        DoctorState.Ok => "[green]ok[/]",
        DoctorState.Warning => "[yellow]warning[/]",
        _ => "[red]failed[/]",
    };
}
