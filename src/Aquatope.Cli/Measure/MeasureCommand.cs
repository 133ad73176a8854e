using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aquatope.Examples;

namespace Aquatope.Cli;

/// <summary><c>aquatope measure</c>: measures the example workflows on this machine, for the simulator.</summary>
internal static class MeasureCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly ImmutableArray<string> Usual = ["image-recognition", "chain", "fan-out", "video", "social-network"];

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var workflows = new Argument<string[]>("workflow")
        {
            Description = $"Which example workflows: {string.Join(", ", ExampleWorkflows.All.Select(example => example.Name))}; the five of the paper where none is named.",
            HelpName = "WORKFLOW",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string?>("--out") { Description = "The JSON file that is written.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the JSON document on standard output, and nothing else there." };
        var executions = new Option<int>("--executions") { Description = "Measured executions for each size of workers.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var command = new Command("measure", "Measures how long the stages of example workflows take against vCPU and memory, and how long their workers take to start. Example: aquatope measure chain --out chain.json")
        {
            workflows, output, json, executions,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] named = parsed.GetValue(workflows) ?? [];
            int count = parsed.GetRequiredValue(executions);
            if (count is < 2 or > 1000)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--executions: expected a number from 2 to 1000, not {count}."));
            }

            ExampleWorkflow[] examples = [.. (named.Length == 0 ? [.. Usual] : named).Select(Find)];
            string? path = parsed.GetValue(output);
            if (path is null && !parsed.GetValue(json))
            {
                throw new UsageException("What is measured needs a place: say --out FILE or --json.");
            }

            await using FileStream? file = path is null ? null : Open(path);
            var document = new JsonObject();
            foreach (ExampleWorkflow example in examples)
            {
                document[example.Name] = await MeasureHost.RunAsync(example, count, cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(document.ToJsonString());
            }

            if (file is not null)
            {
                file.SetLength(0);
                await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, Indented), cancellationToken);
            }

            return 0;
        });
        return command;
    }

    private static ExampleWorkflow Find(string name) => ExampleHost.Find(name)
        ?? throw new UsageException($"There is no workflow '{name}'. There are: {string.Join(", ", ExampleWorkflows.All.Select(example => example.Name))}.");

    // Opened first: nobody should measure for minutes to learn that the result has no place. What was there stays until then.
    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--out: '{path}' cannot be written: {exception.Message}");
        }
    }
}
