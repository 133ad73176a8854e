using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Tests;

/// <summary>What an orchestrator may ask for.</summary>
internal static class Actions
{
    public static OrchestratorAction Complete(string? output = null, int id = 99) => End(OrchestrationStatus.Completed, output, id);

    public static OrchestratorAction End(OrchestrationStatus status, string? output = null, int id = 99) => new()
    {
        Id = id,
        CompleteOrchestration = new CompleteOrchestrationAction { OrchestrationStatus = status, Result = output },
    };

    public static OrchestratorAction Fail(string type, string message, int id = 99) => new()
    {
        Id = id,
        CompleteOrchestration = new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.Failed,
            FailureDetails = new TaskFailureDetails { ErrorType = type, ErrorMessage = message },
        },
    };

    public static OrchestratorAction Continue(string? input, params HistoryEvent[] carried) => new()
    {
        Id = 99,
        CompleteOrchestration = new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.ContinuedAsNew,
            Result = input,
            CarryoverEvents = { carried },
        },
    };

    public static OrchestratorAction Activity(int id, string name, string? input = null, string? version = null) =>
        new() { Id = id, ScheduleTask = new ScheduleTaskAction { Name = name, Input = input, Version = version } };

    public static OrchestratorAction Timer(int id, DateTimeOffset at) =>
        new() { Id = id, CreateTimer = new CreateTimerAction { FireAt = at.ToTimestamp() } };

    public static OrchestratorAction Child(int id, string name, string instanceId, string? input = null) => new()
    {
        Id = id,
        CreateSubOrchestration = new CreateSubOrchestrationAction { Name = name, InstanceId = instanceId, Input = input },
    };

    public static OrchestratorAction Send(int id, string instanceId, string name, string? data = null) => new()
    {
        Id = id,
        SendEvent = new SendEventAction { Instance = new OrchestrationInstance { InstanceId = instanceId }, Name = name, Data = data },
    };
}
