using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Reads a scenario file.</summary>
internal static class ScenarioFile
{
    private const double MostDays = 3650;
    private const double GreatestPrice = 1e6;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The scenario.</returns>
    /// <exception cref="UsageException">It cannot be read, or is no scenario; the message says where.</exception>
    public static Scenario Read(string path)
    {
        ScenarioNode root = ScenarioNode.Read(path).With(
            "name", "seed", "days", "trainDays", "warmUpMinutes", "stages", "workflow", "load", "objective", "platform", "policies");
        ScenarioNode? platform = root.Find("platform")?.With("billing", "prices", "hosts");
        PriceList prices = Prices(platform?.Find("prices"));
        bool metered = Metered(platform?.Find("billing"));
        IReadOnlyList<ScenarioNode> stages = root.Get("stages").Members();
        if (stages.Count == 0)
        {
            throw root.Get("stages").Wrong("there must be a stage at least");
        }

        var shape = new ScenarioShape([.. stages.Select(stage => stage.Name)]);
        WorkflowShape order = shape.Read(root.Get("workflow"));
        ScenarioPolicy[] policies = [.. Policies(root).Select(node => ScenarioPolicy.Read(node, prices))];
        CheckNames(root, policies);
        CheckBilling(root, policies, metered);
        LatencyObjective objective = Objective(root.Find("objective"));
        CheckObjective(root, policies, objective);
        var workflow = new ScenarioWorkflow(
            root.Find("name")?.Text() ?? Path.GetFileNameWithoutExtension(path),
            stages.Select((stage, i) => ScenarioStage.Read(stage, shape.Calls[i])),
            order,
            objective,
            prices);
        CheckTuning(root, policies, workflow, metered);
        var load = ScenarioLoad.Read(root.Get("load"));
        var past = TimeSpan.FromDays(root.Find("trainDays")?.Number(0, MostDays) ?? 0);
        CheckPast(root, policies, past);
        TimeSpan warmUp = TimeSpan.FromMinutes(root.Find("warmUpMinutes")?.Number(0, MostDays * 1440) ?? 0);
        return new Scenario
        {
            Seed = (ulong)(root.Find("seed")?.Integer(0) ?? 1),
            Past = past,
            WarmUp = warmUp,
            Length = Length(root, load, past + warmUp),
            Workflow = workflow,
            Load = load,
            Hosts = Hosts(platform?.Find("hosts")),
            Billing = metered ? Flex(platform?.Find("prices")) : new ResourceBilling(prices, platform?.Find("prices")?.Find("idleShare")?.Number(0, 1) ?? 1),
            Policies = policies,
        };
    }

    private static IReadOnlyList<ScenarioNode> Policies(ScenarioNode root) => root.Get("policies").Items();

    private static void CheckNames(ScenarioNode root, ScenarioPolicy[] policies)
    {
        for (int i = 0; i < policies.Length; i++)
        {
            if (policies.Take(i).Any(other => other.Name == policies[i].Name))
            {
                throw Policies(root)[i].Wrong($"there are two policies of the name '{policies[i].Name}'; 'name' can tell them apart");
            }
        }
    }

    private static void CheckBilling(ScenarioNode root, ScenarioPolicy[] policies, bool metered)
    {
        int weighing = Array.FindIndex(policies, policy => policy.WeighsIdleTimes);
        if (metered && weighing >= 0)
        {
            throw Policies(root)[weighing].Wrong("'idleTimes' is for workers that come and go at once; always-ready instances, which the billing \"flex\" takes a forecast's workers for, do not");
        }
    }

    private static void CheckObjective(ScenarioNode root, ScenarioPolicy[] policies, LatencyObjective objective)
    {
        int following = Array.FindIndex(policies, policy => policy.FollowedPrice is not null);
        if (following >= 0 && objective.Bound == TimeSpan.MaxValue)
        {
            throw Policies(root)[following].Wrong("'followsObjective' needs an objective with a bound to follow: 'latencyMs'");
        }
    }

