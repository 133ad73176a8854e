using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What is claimed of complete systems, held against what came of them.</summary>
/// <param name="runs">Every run of every system.</param>
/// <param name="objective">The objective's percentile, the same for all workflows.</param>
/// <param name="seed">The seed of the resampling.</param>
public sealed class EndToEndClaims(IReadOnlyList<EndToEndRun> runs, LatencyObjective objective, ulong seed)
{
    private const double FewerViolations = 5;
    private const double MeanSaving = 0.34;
    private const double BestSaving = 0.52;
    private const double FromOracle = 0.05;

    private readonly ulong[] _seeds = [.. runs.Select(run => run.Seed).Distinct().Order()];
    private readonly string[] _workflows = [.. runs.Select(run => run.Workflow).Distinct()];
    private readonly Dictionary<(string System, string Workflow, ulong Seed), EndToEndRun> _runs = runs.ToDictionary(run => (run.System, run.Workflow, run.Seed));

    private double Allowed => 1 - (objective.Percentile / 100);

    /// <summary>Returns each claim with whether it holds, and by how much it is exceeded or missed.</summary>
    /// <returns>A sentence for each.</returns>
    public ImmutableArray<string> Sentences() => [Violations(), Saving(mean: true), Saving(mean: false), Oracle(), Configuration(), Joint(), Objective()];

    /// <summary>Returns the mean of a measure of one system on one workflow, with its interval.</summary>
    /// <param name="system">The system's name.</param>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="measure">The measure.</param>
    /// <returns>The estimate.</returns>
    public Estimate Of(string system, string workflow, Func<EndToEndRun, double> measure) =>
        Bootstrap.Of(_seeds.Length, drawn => Mean(system, workflow, drawn, measure), seed);

    /// <summary>Tells whether a system meets the objective on a workflow, in the mean over the seeds.</summary>
    /// <param name="system">The system's name.</param>
    /// <param name="workflow">The workflow's name.</param>
    /// <returns>Whether it does.</returns>
    public bool Meets(string system, string workflow) => Mean(system, workflow, All, run => run.LateShare) <= Allowed;

    private int[] All => [.. Enumerable.Range(0, _seeds.Length)];

    private double Mean(string system, string workflow, IReadOnlyList<int> drawn, Func<EndToEndRun, double> measure) =>
        drawn.Average(index => measure(_runs[(system, workflow, _seeds[index])]));

    private double Late(string system, IReadOnlyList<int> drawn) => _workflows.Average(workflow => Mean(system, workflow, drawn, run => run.LateShare));

    private string Violations()
    {
        string best = CompleteSystem.Baselines.Where(system => !system.IsUncertain).Select(system => system.Name).MinBy(system => Late(system, All))!;
        Estimate ratio = Bootstrap.Of(_seeds.Length, drawn => Late(best, drawn) / Late(CompleteSystem.Ours.Name, drawn), seed);
        return Sentence(
            $"At least {FewerViolations:0} times fewer violations than the best baseline without uncertainty ({best})",
            ratio.Value >= FewerViolations,
            $"{ratio.Value:0.00} times [{ratio.Low:0.00}, {ratio.High:0.00}]: {Late(best, All):P2} of executions against {Late(CompleteSystem.Ours.Name, All):P2}");
    }

