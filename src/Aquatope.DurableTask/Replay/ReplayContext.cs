using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>The context of an orchestrator during one turn: turns its calls into actions.</summary>
internal sealed partial class ReplayContext : TaskOrchestrationContext
{
    // The namespace of the GUIDs is that of the other Durable Task SDKs, so that an instance can move between them.
    private static readonly Guid GuidNamespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    private readonly OrchestrationHistory _history;
    private readonly ReplaySettings _settings;
    private readonly ILogger _logger;
    private object? _customStatus;
    private int _newGuidCounter;
    private OrchestrationEntities? _entities;

    public ReplayContext(OrchestrationHistory history, ReplaySettings settings)
    {
        _history = history;
        _settings = settings;
        Actions = new ActionLog(history.InstanceId);
        _logger = CreateReplaySafeLogger("Microsoft.DurableTask");
        Parent = history.Started.ParentInstance is { } parent
            ? new(parent.Name ?? string.Empty, parent.OrchestrationInstance.InstanceId)
            : null;
    }

    public ActionLog Actions { get; }

    public OpenTasks OpenTasks { get; } = new();

    public ExternalEvents Events { get; } = new();

    public override TaskName Name => _history.Started.Name;

    public override string InstanceId => _history.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; }

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public override string Version => _history.Started.Version ?? string.Empty;

    public override IReadOnlyDictionary<string, object?> Properties => _history.Properties;

    public override TaskOrchestrationEntityFeature Entities => _settings.EntitySupport
        ? OrchestrationEntities
        : throw new NotSupportedException(
            $"Durable entities are disabled because {nameof(DurableTaskWorkerOptions)}." +
            $"{nameof(DurableTaskWorkerOptions.EnableEntitySupport)}=false");

    /// <summary>Gets or sets the time of the turn that is being replayed.</summary>
    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    /// <summary>Gets the deserialized input; set when the execution starts.</summary>
    public object? Input { get; set; }

    public ContinueAsNewOptions? NextGeneration { get; private set; }

    internal OrchestrationEntities OrchestrationEntities => _entities ??= new(this);

    internal DataConverter Converter => _settings.DataConverter;

    internal ReplaySettings Settings => _settings;

    internal string ExecutionId => _history.ExecutionId;

    protected override ILoggerFactory LoggerFactory => _settings.LoggerFactory;

    public override T? GetInput<T>()
        where T : default => Input switch
        {
            T input => input,
            null => default,
            _ => Converter.Deserialize<T>(_history.Started.Input),
        };

    public override void SetCustomStatus(object? customStatus) => _customStatus = customStatus;

    public string? SerializeCustomStatus() => Converter.Serialize(_customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions
        {
            NewInput = newInput,
            PreserveUnprocessedEvents = preserveUnprocessedEvents,
        });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        NextGeneration = options;
    }

    public override Guid NewGuid()
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{InstanceId}_{Now.ToString("o", CultureInfo.InvariantCulture)}_{_newGuidCounter++}");
        byte[] hashed = [.. GuidNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // RFC 4122 prescribes SHA-1 for GUIDs of version 5; nothing is secret here.
        Span<byte> guid = SHA1.HashData(hashed).AsSpan(0, 16);
#pragma warning restore CA5350
        guid[6] = (byte)((guid[6] & 0x0F) | 0x50);
        guid[8] = (byte)((guid[8] & 0x3F) | 0x80);
        return new Guid(guid, bigEndian: true);
    }

    private static Timestamp ToTimestamp(DateTime utc) => Timestamp.FromDateTime(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private void ThrowIfEntity(string? instanceId)
    {
        if (_settings.EntitySupport && instanceId is ['@', ..])
        {
            throw new ArgumentException(
                $"Instance ID '{instanceId}' begins with '@', which is reserved for entities.", nameof(instanceId));
        }
    }
}
