using System.Globalization;
using Microsoft.DurableTask;

namespace Aquatope.Crash.Program;

/// <summary>The orchestrations of the crash tests: one of each thing that can be cut in the middle.</summary>
public static class CrashOrchestrations
{
    /// <summary>Three activities one after the other.</summary>
    public const string Steps = "Steps";

    /// <summary>An activity, a timer, an activity.</summary>
    public const string Sleeper = "Sleeper";

    /// <summary>An external event, then an activity.</summary>
    public const string Waiter = "Waiter";

    /// <summary>Two sub-orchestrations and three activities at once.</summary>
    public const string Family = "Family";

    /// <summary>Continues as new until three different events have come.</summary>
    public const string Generations = "Generations";

    /// <summary>The event that <see cref="Waiter"/> waits for.</summary>
    public const string Go = "go";

    /// <summary>The events that <see cref="Generations"/> waits for; their data are 0, 1 and 2, in any order, each at least once.</summary>
    public const string Tick = "tick";

    /// <summary>How many ticks end <see cref="Generations"/>.</summary>
    public const int Ticks = 3;

    private const string Mark = "Mark";

    private static readonly string[] Kinds = [Steps, Sleeper, Waiter, Family, Generations];

    /// <summary>Returns the orchestration that an execution of this number is of.</summary>
    public static string KindOf(int index) => Kinds[index % Kinds.Length];

    /// <summary>Returns how many results of activities the outcome of an orchestration has.</summary>
    public static int MarksOf(string kind) => kind switch
    {
        Steps or Generations => 3,
        Sleeper => 2,
        Waiter => 1,
        _ => 9,
    };

    /// <summary>Returns the orchestrator of a name.</summary>
    public static ITaskOrchestrator Create(string name) => name switch
    {
        Steps => FuncTaskOrchestrator.Create<int, Outcome>(StepsAsync),
        Sleeper => FuncTaskOrchestrator.Create<int, Outcome>(SleeperAsync),
        Waiter => FuncTaskOrchestrator.Create<int, Outcome>(WaiterAsync),
        Family => FuncTaskOrchestrator.Create<int, Outcome>(FamilyAsync),
        _ => FuncTaskOrchestrator.Create<Generation, Outcome?>(GenerationsAsync),
    };

    /// <summary>Registers the orchestrations and their activity.</summary>
    public static void Register(DurableTaskRegistry tasks)
    {
        foreach (string kind in Kinds)
        {
            tasks.AddOrchestrator(kind, () => Create(kind));
        }

        tasks.AddActivityFunc<string, string>(Mark, (_, place) => $"{place}:{Guid.NewGuid():N}");
    }

    private static async Task<Outcome> StepsAsync(TaskOrchestrationContext context, int index)
    {
        var marks = new List<string>();
        for (int step = 0; step < 3; step++)
        {
            marks.Add(await MarkAsync(context, step));
        }

        return new Outcome(index, marks);
    }

    private static async Task<Outcome> SleeperAsync(TaskOrchestrationContext context, int index)
    {
        string before = await MarkAsync(context, 0);
        await context.CreateTimer(TimeSpan.FromMilliseconds(50 + (index % 250)), CancellationToken.None);
        return new Outcome(index, [before, await MarkAsync(context, 1)]);
    }

    private static async Task<Outcome> WaiterAsync(TaskOrchestrationContext context, int index)
    {
        int given = await context.WaitForExternalEvent<int>(Go);
        return new Outcome(given, [await MarkAsync(context, index)]);
    }

    private static async Task<Outcome> FamilyAsync(TaskOrchestrationContext context, int index)
    {
        Task<Outcome>[] children = [.. Enumerable.Range(0, 2).Select(_ => context.CallSubOrchestratorAsync<Outcome>(Steps, index))];
        Task<string>[] own = [.. Enumerable.Range(0, 3).Select(place => MarkAsync(context, place))];
        IEnumerable<string> marks = (await Task.WhenAll(children)).SelectMany(child => child.Marks);
        return new Outcome(index, [.. marks, .. await Task.WhenAll(own)]);
    }

    private static async Task<Outcome?> GenerationsAsync(TaskOrchestrationContext context, Generation so)
    {
        int tick = await context.WaitForExternalEvent<int>(Tick);
        if (!so.Ticks.Contains(tick))
        {
            so = so with { Ticks = [.. so.Ticks, tick], Marks = [.. so.Marks, await MarkAsync(context, tick)] };
        }

        if (so.Ticks.Count == Ticks)
        {
            return new Outcome(so.Index, so.Marks);
        }

        context.ContinueAsNew(so, preserveUnprocessedEvents: true);
        return null;
    }

    private static Task<string> MarkAsync(TaskOrchestrationContext context, int place) =>
        context.CallActivityAsync<string>(Mark, string.Create(CultureInfo.InvariantCulture, $"{context.InstanceId}/{place}"));
}