    private string Saving(bool mean)
    {
        FormattableString claim = mean ? (FormattableString)$"{MeanSaving:P0} lower cost on average than baselines that meet the objective" : $"{BestSaving:P0} lower cost at best than a baseline that meets the objective";
        (string System, string Workflow)[] pairs =
        [
            .. _workflows.Where(workflow => Meets(CompleteSystem.Ours.Name, workflow))
                .SelectMany(workflow => CompleteSystem.Baselines.Select(system => (system.Name, workflow)))
                .Where(pair => Meets(pair.Name, pair.workflow)),
        ];
        if (pairs.Length == 0)
        {
            return Sentence(claim, false, $"there is no workflow on which this system and a baseline both meet {objective.Percentile:0.##} % within the bound");
        }

        Estimate saving = Bootstrap.Of(_seeds.Length, drawn => mean ? pairs.Average(pair => SavingOf(pair, drawn)) : pairs.Max(pair => SavingOf(pair, drawn)), seed);
        (string System, string Workflow) best = pairs.MaxBy(pair => SavingOf(pair, All));
        string where = mean ? $"of {pairs.Length} pairs of baseline and workflow" : $"than {best.System} on {best.Workflow}";
        return Sentence(claim, saving.Value >= (mean ? MeanSaving : BestSaving), $"{saving.Value:P1} [{saving.Low:P1}, {saving.High:P1}], {where}");
    }

    private double SavingOf((string System, string Workflow) pair, IReadOnlyList<int> drawn) =>
        1 - (Mean(CompleteSystem.Ours.Name, pair.Workflow, drawn, run => run.Cost) / Mean(pair.System, pair.Workflow, drawn, run => run.Cost));

    private string Oracle()
    {
        Estimate above = Bootstrap.Of(_seeds.Length, drawn => _workflows.Average(workflow =>
            Mean(CompleteSystem.Ours.Name, workflow, drawn, run => run.Cost) / Mean(CompleteSystem.Oracle.Name, workflow, drawn, run => run.Cost)) - 1, seed);
        return Sentence($"Within {FromOracle:P0} of the oracle's cost", above.Value <= FromOracle, $"{above.Value:P1} above it [{above.Low:P1}, {above.High:P1}]");
    }

    private string Configuration()
    {
        Estimate above = Bootstrap.Of(
            _seeds.Length, drawn => _workflows.Average(workflow => Mean(CompleteSystem.Ours.Name, workflow, drawn, run => run.ConfigurationCost)) - 1, seed);
        return Sentence($"The configuration within {FromOracle:P0} of the cheapest that meets the objective", above.Value <= FromOracle, $"{above.Value:P1} above it, warm [{above.Low:P1}, {above.High:P1}]");
    }

    private string Joint()
    {
        if (!runs.Any(run => run.System == CompleteSystem.Separate.Name))
        {
            return Sentence($"Joint decision at least as good as separate ones", false, $"it was not run");
        }

        string[] worse =
        [
            .. _workflows.Where(workflow => Mean(CompleteSystem.Ours.Name, workflow, All, run => run.Cost) > Mean(CompleteSystem.Separate.Name, workflow, All, run => run.Cost)
                || (Meets(CompleteSystem.Separate.Name, workflow) && !Meets(CompleteSystem.Ours.Name, workflow))),
        ];
        Estimate saving = Bootstrap.Of(_seeds.Length, drawn => 1 - _workflows.Average(workflow =>
            Mean(CompleteSystem.Ours.Name, workflow, drawn, run => run.Cost) / Mean(CompleteSystem.Separate.Name, workflow, drawn, run => run.Cost)), seed);
        string where = worse.Length == 0 ? "nowhere dearer" : $"dearer or late on {string.Join(", ", worse)}";
        return Sentence($"Joint decision of pools and configuration at least as good as separate ones on every workflow", worse.Length == 0, $"{saving.Value:P1} cheaper in the mean [{saving.Low:P1}, {saving.High:P1}], {where}");
    }

    private string Objective()
    {
        string[] missed = [.. _workflows.Where(workflow => !Meets(CompleteSystem.Ours.Name, workflow))];
        return Sentence(
            $"The objective is met on every workflow",
            missed.Length == 0,
            missed.Length == 0 ? (FormattableString)$"{_workflows.Length} of {_workflows.Length}" : $"not on {string.Join(", ", missed)}");
    }

    private static string Sentence(FormattableString claim, bool holds, FormattableString found) => Claim.Sentence(Text(claim), holds, Text(found));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
