using System.Globalization;
using Aquatope.Benchmarks;

if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: workflows [--seeds 20] [--budget 20] [--tuner workflow] [--outliers 0.05] [--noise 0.1] [--problem NAME] [--details 1]\n       proposal [--stages 6] [--trials 30] [--executions 5] [--repeats 10]");
    return 2;
}

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (int i = 1; i + 1 < args.Length; i += 2)
{
    options[args[i].TrimStart('-')] = args[i + 1];
}

var settings = new BenchmarkSettings(options);
switch (args[0])
{
    case "workflows":
        WorkflowBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "synthetic":
        SyntheticBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    case "proposal":
        ProposalBenchmark.Run(settings, TimeProvider.System, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"There is no benchmark '{args[0]}'."));
        return 2;
}
