using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>An execution of a workflow, as its users see it.</summary>
/// <param name="InstanceId">Its instance ID.</param>
/// <param name="Status">Its status, by the name of the Durable Task SDK.</param>
/// <param name="Output">Its result, or null.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record ExecutionStatus(string InstanceId, string Status, JsonElement? Output, string? Error);

/// <summary>How the tuning of a workflow stands.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Objective">What it promises, in words; null where it promises nothing.</param>
/// <param name="Configuration">The configuration in production.</param>
/// <param name="Paused">Whether no cycle begins by itself.</param>
/// <param name="Cycle">The cycle that is running, or null.</param>
/// <param name="Progress">How far that has come, or null.</param>
public sealed record TuningStatus(
    string Workflow, string? Objective, WorkflowConfiguration Configuration, bool Paused, string? Cycle, OptimizerProgress? Progress);

/// <summary>What a change of production's configuration by hand is asked to do.</summary>
internal sealed record ConfigurationChange(string Workflow, WorkflowConfiguration Configuration, OptimizerAction Action, string Reason, int Epoch);
