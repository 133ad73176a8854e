using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Starts workers of later stages just in time for the executions of one workflow, by the decisions that production makes.</summary>
/// <remarks>Pools fall again with a round after a call has been made or an execution has ended, as in production.</remarks>
internal sealed class Cascade(int workflow, WorkflowOptions options, PlatformContext context, IReadOnlyList<FunctionPool> pools)
{
    // A mean over about the last fifty calls, as the pre-warmer's.
    private const double Forgetting = 0.02;
    private readonly RunningExecutions<long> _running = new();
    private readonly SortedSet<int> _raised = [];
    private readonly double[] _serviceTicks = new double[pools.Count];
    private IReadOnlyList<StageNeed> _needs = [];
    private int[] _functions = [];
    private bool _roundIsDue;

    /// <summary>Takes a plan; executions that start from now on follow it.</summary>
    /// <param name="needs">What executions need, and when.</param>
    public void Plan(IReadOnlyList<StageNeed> needs)
    {
        (StageNeed Need, int Function)[] known = [.. needs.Select(need => (need, FunctionOf(need.Stage)))];

        // A stage that is called at the start has its workers started by its calls: nothing could be earlier.
        (StageNeed Need, int Function)[] later = [.. known.Where(item => item.Need.Earliest > TimeSpan.Zero)];
        _needs = [.. later.Select(item => item.Need)];
        _functions = [.. later.Select(item => item.Function)];
    }

    /// <summary>An execution starts.</summary>
    /// <param name="execution">Its number.</param>
    public void Started(long execution)
    {
        if (_needs.Count == 0)
        {
            return;
        }

        _running.Add(execution, Now, _needs);
        for (int i = 0; i < _needs.Count; i++)
        {
            long at = context.Engine.Now + _needs[i].WarmAt(StartUpOf(_functions[i])).Ticks;
            context.Schedule(at, PlatformEvent.CascadeDue, workflow, _functions[i]);
        }
    }

    /// <summary>An execution calls a stage.</summary>
    /// <param name="execution">Its number.</param>
    /// <param name="function">The stage's function.</param>
    public void Called(long execution, int function)
    {
        if (_needs.Count > 0)
        {
            _running.Called(execution, pools[function].Options.Name);
        }
    }

    /// <summary>A call has ended.</summary>
    /// <param name="function">The function.</param>
    /// <param name="executionTicks">How long it executed.</param>
    public void Learn(int function, long executionTicks)
    {
        ref double mean = ref _serviceTicks[function];
        mean += mean == 0 ? executionTicks : Forgetting * (executionTicks - mean);
    }

    /// <summary>An execution ends.</summary>
    /// <param name="execution">Its number.</param>
    public void Ended(long execution)
    {
        if (_needs.Count > 0)
        {
            _running.Remove(execution);
        }
    }

    /// <summary>Workers of a function may have to be started now.</summary>
    /// <param name="function">The function.</param>
    public void Due(int function)
    {
        Decide(function);
        if (_raised.Count > 0 && !_roundIsDue)
        {
            _roundIsDue = true;
            context.Schedule(context.Engine.Now + options.Cascades.Round.Ticks, PlatformEvent.CascadeRound, workflow);
        }
    }

    /// <summary>Decides anew for the pools that were raised.</summary>
    public void Round()
    {
        _roundIsDue = false;
        _running.Prune(Now);
        foreach (int function in _raised.ToArray())
        {
            Due(function);
        }
    }

    private DateTimeOffset Now => DateTimeOffset.UnixEpoch.AddTicks(context.Engine.Now);

    private void Decide(int function)
    {
        FunctionPool pool = pools[function];
        PoolState state = pool.State;
        TimeSpan service = TimeSpan.FromTicks(Math.Max(1, (long)_serviceTicks[function]));
        ExpectedExecutions expected = _running.Expected(state.Stage, Now, options.Cascades.Round + StartUpOf(function));
        int workers = CascadeSizer.Decide(expected, state, service, options.Cascades.PolicyOf(state.Configuration), options.Cascades.Round);
        pool.SetCascadeTarget(workers);
        _ = workers > 0 ? _raised.Add(function) : _raised.Remove(function);
    }

    private TimeSpan StartUpOf(int function) => TimeSpan.FromMilliseconds(pools[function].Options.StartUp.MeanMs);

    private int FunctionOf(string stage)
    {
        int found = options.Functions.FirstOrDefault(function => pools[function].Options.Name == stage, -1);
        return found >= 0
            ? found
            : throw new ArgumentException($"Workflow '{options.Name}' needs a stage '{stage}', which is none of its functions.", nameof(stage));
    }
}
