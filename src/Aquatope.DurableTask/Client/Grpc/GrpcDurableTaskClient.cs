using System.Collections.Immutable;
using DurableTask.Core.Exceptions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Enum = System.Enum;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Client.Grpc;

/// <summary>A client that talks to its task hub by gRPC. Thread-safe.</summary>
public sealed partial class GrpcDurableTaskClient : DurableTaskClient
{
    private const string DefaultAddress = "http://localhost:4001";

    private readonly GrpcDurableTaskClientOptions _options;
    private readonly ILogger _logger;
    private readonly GrpcChannel? _ownedChannel;
    private readonly P.TaskHubSidecarService.TaskHubSidecarServiceClient _client;
    private readonly DurableEntityClient? _entities;

    /// <summary>Initializes a client of a host.</summary>
    /// <param name="name">The name of the client, under which its options are found.</param>
    /// <param name="options">The options of all clients.</param>
    /// <param name="logger">The logger.</param>
    [ActivatorUtilitiesConstructor]
    public GrpcDurableTaskClient(
        string name, IOptionsMonitor<GrpcDurableTaskClientOptions> options, ILogger<GrpcDurableTaskClient> logger)
        : this(name, (options ?? throw new ArgumentNullException(nameof(options))).Get(name), logger)
    {
    }

    /// <summary>Initializes a client.</summary>
    /// <param name="name">The name of the client.</param>
    /// <param name="options">How to connect.</param>
    /// <param name="logger">The logger.</param>
    public GrpcDurableTaskClient(string name, GrpcDurableTaskClientOptions options, ILogger logger)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        _options = options;
        _logger = logger;
        _ownedChannel = options.CallInvoker is null && options.Channel is null
            ? GrpcChannel.ForAddress(string.IsNullOrEmpty(options.Address) ? DefaultAddress : options.Address)
            : null;
        _client = new(options.CallInvoker ?? (options.Channel ?? _ownedChannel!).CreateCallInvoker());
        _entities = options.EnableEntitySupport ? new GrpcDurableEntityClient(name, options.DataConverter, _client) : null;
    }

    /// <inheritdoc/>
    public override DurableEntityClient Entities => _entities ?? throw new NotSupportedException(
        $"Durable entities are disabled because {nameof(DurableTaskClientOptions)}.{nameof(DurableTaskClientOptions.EnableEntitySupport)}=false");

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _ownedChannel?.Dispose();
        return default;
    }

    /// <inheritdoc/>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ThrowIfEntity(options?.InstanceId);
        P.CreateInstanceRequest request = new()
        {
            Name = orchestratorName.Name,
            Version = options?.Version?.Version ?? (_options.DefaultVersion.Length > 0 ? _options.DefaultVersion : null),
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            Input = _options.DataConverter.Serialize(input),
            ScheduledStartTimestamp = Moment(options?.StartAt),
            RequestTime = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            OrchestrationIdReusePolicy = ReusePolicy(options?.DedupeStatuses),
        };
        request.Tags.Add((options?.Tags ?? ImmutableDictionary<string, string>.Empty).ToDictionary());
        LogScheduling(_logger, request.Name, request.InstanceId);

        using System.Diagnostics.Activity? span = TraceSpans.StartNewOrchestration(request);
        P.CreateInstanceResponse response = await GrpcCalls.InvokeAsync(
            nameof(ScheduleNewOrchestrationInstanceAsync),
            () => _client.StartInstanceAsync(request, cancellationToken: cancellation),
            cancellation,
            failure => failure.StatusCode switch
            {
                StatusCode.AlreadyExists => new OrchestrationAlreadyExistsException(failure.Status.Detail, failure),
                StatusCode.InvalidArgument => new ArgumentException(failure.Status.Detail, failure),
                _ => null,
            });
        return response.InstanceId;
    }

    /// <inheritdoc/>
    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        P.RaiseEventRequest request = new()
        {
            InstanceId = instanceId,
            Name = eventName,
            Input = _options.DataConverter.Serialize(eventPayload),
        };
        using System.Diagnostics.Activity? span = TraceSpans.StartRaisedEvent(eventName, instanceId);
        await GrpcCalls.InvokeAsync(
            nameof(RaiseEventAsync), () => _client.RaiseEventAsync(request, cancellationToken: cancellation), cancellation);
    }

    private static Timestamp? Moment(DateTimeOffset? moment) =>
        moment is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    // The wire names the statuses that may be replaced: those that do not make the start fail.
    private static P.OrchestrationIdReusePolicy? ReusePolicy(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
        {
            return null;
        }

        HashSet<OrchestrationRuntimeStatus> dedupe = [.. dedupeStatuses.Select(Parse)];
        P.OrchestrationIdReusePolicy policy = new();
        policy.ReplaceableStatus.AddRange(StartOrchestrationOptionsExtensions.ValidDedupeStatuses
            .Where(status => !dedupe.Contains(status))
            .Select(status => (P.OrchestrationStatus)status));
        return policy;

        static OrchestrationRuntimeStatus Parse(string name) =>
            Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status)
                ? status
                : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication.", nameof(name));
    }

    private void ThrowIfEntity(string? instanceId)
    {
        if (_options.EnableEntitySupport && instanceId is ['@', ..])
        {
            throw new ArgumentException(
                $"Instance ID '{instanceId}' begins with '@', which is reserved for entities.", nameof(instanceId));
        }
    }

    private void ThrowIfInvalid(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ThrowIfEntity(instanceId);
    }

    private OrchestrationMetadata ToMetadata(P.OrchestrationState state, bool withPayloads) => new(state.Name, state.InstanceId)
    {
        CreatedAt = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
        LastUpdatedAt = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
        RuntimeStatus = (OrchestrationRuntimeStatus)state.OrchestrationStatus,
        SerializedInput = state.Input,
        SerializedOutput = state.Output,
        SerializedCustomStatus = state.CustomStatus,
        FailureDetails = ProtocolFailures.ToDetailsOrNull(state.FailureDetails),
        DataConverter = withPayloads ? _options.DataConverter : null,
        Tags = state.Tags.ToDictionary(),
    };

    [LoggerMessage(EventId = 40, EventName = "SchedulingOrchestration", Level = LogLevel.Information, Message =
        "Scheduling new {Name} orchestration with instance ID '{InstanceId}'.")]
    private static partial void LogScheduling(ILogger logger, string name, string instanceId);
}
