using System.Globalization;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Times a batch of proposals for a chain of stages.</summary>
internal static class ProposalBenchmark
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        int stages = settings.Integer("stages", 6);
        int trials = settings.Integer("trials", 30);
        TuningProblem problem = Chain(stages);
        IReadOnlyList<Trial> measured = Measure(problem, trials, settings.Integer("executions", 5));
        ITuner tuner = Strategies.Create(settings.Text("tuner", Strategies.Names[0]));
        tuner.Propose(problem, measured, 4, 1);
        TimeSpan usedBefore = Environment.CpuUsage.TotalTime;
        long allocatedBefore = GC.GetTotalAllocatedBytes();
        double[] milliseconds = [.. Enumerable.Range(0, settings.Integer("repeats", 10)).Select(repeat =>
        {
            long started = time.GetTimestamp();
            tuner.Propose(problem, measured, 4, (ulong)repeat);
            return time.GetElapsedTime(started).TotalMilliseconds;
        })];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{stages} stages, {problem.Space.Knobs.Length} knobs, {trials} trials: a batch of 4 proposals takes {Percentiles.Of(milliseconds, 50):F0} ms "
            + $"[{milliseconds.Min():F0}-{milliseconds.Max():F0}], "
            + $"{(Environment.CpuUsage.TotalTime - usedBefore).TotalMilliseconds / milliseconds.Length:F0} ms of processor time, "
            + $"{(GC.GetTotalAllocatedBytes() - allocatedBefore) / (1024.0 * 1024 * milliseconds.Length):F0} MiB allocated"));
    }

    private static TuningProblem Chain(int count)
    {
        var space = new SearchSpace(Enumerable.Range(0, count).SelectMany(k => new[]
        {
            Knob.Of($"s{k}.cpu", $"s{k}", [0.25, 0.5, 1, 2], logarithmic: true),
            Knob.Of($"s{k}.memoryMiB", $"s{k}", [128, 256, 512, 1024, 2048], logarithmic: true),
            Knob.Of($"s{k}.concurrency", $"s{k}", [1, 2, 4, 8], logarithmic: true),
        }).Append(Knob.Range("input.megabytes", null, 1, 8, logarithmic: true)));
        return new TuningProblem("chain", space, new LatencyObjective(TimeSpan.FromSeconds(2), 95)) { Prices = new PriceList() };
    }

    private static IReadOnlyList<Trial> Measure(TuningProblem problem, int trials, int executions)
    {
        var random = new SeededRandom(6);
        return [.. new RandomTuner().Propose(problem, [], trials, 3).Select(configuration => new Trial(
            configuration, [.. Enumerable.Range(0, executions).Select(_ => Execute(configuration, random))]))];
    }

    private static TrialExecution Execute(Configuration configuration, SeededRandom random)
    {
        var calls = new List<TrialStage>();
        double now = 0;
        for (int k = 0; k < configuration.Values.Length / 3; k++)
        {
            var resources = new ResourceConfiguration(configuration[3 * k], (int)configuration[(3 * k) + 1], (int)configuration[(3 * k) + 2]);
            double milliseconds = 200 * Math.Pow(resources.Cpu, -0.8) * Math.Pow(resources.Concurrency, 0.4) * Math.Exp(0.1 * random.NextNormal());
            double cost = milliseconds / 1000 * new PriceList().PerSecond(resources) / resources.Concurrency;
            calls.Add(new TrialStage($"s{k}", now + 3, milliseconds + 2, milliseconds, cost, StageOutcome.Completed, false));
            now += milliseconds + 5;
        }

        return new TrialExecution(now + 4, calls.Sum(call => call.Cost), Failed: false, [.. calls]);
    }
}
