using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Complete systems on several workflows under recorded load: what figures that compare them share.</summary>
/// <param name="Workflows">The workflows, in order.</param>
/// <param name="Systems">The systems, in order.</param>
/// <param name="Runs">Every run of every system.</param>
/// <param name="Claims">Estimates of these.</param>
internal sealed record SystemComparison(
    ImmutableArray<string> Workflows, ImmutableArray<CompleteSystem> Systems, ImmutableArray<EndToEndRun> Runs, EndToEndClaims Claims)
{
    /// <summary>Gets the names of the columns of <see cref="Rows"/>.</summary>
    public static ImmutableArray<string> Columns { get; } =
    [
        "workflow", "system", "latePercent", "lateLow", "lateHigh", "meetsObjective", "coldPercent", "cost", "costLow", "costHigh", "idlePercentOfCost",
        "tuningPercentOfCost", "configurationOverOptimum", "configurationMeetsShare", "executions",
    ];

    /// <summary>Runs the systems.</summary>
    /// <param name="request">How.</param>
    /// <param name="workflows">The names of the workflows.</param>
    /// <param name="systems">The systems.</param>
    /// <returns>What came of them.</returns>
    public static SystemComparison Run(FigureRequest request, ImmutableArray<string> workflows, ImmutableArray<CompleteSystem> systems)
    {
        IReadOnlyList<NamedSeries> load = SmapeFigure.Read();
        var runs = ImmutableArray.CreateBuilder<EndToEndRun>();
        EndToEndSettings settings = SettingsOf(request);
        request.Begin(workflows.Length * systems.Length * request.Study.Seeds);
        for (int i = 0; i < workflows.Length; i++)
        {
            int place = Problems.OnPlatform.IndexOf(workflows[i]);
            RecordedWorkflow workflow = Problems.OnPlatformOf(workflows[i]);
            var study = new EndToEndStudy(workflow, load[place % load.Count].Counts, settings, request.Study);
            foreach (CompleteSystem system in systems)
            {
                ImmutableArray<EndToEndRun> found = study.Run(system);
                runs.AddRange(found);
                request.Study.Progress(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{workflows[i]}, {system.Name}: {found.Average(run => run.LateShare):P2} late, {found.Average(run => run.ColdShare):P2} cold, {found.Average(run => run.Cost):G4} each"));
            }
        }

        return new SystemComparison(
            workflows, systems, runs.ToImmutable(), new EndToEndClaims(runs, Problems.OnPlatformOf(workflows[0]).Problem.Objective, request.Study.Seed));
    }

    /// <summary>Returns the sentences that say how everything was made.</summary>
    /// <param name="request">How.</param>
    public static string Describe(FigureRequest request)
    {
        EndToEndSettings settings = SettingsOf(request);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Load: executions a minute of functions of the Azure Functions trace of 2019, one function for each workflow in turn, scaled down to {settings.MostPerMinute:0} executions a minute in the mean of {settings.Past.TotalDays:0} days that forecasts learn from, never up. ")
            + string.Create(
            CultureInfo.InvariantCulture,
            $"Then {settings.WarmUp.TotalHours:0} hours in which systems search with {settings.SearchExecutions} executions in trial lanes beside production, and {settings.Length.TotalHours:0} hours that are measured. All begin with the most generous configuration, with the same executions and chance for the same seed. ")
            + "Late: failed or slower than the bound, 1.25 times (Jolteon: 1.1) the 95th percentile of the most generous configuration, warm. Cost: micro-dollars for an execution, idle and starting workers at the full price of busy ones; a cold start counts as much as fifty executions at the most generous configuration, about production's default, where pools are sized by forecasts, and where it follows the objective that is where it begins; the search's cost apart. Systems that validate leave 5 % of the bound free. "
            + "Stages have the forecasts of executions, made once, times their calls. Intervals: 95 %, bootstrap over the seeds.";
    }

    /// <summary>Returns a row for each workflow and system.</summary>
    public ImmutableArray<ImmutableArray<object>> Rows() =>
    [
        .. from workflow in Workflows
           from system in Systems
           select Row(workflow, system.Name),
    ];

    /// <summary>Returns a chart: a curve for each system, a point for each workflow.</summary>
    /// <param name="name">The chart's name.</param>
    /// <param name="title">The chart's title.</param>
    /// <param name="yTitle">The title of the vertical axis.</param>
    /// <param name="value">The value and its interval, of a system's name and a workflow's.</param>
    public Chart Draw(string name, string title, string yTitle, Func<string, string, Estimate> value) => new(
        name,
        title,
        "",
        yTitle,
        [.. Systems.Select(system => new Curve(system.Name, [.. Workflows.Select((workflow, i) => Point(i + 1, value(system.Name, workflow)))]))])
    {
        Categories = Workflows,
    };

    private static EndToEndSettings SettingsOf(FigureRequest request)
    {
        EndToEndSettings settings = request.Quick
            ? new EndToEndSettings { Past = TimeSpan.FromHours(60), WarmUp = TimeSpan.FromHours(2), Length = TimeSpan.FromHours(4), SearchExecutions = 60 }
            : new EndToEndSettings();
        return request.Budget is { } budget ? settings with { SearchExecutions = budget } : settings;
    }

    private static CurvePoint Point(double x, Estimate estimate) => new(x, estimate.Low, estimate.Value, estimate.High);

    private ImmutableArray<object> Row(string workflow, string system)
    {
        EndToEndRun[] runs = [.. Runs.Where(run => run.Workflow == workflow && run.System == system)];
        Estimate late = Claims.Of(system, workflow, run => 100 * run.LateShare);
        Estimate cost = Claims.Of(system, workflow, run => run.Cost);
        return
        [
            workflow, system, late.Value, late.Low, late.High, Claims.Meets(system, workflow) ? "yes" : "no", 100 * runs.Average(run => run.ColdShare),
            cost.Value, cost.Low, cost.High, 100 * runs.Average(run => run.IdleShare), 100 * runs.Average(run => run.TuningCost / run.Cost),
            runs.Average(run => run.ConfigurationCost), runs.Average(run => run.ConfigurationMeets ? 1.0 : 0), runs.Average(run => (double)run.Executions),
        ];
    }
}
