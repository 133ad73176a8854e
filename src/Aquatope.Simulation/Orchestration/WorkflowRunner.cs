using System.Numerics;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Runs the executions of one workflow: calls stages in the order of its shape, and measures from start to end.</summary>
internal sealed class WorkflowRunner
{
    private readonly WorkflowOptions _options;
    private readonly PlatformContext _context;
    private readonly IReadOnlyList<FunctionPool> _pools;
    private readonly SeededRandom _seeds;
    private readonly WorkflowStep[] _steps;
    private readonly int _index;
    private readonly TimeHistogram _latency = new();
    private long _number;
    private long _started;
    private long _late;
    private long _failed;
    private long _cold;

    public WorkflowRunner(int index, WorkflowOptions options, PlatformContext context, IReadOnlyList<FunctionPool> pools, SeededRandom random)
    {
        _index = index;
        _options = options;
        _context = context;
        _pools = [.. options.Functions.Select(function => pools[function])];
        _seeds = random;
        _steps = WorkflowStep.Flatten(options.Shape);
        Cascade = new Cascade(index, options, context, pools);
        Cascade.Plan(options.Needs);
        if (_steps.FirstOrDefault(step => step.Stage >= _pools.Count) is { } unknown)
        {
            throw new ArgumentException($"Workflow '{options.Name}' calls stage {unknown.Stage}, and has {_pools.Count}.", nameof(options));
        }
    }

    public WorkflowOptions Options => _options;

    /// <summary>Gets what starts workers ahead of executions.</summary>
    public Cascade Cascade { get; }

    /// <summary>Schedules the next start.</summary>
    public void ScheduleStart()
    {
        if (_options.Arrivals is { } arrivals && arrivals.TryNext(out long ticks))
        {
            _context.Schedule(ticks, PlatformEvent.WorkflowStart, _index);
        }
    }

    /// <summary>An execution starts.</summary>
    /// <param name="isExtra">Whether it is none of the workflow's arrivals, so that another of these need not be scheduled.</param>
    public void Start(bool isExtra)
    {
        _started++;
        long number = _number++;
        int execution = _context.Executions.Add(new Execution { StartTicks = _context.Engine.Now, Number = number });
        Cascade.Started(number);
        Begin(new Activation { Execution = execution, Step = _steps.Length - 1, Parent = -1, Seed = _seeds.NextUInt64() });
        if (!isExtra)
        {
            ScheduleStart();
        }
    }

    /// <summary>Returns the number of the execution that a step is of.</summary>
    /// <param name="activation">The step's place.</param>
    /// <returns>The number.</returns>
    public long NumberOf(int activation) => _context.Executions[_context.Activations[activation].Execution].Number;

    /// <summary>A call of an execution has completed.</summary>
    /// <param name="activation">The place of the step that made it.</param>
    /// <param name="call">The call.</param>
    /// <param name="function">The function that it called.</param>
    public void Completed(int activation, in Call call, int function)
    {
        ref Execution execution = ref _context.Executions[_context.Activations[activation].Execution];
        execution.Cold |= call.Cold;
        execution.Failed |= call.Outcome != StageOutcome.Completed;
        Cascade.Learn(function, _context.Engine.Now - call.BegunTicks);
        End(activation);
    }

    public WorkflowResult Result()
    {
        var latency = new TimeHistogram();
        latency.Add(_latency);
        return new WorkflowResult
        {
            Name = _options.Name,
            Objective = _options.Objective,
            Started = _started,
            Completed = _latency.Count,
            Late = _late,
            Failed = _failed,
            Cold = _cold,
            Latency = latency,
        };
    }

    public void ResetMeasurements()
    {
        (_started, _late, _failed, _cold) = (0, 0, 0, 0);
        _latency.Clear();
    }

