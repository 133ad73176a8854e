using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>A snapshot of an orchestration instance.</summary>
/// <param name="name">The name of the orchestrator.</param>
/// <param name="instanceId">The ID of the instance.</param>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    private const int LongestPayload = 50;

    /// <summary>Gets the name of the orchestrator.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the ID of the instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Gets how payloads are read; null when inputs and outputs were not fetched.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Gets the status.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>Gets when the instance was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the instance last changed.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Gets the serialized input; null when there is none or it was not fetched.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>Gets the serialized result; null when there is none or it was not fetched.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Gets the serialized custom status; null when there is none or it was not fetched.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Gets the tags. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Gets why the instance failed; null unless it did.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Gets whether the instance is running.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Gets whether the instance has ended: completed, failed or terminated.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>Returns the input.</summary>
    /// <typeparam name="T">The type of the input.</typeparam>
    /// <returns>The input; the default of its type when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not fetched.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>Returns the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The result; the default of its type when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not fetched.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>Returns the custom status.</summary>
    /// <typeparam name="T">The type of the custom status.</typeparam>
    /// <returns>The custom status; the default of its type when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not fetched.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <inheritdoc/>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        if (SerializedInput is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", Input: '{Shorten(SerializedInput)}'");
        }

        if (SerializedOutput is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", Output: '{Shorten(SerializedOutput)}'");
        }

        if (FailureDetails is not null)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $", FailureDetails: '{FailureDetails.ErrorType} - {Shorten(FailureDetails.ErrorMessage)}'");
        }

        return text.Append(']').ToString();
    }

    private static string Shorten(string payload) =>
        payload.Length > LongestPayload ? payload[..LongestPayload] + "..." : payload;

    private T? Read<T>(string? data) => DataConverter is null
        ? throw new InvalidOperationException(
            $"Instance '{InstanceId}' was fetched without its inputs and outputs. Ask for them (getInputsAndOutputs: true) to read them.")
        : DataConverter.Deserialize<T>(data);
}