    private static void CheckTuning(ScenarioNode root, ScenarioPolicy[] policies, ScenarioWorkflow workflow, bool metered)
    {
        int tuned = Array.FindIndex(policies, policy => policy.Tuning is not null);
        if (tuned < 0)
        {
            return;
        }

        ScenarioNode policy = Policies(root)[tuned];
        ThrowIf(!workflow.HasChoices, "'tuning' has nothing to choose from: 'cpu' or 'memoryMiB' of a stage must be a list");
        ThrowIf(workflow.Problem.Objective.Bound == TimeSpan.MaxValue, "'tuning' needs an objective with a bound to meet: 'latencyMs'");
        ThrowIf(metered, "'tuning' reckons with prices of vCPU and memory, not with the billing \"flex\"");

        void ThrowIf(bool wrong, string what)
        {
            if (wrong)
            {
                throw policy.Wrong(what);
            }
        }
    }

    private static void CheckPast(ScenarioNode root, ScenarioPolicy[] policies, TimeSpan past)
    {
        int learner = Array.FindIndex(policies, policy => policy.Forecasts is not null);
        if (learner >= 0 && past < TimeSpan.FromMinutes(1))
        {
            throw Policies(root)[learner].Wrong($"'{policies[learner].Name}' learns from the past, so 'trainDays' must say how much of it there is");
        }
    }

    private static TimeSpan Length(ScenarioNode root, ScenarioLoad load, TimeSpan before)
    {
        ScenarioNode? days = root.Find("days");
        TimeSpan? length = days is null ? null : TimeSpan.FromDays(days.Number(1.0 / 1440, MostDays));
        if (load.Length is not { } all)
        {
            return length ?? TimeSpan.FromDays(1);
        }

        if (before + (length ?? TimeSpan.FromMinutes(1)) > all)
        {
            throw (days ?? root.Get("load")).Wrong($"the counts last {all.TotalDays:0.###} days, which is too short: 'trainDays', 'warmUpMinutes' and 'days' come one after the other");
        }

        return length ?? all - before;
    }

    private static LatencyObjective Objective(ScenarioNode? node)
    {
        if (node is null)
        {
            return new LatencyObjective(TimeSpan.MaxValue, 95);
        }

        node.With("latencyMs", "percentile");
        return new LatencyObjective(TimeSpan.FromMilliseconds(node.Get("latencyMs").Number(0.001, 1e12)), node.Find("percentile")?.Number(0.001, 99.999) ?? 95);
    }

    private static bool Metered(ScenarioNode? billing) => billing?.Text() switch
    {
        null or "resources" => false,
        "flex" => true,
        _ => throw billing.Wrong("the billing must be \"resources\" or \"flex\""),
    };

    private static PriceList Prices(ScenarioNode? node)
    {
        node?.With("perVcpuHour", "perGiBHour", "perMillionExecutions", "idleShare", "onDemandPerGBSecond", "alwaysReadyPerGBSecond", "alwaysReadyActivityPerGBSecond");
        var usual = new PriceList();
        return new PriceList
        {
            PerVcpuSecond = node?.Find("perVcpuHour")?.Number(0, GreatestPrice) / 3600 ?? usual.PerVcpuSecond,
            PerGiBSecond = node?.Find("perGiBHour")?.Number(0, GreatestPrice) / 3600 ?? usual.PerGiBSecond,
            PerExecution = node?.Find("perMillionExecutions")?.Number(0, GreatestPrice) / 1e6 ?? usual.PerExecution,
        };
    }

    private static FlexBilling Flex(ScenarioNode? node)
    {
        var usual = new FlexConsumptionPrices();
        return new FlexBilling(new FlexConsumptionPrices
        {
            OnDemandPerGBSecond = node?.Find("onDemandPerGBSecond")?.Number(0, GreatestPrice) ?? usual.OnDemandPerGBSecond,
            BaselinePerGBSecond = node?.Find("alwaysReadyPerGBSecond")?.Number(0, GreatestPrice) ?? usual.BaselinePerGBSecond,
            AlwaysReadyPerGBSecond = node?.Find("alwaysReadyActivityPerGBSecond")?.Number(0, GreatestPrice) ?? usual.AlwaysReadyPerGBSecond,
            PerExecution = node?.Find("perMillionExecutions")?.Number(0, GreatestPrice) / 1e6 ?? usual.PerExecution,
        });
    }

    private static HostOptions? Hosts(ScenarioNode? node)
    {
        node?.With("count", "vcpu", "interference");
        return node is null ? null : new HostOptions
        {
            Count = node.Get("count").Integer(1, 100_000),
            Vcpu = node.Get("vcpu").Number(0.001, 100_000),
            Interference = node.Find("interference")?.Number(0, 100) ?? 0,
        };
    }
}
