using System.Collections.Immutable;
using Aquatope.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Examples.Azure;

/// <summary>Declares the example workflows as they are deployed.</summary>
public static class ExampleProgram
{
    private const string Apps = "AQUATOPE_APPS";

    /// <summary>What stages have until they are tuned: the same as in the parameter files of <c>infra</c>.</summary>
    private static readonly ResourceConfiguration First = new(Cpu: 1, MemoryMiB: 2048, Concurrency: 1);

    /// <summary>Adds the workflows whose stages have apps; in an app that does not know the others, all.</summary>
    /// <param name="aquatope">The program.</param>
    /// <param name="settings">The app's settings.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="AppListException">The list of apps is none.</exception>
    /// <exception cref="SettingException">The prices are not those of the apps' plan.</exception>
    public static AquatopeBuilder AddExamples(this AquatopeBuilder aquatope, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(aquatope);
        ArgumentNullException.ThrowIfNull(settings);
        IReadOnlyList<StageApp>? apps = settings[Apps] is { } list ? StageApps.Parse(list) : null;
        ExampleWorkflow[] examples =
            [.. ExampleWorkflows.All.Where(example => apps is null || example.Stages.All(stage => apps.Any(app => app.Stage == stage.Name)))];
        foreach (ExampleWorkflow example in examples)
        {
            aquatope.AddWorkflow(
                example.Orchestrator,
                _ => example.Create(),
                workflow => workflow.MeetLatency(example.Objective.Bound, example.Objective.Percentile).TryWith(example.Input));
        }

        // Two workflows may call one stage.
        bool onContainers = apps?.Any(app => app.Plan == HostingPlan.ContainerApps) == true;
        ImmutableArray<InstanceSize> sizes = onContainers ? ContainerAppSizes.All : FlexConsumptionSizes.All;
        foreach (ExampleStage stage in examples.SelectMany(example => example.Stages).DistinctBy(stage => stage.Name))
        {
            aquatope.AddStage(
                stage.Name, services => stage.Create(services.GetRequiredService<ISharedFolder>()), knobs => knobs.Sizes(sizes).StartWith(First));
        }

        return aquatope.Tune(apps).PreWarm().UsePricesOf(settings, onContainers);
    }

    // A trial takes minutes here, of which most is waiting for instances and reports.
    private static AquatopeBuilder Tune(this AquatopeBuilder aquatope, IReadOnlyList<StageApp>? apps) => aquatope.ConfigureOptimizer(optimizer => optimizer with
    {
        Every = TimeSpan.FromDays(1),
        MaximumSearch = TimeSpan.FromHours(6),
        CanaryTimeout = TimeSpan.FromMinutes(30),
        TrialLanes = apps?.Select(app => app.Lane).Where(lane => lane != Lane.Production).Distinct().Count() ?? 1,
    });

    // Orchestrations run in other apps than the pre-warmer, which therefore sees them when they are reported.
    private static AquatopeBuilder PreWarm(this AquatopeBuilder aquatope) => aquatope.ConfigurePreWarmer(preWarmer => preWarmer with
    {
        Interval = TimeSpan.FromMinutes(1),
        AssumedStartUp = TimeSpan.FromSeconds(10),
        Cascades = false,
    });

    // Only the control app has prices.
    private static AquatopeBuilder UsePricesOf(this AquatopeBuilder aquatope, IConfiguration settings, bool onContainers)
    {
        if (AppPrices.Read(settings, onContainers) is { } prices)
        {
            aquatope.UsePrices(prices.Tuning).ConfigurePreWarmer(preWarmer => preWarmer with { AlwaysReady = prices.AlwaysReady });
            aquatope.Services.AddSingleton(prices.Billing);
        }

        return aquatope;
    }
}
