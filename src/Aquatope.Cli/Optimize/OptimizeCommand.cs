using System.CommandLine;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary><c>aquatope optimize</c>: finds the cheapest values of any command's knobs that keep its objective.</summary>
internal static class OptimizeCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var space = new Option<string>("--space") { Description = "A file that states the knobs and the objective.", HelpName = "SPACE.json", Required = true };
        var evaluate = new Option<string>("--evaluate")
        {
            Description = "Run once for each execution, by the shell: a JSON object of knobs on standard input, one of measures on standard output.",
            HelpName = "COMMAND",
            Required = true,
        };
        var budget = new Option<int>("--budget") { Description = "How many executions there may be, all counted.", HelpName = "N", DefaultValueFactory = _ => 60 };
        var batch = new Option<int>("--batch")
        {
            Description = "How many executions run at the same time; 1 where they would disturb one another.",
            HelpName = "N",
            DefaultValueFactory = _ => 4,
        };
        var seed = new Option<ulong>("--seed") { Description = "The seed of the search.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var strategy = new Option<string>("--strategy")
        {
            Description = $"How to search: {string.Join(", ", Strategies.Names)}. 'workflow' uses what stages report, and is 'black-box' where they report nothing.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Strategies.Names[0],
        };
        strategy.CompletionSources.Add([.. Strategies.Names]);
        var timeout = new Option<double>("--timeout") { Description = "After how many seconds an execution has failed.", HelpName = "SECONDS", DefaultValueFactory = _ => 600 };
        var state = new Option<string?>("--state") { Description = "Where the search is kept, so that the same command goes on after a kill.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print one JSON line for each execution, and a last one with the result." };
        var command = new Command("optimize", "Finds the cheapest values of any command's knobs that keep an objective. Example: aquatope optimize --space space.json --evaluate ./measure.sh --budget 40 --json")
        {
            space, evaluate, budget, batch, seed, strategy, timeout, state, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            SpaceFile file = SpaceFile.Read(parsed.GetRequiredValue(space));
            var policy = new SearchPolicy(TunerOf(parsed.GetRequiredValue(strategy), parsed.GetRequiredValue(seed)))
            {
                Budget = Within("--budget", parsed.GetRequiredValue(budget), 1, 100_000),
                Batch = Within("--batch", parsed.GetRequiredValue(batch), 1, 256),
                Seed = parsed.GetRequiredValue(seed),
            };
            var evaluator = new Evaluator(file, parsed.GetRequiredValue(evaluate), TimeoutOf(parsed.GetRequiredValue(timeout)), TimeProvider.System);
            return RunAsync(file, policy, evaluator, parsed.GetValue(state), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        SpaceFile file, SearchPolicy policy, Evaluator evaluator, string? state, bool json, CancellationToken cancellationToken)
    {
        using SearchJournal journal = SearchJournal.Open(state, file.Problem.Space);
        var session = new OptimizeSession(file, policy, evaluator, journal, new OptimizeOutput(file, Console.Out, json));
        try
        {
            return await session.RunAsync(cancellationToken)
                ? 0
                : await CommandLine.SayAsync("No execution succeeded, so that nothing can be recommended.", CommandLine.Failed);
        }
        catch (OperationCanceledException) when (state is null)
        {
            return await CommandLine.SayAsync("Interrupted, and nothing was kept; with --state FILE the same command goes on.", CommandLine.Interrupted);
        }
    }

    private static ITuner TunerOf(string strategy, ulong seed) => Strategies.Names.Contains(strategy, StringComparer.Ordinal)
        ? Strategies.Create(strategy, seed)
        : throw new UsageException($"--strategy: there is no '{strategy}'. There are: {string.Join(", ", Strategies.Names)}.");

    private static int Within(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option}: expected a number from {least} to {most}, not {value}."));

    private static TimeSpan TimeoutOf(double seconds) => seconds is > 0 and <= 86_400
        ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--timeout: expected seconds from above 0 to 86400, not {seconds.ToString(CultureInfo.InvariantCulture)}.");
}
