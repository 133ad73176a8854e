using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary><c>aquatope reproduce</c>: makes the figures that are published, from their seeds.</summary>
internal static class ReproduceCommand
{
    private const string Everything = "all";
    private const int QuickSeeds = 4;

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var figure = new Argument<string>("figure") { Description = $"What to make: {string.Join(", ", Figures.Names)}, or {Everything}.", HelpName = "FIGURE" };
        figure.CompletionSources.Add([.. Figures.Names, Everything]);
        var quick = new Option<bool>("--quick") { Description = "A few seeds, problems and strategies: minutes instead of hours." };
        var target = new Option<string>("--out")
        {
            Description = "The folder for numbers (JSON, CSV), drawings (SVG) and the page that shows them.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "results",
        };
        var seeds = new Option<int?>("--seeds") { Description = $"How many seeds; 20, with --quick {QuickSeeds}.", HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "The first seed.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var problems = new Option<string?>("--problems") { Description = $"Which problems, separated by commas: {string.Join(", ", Problems.Names)}.", HelpName = "LIST" };
        var strategies = new Option<string?>("--strategies") { Description = $"Which strategies, separated by commas: {string.Join(", ", Strategies.Names)}.", HelpName = "LIST" };
        var budget = new Option<int?>("--budget") { Description = "Executions of one search.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print the documents of the figures, one JSON array, and nothing else." };
        var command = new Command("reproduce", "Makes the published figures again, from their seeds. Example: aquatope reproduce convergence --quick --out results")
        {
            figure, quick, target, seeds, seed, problems, strategies, budget, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            bool isQuick = parsed.GetValue(quick);
            ImmutableArray<string> figures = NamesOf(parsed.GetRequiredValue(figure));
            FigureFlags given = (parsed.GetValue(problems) is null ? FigureFlags.None : FigureFlags.Problems)
                | (parsed.GetValue(strategies) is null ? FigureFlags.None : FigureFlags.Strategies)
                | (parsed.GetValue(budget) is null ? FigureFlags.None : FigureFlags.Budget);
            Check(figures, given, parsed.GetValue(seeds) is not null);
            var request = new FigureRequest
            {
                Quick = isQuick,
                Problems = ListOf("--problems", parsed.GetValue(problems), Problems.Names),
                Strategies = ListOf("--strategies", parsed.GetValue(strategies), Strategies.Names),
                Budget = Within("--budget", parsed.GetValue(budget), 4, 1000),
                Study = new StudyOptions
                {
                    Seeds = Within("--seeds", parsed.GetValue(seeds), 1, 10_000) ?? (isQuick ? QuickSeeds : new StudyOptions().Seeds),
                    Seed = parsed.GetRequiredValue(seed),
                    Progress = parsed.GetValue(json) ? _ => { } : Console.Out.WriteLine,
                    CancellationToken = cancellationToken,
                },
            };
            return RunAsync(figures, request, new ResultFolder(parsed.GetRequiredValue(target)), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<int> RunAsync(ImmutableArray<string> figures, FigureRequest request, ResultFolder folder, bool json)
    {
        var documents = new JsonArray();
        try
        {
            foreach (string name in figures)
            {
                Figure made = Make(name, request);
                Array.ForEach([.. made.Claims], request.Study.Progress);
                documents.Add(await folder.KeepAsync(made, CommandOf(name, request), request.Study.CancellationToken));
            }
        }
        catch (OperationCanceledException) when (request.Study.CancellationToken.IsCancellationRequested)
        {
            return await CommandLine.SayAsync($"Interrupted. {documents.Count} of {figures.Length} figures are kept in '{folder.Page}'.", CommandLine.Interrupted);
        }

        await Console.Out.WriteLineAsync(json ? documents.ToJsonString(JsonSerializerOptions.Web) : $"{folder.Page}");
        return 0;
    }

    private static Figure Make(string name, FigureRequest request)
    {
        using var progress = new FigureProgress(name, StatusLine.OfStandardError(), request.Study.Progress, TimeProvider.System);
        return Figures.Make(name, progress.Follow(request));
    }

    // What a reader types to get the same numbers: only what is not the default.
    private static string CommandOf(string figure, FigureRequest request)
    {
        int usual = request.Quick ? QuickSeeds : new StudyOptions().Seeds;
        IEnumerable<string> parts =
        [
            $"aquatope reproduce {figure}",
            .. request.Quick ? ["--quick"] : Array.Empty<string>(),
            .. request.Problems.IsEmpty ? [] : new[] { $"--problems {string.Join(',', request.Problems)}" },
            .. request.Strategies.IsEmpty ? [] : new[] { $"--strategies {string.Join(',', request.Strategies)}" },
            .. request.Budget is { } budget ? [string.Create(CultureInfo.InvariantCulture, $"--budget {budget}")] : Array.Empty<string>(),
            .. request.Study.Seeds == usual || !Figures.Takes(figure, FigureFlags.Seeds) ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"--seeds {request.Study.Seeds}") },
            string.Create(CultureInfo.InvariantCulture, $"--seed {request.Study.Seed}"),
        ];
        return string.Join(' ', parts);
    }

    private static ImmutableArray<string> NamesOf(string figure) => figure == Everything
        ? Figures.Names
        : Figures.Names.Contains(figure, StringComparer.Ordinal)
            ? [figure]
            : throw new UsageException($"There is no figure '{figure}'. There are: {string.Join(", ", Figures.Names)}, {Everything}.");

    // With several figures, seeds are for those that repeat something; what else is given must concern every one.
    private static void Check(ImmutableArray<string> figures, FigureFlags given, bool seeds)
    {
        foreach (string name in figures)
        {
            Figures.Check(name, given | (seeds && figures.Length == 1 ? FigureFlags.Seeds : FigureFlags.None));
        }
    }

    private static ImmutableArray<string> ListOf(string option, string? list, ImmutableArray<string> known)
    {
        string[] names = list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        string? unknown = names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal));
        return unknown is null
            ? [.. names.Distinct(StringComparer.Ordinal)]
            : throw new UsageException($"{option}: there is no '{unknown}'. There are: {string.Join(", ", known)}.");
    }

    private static int? Within(string option, int? value, int least, int most) => value is null || (value >= least && value <= most)
        ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option}: expected a number from {least} to {most}, not {value}."));
}
