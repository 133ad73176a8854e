using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary><c>aquatope train</c>: trains forecasting models and keeps them in files.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string> counts = CountsOptions.File();
        Option<string?> format = CountsOptions.Format();
        var model = new Option<string>("--model")
        {
            Description = $"Which method, of {string.Join(", ", ForecasterFile.Methods)}.",
            HelpName = string.Join('|', ForecasterFile.Methods),
            DefaultValueFactory = _ => ForecasterFile.Methods[0],
        };
        var trainDays = new Option<double?>("--train-days") { Description = "How many days to learn from. Default: all.", HelpName = "D" };
        var global = new Option<bool>("--global") { Description = "Train one model on all series, which forecasts also those it has not seen (hbnn only)." };
        var output = new Option<string?>("--out")
        {
            Description = "The model's file; of several series each gets its own, NAME-SERIES.model. Default: METHOD.model.",
            HelpName = "FILE",
        };
        var seed = new Option<ulong>("--seed") { Description = "The seed of the training.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print what was made as one JSON document." };
        var command = new Command("train", "Trains forecasting models and keeps them in files. Example: aquatope train --counts counts.csv.gz --train-days 10 --out resize.model")
        {
            counts, format, model, trainDays, global, output, seed, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            string method = MethodOf(parsed.GetRequiredValue(model), parsed.GetValue(global));
            var request = new TrainRequest
            {
                Model = method,
                TrainDays = CountsOptions.DaysOf(parsed.GetValue(trainDays)),
                Global = parsed.GetValue(global),
                Output = parsed.GetValue(output) ?? $"{method}.model",
                Seed = parsed.GetRequiredValue(seed),
            };
            return RunAsync(request, (parsed.GetRequiredValue(counts), CountsOptions.FormatOf(parsed.GetValue(format))), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(TrainRequest request, (string Path, CountsFormat? Format) counts, bool json, CancellationToken cancellationToken)
    {
        CountsContent content = CountsFile.Read(counts.Path, counts.Format);
        try
        {
            var status = StatusLine.OfStandardError();
            var session = new TrainSession(request, note => status.Say($"aquatope: {note.ReplaceLineEndings(" ")}"), status, TimeProvider.System);
            IReadOnlyList<TrainedModel> models = session.Run(content, cancellationToken);
            await Console.Out.WriteLineAsync(json ? Document(request, models) : string.Join(Environment.NewLine, models.Select(Line)));
            return 0;
        }
        catch (OperationCanceledException)
        {
            return await CommandLine.SayAsync("Interrupted; models that were complete are kept.", CommandLine.Interrupted);
        }
    }

    private static string Line(TrainedModel model) => string.Create(
        CultureInfo.InvariantCulture,
        $"{model.File}: {(model.Series.Count == 1 ? model.Series[0] : $"{model.Series.Count} series")}, {model.TrainingBins} bins, {model.TrainSeconds:0.0} s");

    private static string Document(TrainRequest request, IReadOnlyList<TrainedModel> models)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", request.Model);
            writer.WriteBoolean("global", request.Global);
            writer.WriteNumber("seed", request.Seed);
            writer.WriteStartArray("files");
            foreach (TrainedModel model in models)
            {
                writer.WriteStartObject();
                writer.WriteString("file", model.File);
                writer.WriteStartArray("series");
                foreach (string series in model.Series)
                {
                    writer.WriteStringValue(series);
                }

                writer.WriteEndArray();
                writer.WriteNumber("trainBins", model.TrainingBins);
                writer.WriteNumber("binSeconds", model.BinSeconds);
                writer.WriteNumber("trainSeconds", model.TrainSeconds);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string MethodOf(string model, bool global)
    {
        if (!ForecasterFile.Methods.Contains(model))
        {
            throw new UsageException($"--model: there is no '{model}' that could be kept. There are: {string.Join(", ", ForecasterFile.Methods)}.");
        }

        return global && model != ForecasterFile.Methods[0]
            ? throw new UsageException($"--global: only {ForecasterFile.Methods[0]} learns from several series.")
            : model;
    }
}
