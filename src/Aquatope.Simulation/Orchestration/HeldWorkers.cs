namespace Aquatope.Simulation;

/// <summary>Workers of one function that are held for the calls of each execution of a workflow.</summary>
/// <param name="Pool">The function's index.</param>
/// <param name="FromTicks">From when on after the execution's start workers are held for them.</param>
/// <param name="UntilTicks">Until when.</param>
/// <param name="Calls">How many at once.</param>
internal readonly record struct HeldWorkers(int Pool, long FromTicks, long UntilTicks, int Calls)
{
    /// <summary>Returns what a workflow's needs come to on its functions, in the order in which they end.</summary>
    /// <remarks>
    /// Workers are started so that they are ready at the early end of the need, and held until as long after the typical moment as that is
    /// after the early one, but at least for another start: what needs them later has a worker started itself.
    /// </remarks>
    public static HeldWorkers[] Of(WorkflowOptions options, IReadOnlyList<FunctionPool> pools)
    {
        // A stage that is called at the start has its workers started by its calls: nothing could be earlier.
        return [.. options.Needs.Where(need => need.Earliest > TimeSpan.Zero).Select(need =>
        {
            int pool = options.Functions.FirstOrDefault(function => pools[function].Options.Name == need.Stage, -1);
            if (pool < 0)
            {
                throw new ArgumentException($"Workflow '{options.Name}' needs a stage '{need.Stage}', which is none of its functions.", nameof(options));
            }

            var startUp = TimeSpan.FromMilliseconds(pools[pool].Options.StartUp.MeanMs);
            TimeSpan spread = need.Typical - need.Earliest;
            TimeSpan until = need.Typical + (spread > startUp ? spread : startUp);
            return new HeldWorkers(pool, need.WarmAt(startUp).Ticks, until.Ticks, need.Calls);
        }).OrderBy(calls => calls.UntilTicks)];
    }
}
