using System.CommandLine;
using System.Globalization;
using Aquatope.Forecasting;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary><c>aquatope forecast</c>: puts forecasting methods to the test on series of counts.</summary>
internal static class ForecastCommand
{
    private const int MostHorizon = 10_000;

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string> counts = CountsOptions.File();
        Option<string?> format = CountsOptions.Format();
        var trainDays = new Option<double?>("--train-days") { Description = "How many days to learn from; the rest is forecast. Default: the first 70 %.", HelpName = "D" };
        var horizon = new Option<int>("--horizon") { Description = "How many bins to forecast from each origin.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var models = new Option<string?>("--models")
        {
            Description = $"Which methods, of {string.Join(", ", ForecastingMethods.Names)}. Default: all, or with --model-file none.",
            HelpName = "A,B,…",
        };
        var files = new Option<string[]>("--model-file")
        {
            Description = "A model that 'aquatope train' has made: it forecasts without learning again. May be given several times.",
            HelpName = "FILE",
            DefaultValueFactory = _ => [],
        };
        var quantiles = new Option<string>("--quantiles") { Description = "Which quantiles to score.", HelpName = "P,Q,…", DefaultValueFactory = _ => "0.5,0.9,0.95,0.99" };
        var seed = new Option<ulong>("--seed") { Description = "The seed of the training.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var output = new Option<string?>("--out") { Description = "Where to keep the JSON document.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the results as one JSON document." };
        var command = new Command("forecast", "Puts forecasting methods to the test: trains each on the first days of every series, forecasts the rest with a rolling origin, and scores it. Example: aquatope forecast --counts counts.csv.gz --train-days 10 --models arima,last-value --json")
        {
            counts, format, trainDays, horizon, models, files, quantiles, seed, output, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new ForecastRequest
            {
                Models = ModelsOf(parsed.GetValue(models), parsed.GetRequiredValue(files)),
                ModelFiles = [.. parsed.GetRequiredValue(files).Select(LoadOf)],
                TrainDays = CountsOptions.DaysOf(parsed.GetValue(trainDays)),
                Horizon = HorizonOf(parsed.GetRequiredValue(horizon)),
                Quantiles = QuantilesOf(parsed.GetRequiredValue(quantiles)),
                Seed = parsed.GetRequiredValue(seed),
            };
            CountsFormat? layout = CountsOptions.FormatOf(parsed.GetValue(format));
            return RunAsync(request, (parsed.GetRequiredValue(counts), layout), parsed.GetValue(output), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ForecastRequest request, (string Path, CountsFormat? Format) counts, string? output, bool json, CancellationToken cancellationToken)
    {
        CountsContent content = CountsFile.Read(counts.Path, counts.Format);
        using FileStream? kept = output is null ? null : Create(output);
        IReadOnlyList<SeriesResult> results;
        try
        {
            var status = StatusLine.OfStandardError();
            results = new ForecastSession(request, note => status.Say($"aquatope: {note.ReplaceLineEndings(" ")}"), status, TimeProvider.System).Run(content, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return await CommandLine.SayAsync("Interrupted, and nothing was kept.", CommandLine.Interrupted);
        }

        if (kept is not null)
        {
            kept.SetLength(0);
            await using var writer = new StreamWriter(kept);
            ForecastDocument.Write(writer, results);
        }

        if (json)
        {
            ForecastDocument.Write(Console.Out, results);
        }
        else
        {
            ForecastTable.Write(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }), results);
        }

        return 0;
    }

    // Before the work, so that it is not lost on a mistyped folder; what the file holds stays until there is something new.
    private static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--out: {exception.Message}");
        }
    }

    private static KeyValuePair<string, IForecaster> LoadOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            IForecaster forecaster = ForecasterFile.Load(file);
            return KeyValuePair.Create($"{forecaster.Name}:{Path.GetFileName(path)}", forecaster);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or ModelFileException)
        {
            throw new UsageException($"--model-file: {path}: {exception.Message}");
        }
    }

    private static string[] ModelsOf(string? list, string[] files)
    {
        if (list is null)
        {
            return files.Length > 0 ? [] : [.. ForecastingMethods.Names];
        }

        string[] names = [.. Items(list).Distinct(StringComparer.Ordinal)];
        string? unknown = names.FirstOrDefault(name => !ForecastingMethods.Names.Contains(name));
        return names.Length == 0 || unknown is not null
            ? throw new UsageException($"--models: there is no '{unknown}'. There are: {string.Join(", ", ForecastingMethods.Names)}.")
            : names;
    }

    private static double[] QuantilesOf(string list)
    {
        double[] quantiles = [.. Items(list).Select(item =>
            double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out double probability) && probability is > 0 and < 1
                ? probability
                : throw new UsageException($"--quantiles: expected numbers between 0 and 1, such as 0.5,0.9, not '{item}'.")).Distinct()];
        return quantiles.Length > 0 ? quantiles : throw new UsageException("--quantiles: expected numbers between 0 and 1, such as 0.5,0.9.");
    }

    private static int HorizonOf(int horizon) => horizon is >= 1 and <= MostHorizon
        ? horizon
        : throw new UsageException($"--horizon: expected a number from 1 to {MostHorizon}, not {horizon}.");

    private static string[] Items(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
