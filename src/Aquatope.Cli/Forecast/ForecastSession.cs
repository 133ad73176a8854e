using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>What <c>aquatope forecast</c> was asked to do.</summary>
internal sealed record ForecastRequest
{
    /// <summary>Gets the names of the methods.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Gets the forecasters that have learned already, by the name under which they are shown. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, IForecaster>> ModelFiles { get; init; } = [];

    /// <summary>Gets the days to learn from; null: the first 70 % of each series.</summary>
    public double? TrainDays { get; init; }

    /// <summary>Gets how many bins are forecast from each origin.</summary>
    public required int Horizon { get; init; }

    /// <summary>Gets the probabilities of the quantiles to score.</summary>
    public required IReadOnlyList<double> Quantiles { get; init; }

    /// <summary>Gets the seed of the training.</summary>
    public required ulong Seed { get; init; }
}

/// <summary>Puts methods to the test on every series of a file.</summary>
/// <param name="request">What to do.</param>
/// <param name="say">Says one line to the user, beside the results.</param>
/// <param name="status">Where progress is told.</param>
/// <param name="timeProvider">Measures how long training and forecasts take.</param>
internal sealed class ForecastSession(ForecastRequest request, Action<string> say, StatusLine status, TimeProvider timeProvider)
{
    private const double DefaultShare = 0.7;
    private const int MostNotes = 10;

    private readonly List<string> _notes = [];

    /// <summary>Runs the evaluation.</summary>
    /// <param name="content">The series.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The results of each series that is long enough.</returns>
    /// <exception cref="UsageException">No series is.</exception>
    public IReadOnlyList<SeriesResult> Run(CountsContent content, CancellationToken cancellationToken)
    {
        if (request.TrainDays is null)
        {
            say(FormattableString.Invariant($"No --train-days: the first {DefaultShare:P0} of each series are for training."));
        }

        _notes.AddRange(content.Notes);
        (NamedSeries Series, int Training)[] tests = [.. content.Series
            .Select(series => (series, Training: TrainingBins(series)))
            .Where(test => test.Training > 0)];
        foreach (string note in _notes.Take(MostNotes))
        {
            say(note);
        }

        if (_notes.Count > MostNotes)
        {
            say($"… and {_notes.Count - MostNotes} more of this kind.");
        }

        if (tests.Length == 0)
        {
            throw new UsageException($"--counts: no series is long enough to train on and to test a horizon of {request.Horizon} on.");
        }

        int steps = tests.Length * (request.Models.Count + request.ModelFiles.Count);
        using var progress = new CountedProgress(status, "Methods on series", steps, timeProvider);
        return [.. tests.Select(test => Evaluate(test.Series, test.Training, progress.Step, cancellationToken))];
    }

    private int TrainingBins(NamedSeries series)
    {
        CountSeries counts = series.Counts;
        int most = counts.Length - request.Horizon;
        int share = (int)Math.Clamp(DefaultShare * counts.Length, Math.Min(1, most), most);
        if (share < 1)
        {
            _notes.Add($"Series '{series.Name}' has {counts.Length} bins, too few to train on and to test a horizon of {request.Horizon} on; it is left out.");
            return 0;
        }

        double asked = request.TrainDays is { } days ? Math.Round(TimeSpan.FromDays(days) / counts.BinWidth) : share;
        if (asked >= 1 && asked <= most)
        {
            return (int)asked;
        }

        string why = asked < 1 ? "are less than one bin" : "leave nothing to test on";
        _notes.Add(FormattableString.Invariant(
            $"Series '{series.Name}' has {counts.Length * counts.BinWidth / TimeSpan.FromDays(1):0.##} days, of which {request.TrainDays} {why}; its first {share} of {counts.Length} bins are for training."));
        return share;
    }

    private SeriesResult Evaluate(NamedSeries series, int training, Action done, CancellationToken cancellationToken)
    {
        var options = new RollingOriginOptions(training) { Horizon = request.Horizon, Quantiles = [.. request.Quantiles], Seed = request.Seed };
        return new SeriesResult(
            series.Name,
            training,
            series.Counts.Length - training,
            [
                .. request.Models.Select(model => Told(
                    model,
                    RollingOrigin.Evaluate(series.Counts, ForecastingMethods.Find(model), options, timeProvider, cancellationToken))),
                .. request.ModelFiles.Select(file => Told(
                    file.Key,
                    RollingOrigin.Score(series.Counts, file.Value, options, timeProvider, cancellationToken))),
            ]);

        KeyValuePair<string, T> Told<T>(string method, T scores)
        {
            done();
            return KeyValuePair.Create(method, scores);
        }
    }
}
