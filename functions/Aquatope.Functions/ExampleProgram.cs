using Aquatope.Azure;
using Aquatope.Examples;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Configuration;

namespace Aquatope.Functions;

/// <summary>Declares the example workflows as they are deployed.</summary>
internal static class ExampleProgram
{
    /// <summary>
    /// The examples that there are functions for. The others keep what they write in a folder that all workers share, which
    /// apps without keys do not have.
    /// </summary>
    public static IReadOnlyList<ExampleWorkflow> Examples { get; } = [.. ExampleWorkflows.All.Where(example => example.Name is "image-recognition" or "chain" or "fan-out")];

    /// <summary>What stages have until they are tuned: the same as in the parameter files of <c>infra</c>.</summary>
    private static readonly ResourceConfiguration First = new(Cpu: 1, MemoryMiB: 2048, Concurrency: 1);

    /// <summary>Adds the workflows whose stages have apps; in an app that does not know the others, all.</summary>
    public static AquatopeBuilder AddExamples(this AquatopeBuilder aquatope, IConfiguration settings)
    {
        IReadOnlyList<StageApp>? apps = settings["AQUATOPE_APPS"] is { } list ? StageApps.Parse(list) : null;
        foreach (ExampleWorkflow example in Examples.Where(example => apps is null || example.Stages.All(stage => apps.Any(app => app.Stage == stage.Name))))
        {
            aquatope.AddWorkflow(
                example.Orchestrator,
                _ => example.Create(),
                workflow => workflow.MeetLatency(example.Objective.Bound, example.Objective.Percentile).TryWith(example.Input));
            foreach (ExampleStage stage in example.Stages)
            {
                aquatope.AddStage(stage.Name, _ => stage.Create(), knobs => knobs.Sizes(FlexConsumptionSizes.All).StartWith(First));
            }
        }

        // A trial takes minutes here, of which most is waiting for instances and reports.
        aquatope.ConfigureOptimizer(optimizer => optimizer with
        {
            Every = TimeSpan.FromDays(1),
            MaximumSearch = TimeSpan.FromHours(6),
            CanaryTimeout = TimeSpan.FromMinutes(30),
            TrialLanes = apps?.Select(app => app.Lane).Where(lane => lane != Lane.Production).Distinct().Count() ?? 1,
        });
        return PreWarm(aquatope, settings);
    }

    private static AquatopeBuilder PreWarm(AquatopeBuilder aquatope, IConfiguration settings)
    {
        if (settings["AQUATOPE_PRICES"] is { } text)
        {
            var prices = AzurePrices.Parse(text, "AQUATOPE_PRICES");
            aquatope.UsePrices(prices.OfFlexConsumption());
            aquatope.ConfigurePreWarmer(preWarmer => preWarmer with { IdlePricePerGiBSecond = prices.FlexConsumption.BaselinePerGBSecond });
        }

        // Orchestrations run in other apps than the pre-warmer, which therefore sees them when they are reported.
        return aquatope.ConfigurePreWarmer(preWarmer => preWarmer with
        {
            Interval = TimeSpan.FromMinutes(1),
            AssumedStartUp = TimeSpan.FromSeconds(10),
            Cascades = false,
        });
    }
}
