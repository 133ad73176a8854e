using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Worker.Replay;
using P = Aquatope.DurableTask.Protocol;
using Type = System.Type;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>The operation of an entity that is running: its input, the state, and what it asks for.</summary>
internal sealed class EntityExecution : TaskEntityOperation
{
    private readonly DataConverter _converter;
    private readonly EntityState _state;
    private readonly EntityContext _context;
    private P.OperationRequest _operation = new();

    public EntityExecution(EntityInstanceId id, string? state, ReplaySettings settings)
    {
        _converter = settings.DataConverter;
        _state = new EntityState(_converter, state);
        _context = new EntityContext(id, settings);
    }

    public override string Name => _operation.Operation;

    public override TaskEntityContext Context => _context;

    public override TaskEntityState State => _state;

    public override bool HasInput => _operation.Input is not null;

    public IEnumerable<P.OperationAction> Actions => _context.Actions;

    public string? SerializedState => _state.Committed;

    public override object? GetInput(Type inputType) => _converter.Deserialize(_operation.Input, inputType);

    public void Begin(P.OperationRequest operation)
    {
        _operation = operation;
        _context.TraceContext = operation.TraceContext;
    }

    public void Commit()
    {
        _state.Commit();
        _context.Commit();
    }

    public void Rollback()
    {
        _state.Rollback();
        _context.Rollback();
    }

    private sealed class EntityState(DataConverter converter, string? state) : TaskEntityState
    {
        private string? _current = state;

        public string? Committed { get; private set; } = state;

        public override bool HasState => _current is not null;

        public override object? GetState(Type type) => converter.Deserialize(_current, type);

        public override void SetState(object? state) => _current = converter.Serialize(state);

        public void Commit() => Committed = _current;

        public void Rollback() => _current = Committed;
    }

    private sealed class EntityContext(EntityInstanceId id, ReplaySettings settings) : TaskEntityContext
    {
        private readonly List<P.OperationAction> _actions = [];
        private int _committed;

        public override EntityInstanceId Id => id;

        public IEnumerable<P.OperationAction> Actions => _actions;

        public P.TraceContext? TraceContext { get; set; }

        public override void SignalEntity(
            EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            Add(new P.OperationAction
            {
                SendSignal = new P.SendSignalAction
                {
                    InstanceId = id.ToString(),
                    Name = operationName,
                    Input = settings.DataConverter.Serialize(input),
                    ScheduledTime = Moment(options?.SignalTime),
                    RequestTime = Moment(settings.TimeProvider.GetUtcNow()),
                    ParentTraceContext = TraceContext,
                },
            });

        public override string ScheduleNewOrchestration(
            TaskName name, object? input = null, StartOrchestrationOptions? options = null)
        {
            if (options?.InstanceId is ['@', ..])
            {
                throw new ArgumentException(
                    $"Instance ID '{options.InstanceId}' begins with '@', which is reserved for entities.", nameof(options));
            }

            string instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
            Add(new P.OperationAction
            {
                StartNewOrchestration = new P.StartNewOrchestrationAction
                {
                    InstanceId = instanceId,
                    Name = name.Name,
                    Version = options?.Version?.Version ?? string.Empty,
                    Input = settings.DataConverter.Serialize(input),
                    ScheduledTime = Moment(options?.StartAt),
                    RequestTime = Moment(settings.TimeProvider.GetUtcNow()),
                    ParentTraceContext = TraceContext,
                },
            });
            return instanceId;
        }

        public void Commit() => _committed = _actions.Count;

        public void Rollback() => _actions.RemoveRange(_committed, _actions.Count - _committed);

        private static Timestamp? Moment(DateTimeOffset? moment) =>
            moment is { } known ? Timestamp.FromDateTimeOffset(known) : null;

        private void Add(P.OperationAction action)
        {
            action.Id = _actions.Count;
            _actions.Add(action);
        }
    }
}
