using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.DurableTask;

namespace Aquatope.Examples.Tests.Measurements;

/// <summary>Measures every stage in a process of its own. Explicit: figures are for people, not for passing or failing.</summary>
public sealed partial class StageMeasurements
{
    private const int WarmRuns = 30;
    private const string StageVariable = "AQUATOPE_MEASURE_STAGE";
    private const string InputVariable = "AQUATOPE_MEASURE_INPUT";

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact(Explicit = true)]
    public async Task AllStages()
    {
        Output.WriteLine("| workflow | stage | calls | input KB | output KB | init ms | first ms | warm ms | CPU ms | peak MiB |");
        Output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (ExampleWorkflow workflow in ExampleWorkflows.All)
        {
            (InProcessContext context, _) = await InProcessContext.RunAsync(workflow, sequence: 1);
            foreach (ExampleStage stage in workflow.Stages)
            {
                var calls = context.Calls.Where(call => call.Stage == stage.Name).ToList();
                string figures = await MeasureInChildAsync(stage.Name, calls[0].Input);
                Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {workflow.Name} | {stage.Name} | {calls.Count} | {calls[0].Input.Length / 1000.0:0.0} | {calls[0].Output.Length / 1000.0:0.0} | {figures} |"));
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task OneStage()
    {
        string? name = Environment.GetEnvironmentVariable(StageVariable);
        Assert.SkipWhen(name is null, $"{StageVariable} names no stage; AllStages sets it.");
        ExampleStage stage = ExampleWorkflows.All.SelectMany(workflow => workflow.Stages).First(stage => stage.Name == name);
        string input = await File.ReadAllTextAsync(
            Environment.GetEnvironmentVariable(InputVariable)!, TestContext.Current.CancellationToken);

        long started = TimeProvider.System.GetTimestamp();
        ITaskActivity activity = stage.Create(ExampleData.Open());
        TimeSpan init = TimeProvider.System.GetElapsedTime(started);
        var context = new InProcessActivityContext(name!, "measurement");
        object?[] inputs = [.. Enumerable.Range(0, WarmRuns + 1).Select(_ => JsonSerializer.Deserialize(Fresh(name!, input), activity.InputType))];
        TimeSpan first = await TimeAsync(activity, context, inputs[WarmRuns]);
        var warm = new TimeSpan[WarmRuns];
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpuBefore = self.TotalProcessorTime;
        for (int i = 0; i < warm.Length; i++)
        {
            warm[i] = await TimeAsync(activity, context, inputs[i]);
        }

        self.Refresh();
        double cpu = (self.TotalProcessorTime - cpuBefore).TotalMilliseconds / WarmRuns;
        double median = warm.Order().ElementAt(WarmRuns / 2).TotalMilliseconds;
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"figures:{init.TotalMilliseconds:0} | {first.TotalMilliseconds:0} | {median:0.0} | {cpu:0.0} | {self.PeakWorkingSet64 >> 20}"));
    }

    // What is there is not written again, so that who writes posts gets a new one each time.
    private static string Fresh(string stage, string input) => stage is "StorePost" or "WriteUserTimeline" or "WriteHomeTimeline"
        ? Identity().Replace(input, _ => Guid.NewGuid().ToString())
        : input;

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Identity();

    private static async Task<TimeSpan> TimeAsync(ITaskActivity activity, TaskActivityContext context, object? input)
    {
        long started = TimeProvider.System.GetTimestamp();
        await activity.RunAsync(context, input);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<string> MeasureInChildAsync(string stage, string input)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, input, TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-explicit", "only", "-method", "*StageMeasurements.OneStage"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            start.Environment[StageVariable] = stage;
            start.Environment[InputVariable] = file;
            using Process child = Process.Start(start)!;
            Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string errors = await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string[] figures = errors.Split('\n').Where(line => line.StartsWith("figures:", StringComparison.Ordinal)).ToArray();
            Assert.True(figures.Length == 1, await output + errors);
            return figures[0]["figures:".Length..].Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
