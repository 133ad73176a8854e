using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>Trains models on the series of a file and keeps them.</summary>
/// <param name="request">What to do.</param>
/// <param name="say">Says one line to the user, beside the results.</param>
/// <param name="status">Where progress is told.</param>
/// <param name="timeProvider">Measures how long training takes.</param>
internal sealed class TrainSession(TrainRequest request, Action<string> say, StatusLine status, TimeProvider timeProvider)
{
    /// <summary>Trains and keeps the models.</summary>
    /// <param name="content">The series.</param>
    /// <param name="cancellationToken">Ends it; models that are kept already stay.</param>
    /// <returns>The models.</returns>
    /// <exception cref="UsageException">No series can be learned from, or a file cannot be written.</exception>
    public IReadOnlyList<TrainedModel> Run(CountsContent content, CancellationToken cancellationToken)
    {
        foreach (string note in content.Notes)
        {
            say(note);
        }

        NamedSeries[] series = [.. content.Series.Select(Training)];
        string[] files = request.Global || series.Length == 1 ? [request.Output] : [.. series.Select(one => FileOf(one.Name))];
        Check(files);
        using var progress = new CountedProgress(status, $"Training {request.Model}", files.Length, timeProvider);
        TrainedModel[] models = request.Global
            ? [TrainGlobal(series, cancellationToken)]
            : [.. series.Zip(files, (one, file) => Train(one, file, progress, cancellationToken)).OfType<TrainedModel>()];
        return models.Length > 0
            ? models
            : throw new UsageException($"--counts: {request.Model} can learn from no series of the file.");
    }

    private TrainedModel TrainGlobal(NamedSeries[] series, CancellationToken cancellationToken)
    {
        var trainer = new HybridBayesianTrainer();
        NamedSeries[] able = [.. series.Where(one => one.Counts.Length >= trainer.LeastBins && one.Counts.Counts.IndexOfAnyExcept(one.Counts.Counts[0]) >= 0)];
        if (able.Length < series.Length)
        {
            say($"{series.Length - able.Length} of {series.Length} series do not vary or have fewer than {trainer.LeastBins} bins; nothing is learned from them.");
        }

        long started = timeProvider.GetTimestamp();
        IForecaster forecaster;
        try
        {
            forecaster = trainer.TrainGlobal([.. able.Select(one => one.Counts)], request.Seed, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"--counts: {exception.Message.ReplaceLineEndings(" ")}");
        }

        return Keep(forecaster, request.Output, able, timeProvider.GetElapsedTime(started));
    }

    private TrainedModel? Train(NamedSeries series, string file, CountedProgress progress, CancellationToken cancellationToken)
    {
        long started = timeProvider.GetTimestamp();
        IForecaster forecaster = ForecastingMethods.Find(request.Model).Train(series.Counts, request.Seed, cancellationToken);
        progress.Step();
        if (forecaster is FallbackForecaster fallback)
        {
            say($"Series '{series.Name}' gets no model: {fallback.Reason}");
            return null;
        }

        return Keep(forecaster, file, [series], timeProvider.GetElapsedTime(started));
    }

    // Written beside its place first: what was there stays until there is something whole.
    private static TrainedModel Keep(IForecaster forecaster, string file, NamedSeries[] series, TimeSpan trained)
    {
        string beside = file + ".new";
        try
        {
            using (FileStream stream = File.Create(beside))
            {
                ForecasterFile.Save(forecaster, stream);
            }

            File.Move(beside, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out: {exception.Message}");
        }

        return new TrainedModel(
            [.. series.Select(one => one.Name)], file, series.Sum(one => (long)one.Counts.Length), series[0].Counts.BinWidth.TotalSeconds, trained.TotalSeconds);
    }

    // Before the work, so that it is not lost on a mistyped folder.
    private static void Check(string[] files)
    {
        foreach (string file in files)
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
            if (!Directory.Exists(folder) || Directory.Exists(file))
            {
                throw new UsageException($"--out: '{file}' is no place for a file.");
            }
        }
    }

    private NamedSeries Training(NamedSeries series)
    {
        if (request.TrainDays is not { } days)
        {
            return series;
        }

        double bins = Math.Round(TimeSpan.FromDays(days) / series.Counts.BinWidth);
        return series with { Counts = series.Counts.Prefix((int)Math.Clamp(bins, 1, series.Counts.Length)) };
    }

    private string FileOf(string series)
    {
        if (series.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new UsageException($"--out: series '{series}' cannot be part of a file's name; train one --global model, or rename it.");
        }

        string folder = Path.GetDirectoryName(request.Output) ?? string.Empty;
        return Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(request.Output)}-{series}{Path.GetExtension(request.Output)}");
    }
}
