using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Azure.Tests;

/// <summary>
/// Runs a workflow of two stages, one after the other, on the apps as Resource Manager has them now: sizes decide how long a
/// stage takes, an app that restarts or has no instance lets its call wait, and spans are sent. Time is the clock's.
/// </summary>
internal sealed class StageAppsModel(ArmServer arm, SpanStore spans, FakeTimeProvider clock)
{
    public const string Workflow = "Thumbnails";
    public static readonly string[] Stages = ["Decode", "Resize"];

    private static readonly TimeSpan ScaleOut = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Dispatch = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, DateTimeOffset> _workedUntil = [];

    /// <summary>Gets or sets how long a stage takes at some resources, in a lane.</summary>
    public required Func<string, string, ResourceConfiguration, TimeSpan> Takes { get; set; }

    /// <summary>Gets the executions that waited for an instance, by lane and instance ID.</summary>
    public HashSet<(string Lane, string InstanceId)> Cold { get; } = [];

    /// <summary>Runs an execution; the clock goes to its end.</summary>
    public void Run(string lane, string instanceId)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        foreach (string stage in Stages)
        {
            RunStage(lane, instanceId, stage);
        }

        spans.Add(new WorkflowReport
        {
            Lane = lane,
            Workflow = Workflow,
            InstanceId = instanceId,
            StartedAt = startedAt,
            Latency = clock.GetUtcNow() - startedAt,
            Failed = false,
        });
    }

    private void RunStage(string lane, string instanceId, string stage)
    {
        string id = ArmApps.IdOf(lane, stage, HostingPlan.FlexConsumption);
        JsonNode scale = arm[id]["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        int memory = scale["instanceMemoryMB"]!.GetValue<int>();
        int concurrency = int.Parse(arm[id]["settings"]![StageSettings.Concurrency]!.GetValue<string>());
        var resources = new ResourceConfiguration(FlexConsumptionSizes.All.Single(size => size.MemoryMiB == memory).Cpu, memory, concurrency);
        bool alwaysReady = scale["alwaysReady"]!.AsArray().Any(entry => entry!["name"]!.GetValue<string>() == "durable");

        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset upAt = arm.UpAt(id);
        bool active = _workedUntil.TryGetValue(id, out DateTimeOffset until) && until + IdleFor > now && until > upAt;
        TimeSpan cold = now < upAt ? upAt - now : alwaysReady || active ? TimeSpan.Zero : ScaleOut;
        if (cold > TimeSpan.Zero)
        {
            Cold.Add((lane, instanceId));
        }

        TimeSpan execution = Takes(lane, stage, resources);
        clock.Advance(cold + Dispatch + execution);
        _workedUntil[id] = clock.GetUtcNow();
        spans.Add(new StageReport
        {
            Lane = lane,
            Workflow = Workflow,
            InstanceId = instanceId,
            Stage = stage,
            ScheduledAt = now,
            QueueWait = cold + Dispatch,
            ColdStart = cold,
            Execution = execution,
            Configuration = resources,
            Outcome = StageOutcome.Completed,
            Cost = 0,
        });
    }
}