    private void Begin(Activation begun)
    {
        int slot = _context.Activations.Add(begun);
        WorkflowStep step = _steps[begun.Step];
        switch (step.Kind)
        {
            case StepKind.Call:
                Cascade.Called(_context.Executions[begun.Execution].Number, _options.Functions[step.Stage]);
                _pools[step.Stage].Call(_index, slot, begun.Seed);
                break;
            case StepKind.Series:
                BeginPart(slot, 0);
                break;
            case StepKind.Parallel:
                for (int i = 0; i < step.Parts.Length; i++)
                {
                    BeginPart(slot, i);
                }

                break;
            case StepKind.Graph:
                BeginReady(slot, step, ended: -1);
                break;
            case StepKind.Choice:
                Choose(slot, step, begun.Seed);
                break;
            default:
                throw new InvalidOperationException($"A step of kind {step.Kind} cannot be begun.");
        }
    }

    private void Choose(int slot, WorkflowStep step, ulong seed)
    {
        int chosen = new CallChance(seed).NextDouble() < step.Probability ? 0 : 1;
        if (chosen < step.Parts.Length)
        {
            BeginPart(slot, chosen);
        }
        else
        {
            End(slot);
        }
    }

    private void BeginPart(int slot, int position)
    {
        Activation whole = _context.Activations[slot];
        Begin(new Activation
        {
            Execution = whole.Execution,
            Step = _steps[whole.Step].Parts[position],
            Parent = slot,
            Position = position,
            Seed = new CallChance(whole.Seed + ((ulong)(position + 1) << 32)).NextUInt64(),
        });
    }

    // The parts of a graph that can begin: at first those that wait for none, later those that waited for the one that ended.
    private void BeginReady(int slot, WorkflowStep step, int ended)
    {
        ulong done = _context.Activations[slot].Ended;
        ulong ready = 0;
        for (int part = 0; part < step.Parts.Length; part++)
        {
            ulong awaited = step.Predecessors[part];
            bool touched = ended < 0 ? awaited == 0 : (awaited >> ended & 1) == 1;
            ready |= touched && (awaited & ~done) == 0 ? 1UL << part : 0;
        }

        _context.Activations[slot].Begun |= ready;
        for (; ready != 0; ready &= ready - 1)
        {
            BeginPart(slot, BitOperations.TrailingZeroCount(ready));
        }
    }

    private void End(int slot)
    {
        Activation ended = _context.Activations[slot];
        _context.Activations.Remove(slot);
        if (ended.Parent < 0)
        {
            EndExecution(ended.Execution);
            return;
        }

        ref Activation whole = ref _context.Activations[ended.Parent];
        WorkflowStep step = _steps[whole.Step];
        whole.EndedCount++;
        whole.Ended |= step.Kind == StepKind.Graph ? 1UL << ended.Position : 0;
        bool failed = _context.Executions[whole.Execution].Failed;
        bool over = step.Kind == StepKind.Choice || whole.EndedCount == step.Parts.Length
            || (failed && (step.Kind == StepKind.Series || (step.Kind == StepKind.Graph && whole.Ended == whole.Begun)));
        if (over)
        {
            End(ended.Parent);
        }
        else if (step.Kind == StepKind.Series)
        {
            BeginPart(ended.Parent, ended.Position + 1);
        }
        else if (step.Kind == StepKind.Graph && !failed)
        {
            BeginReady(ended.Parent, step, ended.Position);
        }
    }

    private void EndExecution(int slot)
    {
        Execution execution = _context.Executions[slot];
        _context.Executions.Remove(slot);
        Cascade.Ended(execution.Number);
        long latency = _context.Engine.Now - execution.StartTicks;
        _latency.Add(latency);
        _late += execution.Failed || latency > _options.Objective.Bound.Ticks ? 1 : 0;
        _failed += execution.Failed ? 1 : 0;
        _cold += execution.Cold ? 1 : 0;
        _context.Listener?.Completed(new CompletedExecution(_index, execution.Number, execution.StartTicks, _context.Engine.Now, execution.Cold) { Failed = execution.Failed });
    }
}
