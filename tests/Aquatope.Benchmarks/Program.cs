using Aquatope.Benchmarks;
using Aquatope.Benchmarks.Forecasting;
using Aquatope.Benchmarks.Simulation;
using Aquatope.Benchmarks.TaskHub;

const string Usage = """
    Usage: workflows [--seeds 20] [--budget 20] [--tuner workflow] [--outliers 0.05] [--noise 0.1] [--problem NAME] [--details 1] [--track 1] [--threads 1]
           recorded  [--seeds 20] [--budget 40] [--tuner workflow] [--percentile 95] [--problem NAME] [--details 1] [--threads 1]
           synthetic [--seeds 20] [--budget 60] [--problem NAME] [--noise both|none|only]
           proposal  [--stages 6] [--tuner workflow] [--trials 30] [--executions 5] [--repeats 10]
           pools     [--pools 5000] [--seed 1]
           change    [--reports 2000000] [--length 2000] [--repeats 500] [--seed 1]
           forecast-ablation --data DIR [--days 4] [--horizon 1] [--stride 1] [--seed 1] [--series NAME,...] [--variants hbnn,lstm,...]
           forecast-global --data DIR [--series NAME,...] [--seed 1]
           forecast-speed [--days 10] [--functions 1000] [--global 0] [--repeats 5] [--seed 1]
           platform-events [--rate 100] [--events 20000000] [--repeats 5]
           platform-day [--functions 500] [--policies keep-alive,hybrid-histogram] [--seed 1]
           cities    [--concurrency 1,10,80] [--seconds 10] [--warmup 5] [--durability normal|full]
           fan-out   [--width 100,1000,10000] [--repeats 20] [--warmup 5] [--durability normal|full]
           stored    [--counts 1000,100000,1000000] [--concurrency 10] [--seconds 10] [--durability normal|full]
           recovery  [--open 100000] [--repeats 5] [--durability normal|full]
    """;

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (int i = 1; i + 1 < args.Length; i += 2)
{
    options[args[i].TrimStart('-')] = args[i + 1];
}

var settings = new BenchmarkSettings(options);
switch (args.FirstOrDefault())
{
    case "workflows":
        WorkflowBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "recorded":
        RecordedBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "synthetic":
        SyntheticBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "proposal":
        ProposalBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "pools":
        PoolBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "change":
        ChangeBenchmark.Run(settings, Console.Out);
        return 0;
    case "forecast-ablation":
        ForecastAblation.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "forecast-global":
        ForecastGlobal.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "forecast-speed":
        ForecastSpeed.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "platform-events":
        PlatformEvents.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "platform-day":
        PlatformDay.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "cities":
        await CitiesBenchmark.RunAsync(settings, TimeProvider.System, Console.Out);
        return 0;
    case "fan-out":
        await FanOutBenchmark.RunAsync(settings, TimeProvider.System, Console.Out);
        return 0;
    case "stored":
        await StoredBenchmark.RunAsync(settings, TimeProvider.System, Console.Out);
        return 0;
    case "recovery":
        await RecoveryBenchmark.RunAsync(settings, TimeProvider.System, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
