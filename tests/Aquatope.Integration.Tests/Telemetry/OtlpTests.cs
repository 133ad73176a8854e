using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests.Telemetry;

/// <summary>What the command sends to an OTLP endpoint, and that it loads nothing for it where there is none.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class OtlpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-otlp-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Hub_WithAnEndpoint_SendsTheBacklogOfEachLane()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using var hub = new ProgramProcess("aquatope", _folder, receiver.Environment, ["hub", "--listen", "127.0.0.1:0"]);
        var address = IPEndPoint.Parse(Address().Match(await hub.HearAsync("Task hub on")).Groups["address"].Value);
        await using var clients = new ClientServices(address);
        string id = await clients.Client("trial-1").ScheduleNewOrchestrationInstanceAsync("main", Cancellation);

        OtlpReceiver.Point waiting = await receiver.PointAsync(point => point is { Name: "aquatope.taskhub.queue.backlog", Value: 1 });

        Assert.Equal("trial-1", waiting.Tags["taskhub"]);
        Assert.Equal("orchestration", waiting.Tags["kind"]);
        Assert.Equal("main", waiting.Tags["name"]);
        Assert.True(Loaded(hub.Id, "OpenTelemetry"));

        using IHost worker = await WorkAsync(address, "trial-1");
        await clients.Client("trial-1").WaitForInstanceCompletionAsync(id, Cancellation);
        await receiver.PointAsync(point => point is { Name: "aquatope.taskhub.queue.backlog", Value: 0 } && point.Tags["taskhub"] == "trial-1");
        await receiver.PointAsync(point => point is { Name: "aquatope.taskhub.queue.workers", Value: 1 } && point.Tags["taskhub"] == "trial-1");
        await worker.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Run_WithAnEndpoint_SendsMetricsAndSpans()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using var run = new ProgramProcess("aquatope", _folder, receiver.Environment, ["run", "chain"]);

        Task<OtlpReceiver.Point> point = receiver.PointAsync(e => e.Name == "aquatope.taskhub.queue.active" && e.Tags["taskhub"] == "production");
        string span = await receiver.SpanAsync("create_orchestration:SummariseDocument");

        Assert.NotEmpty(span);
        Assert.Equal("production", (await point).Tags["taskhub"]);
        await run.PressControlCAsync();
        await run.EndAsync();
    }

    [Fact]
    public async Task Hub_WithoutAnEndpoint_LoadsNothingForIt()
    {
        using var hub = new ProgramProcess("aquatope", _folder, new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = string.Empty }, ["hub", "--listen", "127.0.0.1:0"]);
        await hub.HearAsync("Task hub on");

        Assert.True(Loaded(hub.Id, "Aquatope.TaskHub"));
        Assert.False(Loaded(hub.Id, "OpenTelemetry"));
    }

    [Fact]
    public async Task Hub_EndpointThatIsNoAddress_IsWrongUse()
    {
        using var hub = new ProgramProcess("aquatope", _folder, new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "somewhere" }, ["hub", "--listen", "127.0.0.1:0"]);

        (int exitCode, _, string error) = await hub.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", error, StringComparison.Ordinal);
    }

    private static bool Loaded(int process, string library) =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/maps")).Any(line => line.Contains($"/{library}", StringComparison.Ordinal));

    private static async Task<IHost> WorkAsync(IPEndPoint address, string taskHub)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddDurableTaskWorker(taskHub, worker => worker
            .AddTasks(tasks => tasks.AddOrchestratorFunc("main", _ => Task.FromResult(1)))
            .UseDurableTaskScheduler(ClientServices.ConnectionString(address, taskHub)));
        IHost host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }

    [GeneratedRegex("http://(?<address>[0-9.]+:[0-9]+)/", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
