using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>How a scenario's workflow is tuned beside production.</summary>
/// <param name="Strategy">Who proposes, by its name among <see cref="Strategies"/>.</param>
/// <param name="After">How long after the beginning of the simulation the cycle begins.</param>
/// <param name="Options">How much it tries.</param>
/// <param name="PricesIdleWorkers">Whether what idle workers cost decides among what is recommended.</param>
internal sealed record ScenarioTuning(string Strategy, TimeSpan After, TuningCycleOptions Options, bool PricesIdleWorkers)
{
    private const double MostMinutes = 3650 * 1440;

    /// <summary>Reads the settings.</summary>
    /// <param name="node">True, or an object with settings.</param>
    /// <returns>The settings, or null for false.</returns>
    public static ScenarioTuning? Read(ScenarioNode node)
    {
        if (!node.IsObject)
        {
            return node.Boolean() ? Of(null) : null;
        }

        return Of(node.With(
            "strategy", "afterMinutes", "trials", "executionsPerTrial", "lanes", "headroom", "searchMinutes", "canaryMinutes", "idleWorkers"));
    }

    private static ScenarioTuning Of(ScenarioNode? node)
    {
        var usual = new TuningCycleOptions();
        ScenarioNode? strategy = node?.Find("strategy");
        string name = strategy?.Text() ?? Strategies.Names[0];
        if (!Strategies.Names.Contains(name))
        {
            throw strategy!.Wrong($"there is no strategy '{name}'; there are {string.Join(", ", Strategies.Names)}");
        }

        return new ScenarioTuning(
            name,
            TimeSpan.FromMinutes(node?.Find("afterMinutes")?.Number(0, MostMinutes) ?? 0),
            usual with
            {
                MaximumTrials = node?.Find("trials")?.Integer(1, 10_000) ?? usual.MaximumTrials,
                ExecutionsPerTrial = node?.Find("executionsPerTrial")?.Integer(1, 10_000) ?? usual.ExecutionsPerTrial,
                TrialLanes = node?.Find("lanes")?.Integer(1, 100) ?? usual.TrialLanes,
                Headroom = node?.Find("headroom")?.Number(0, 0.99) ?? usual.Headroom,
                MaximumSearch = Minutes("searchMinutes") ?? usual.MaximumSearch,
                CanaryTimeout = Minutes("canaryMinutes") ?? usual.CanaryTimeout,
            },
            node?.Find("idleWorkers")?.Boolean() ?? true);

        TimeSpan? Minutes(string setting) => node?.Find(setting) is { } given ? TimeSpan.FromMinutes(given.Number(0.01, MostMinutes)) : null;
    }
}
