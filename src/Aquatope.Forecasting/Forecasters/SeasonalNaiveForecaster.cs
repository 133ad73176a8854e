namespace Aquatope.Forecasting;

/// <summary>Baseline: every bin will be like those at the same point of the latest seasons.</summary>
public sealed class SeasonalNaiveForecaster : ForecasterBase
{
    private readonly int _season;
    private readonly int _seasons;

    /// <summary>Initializes a new instance of the <see cref="SeasonalNaiveForecaster"/> class.</summary>
    /// <param name="season">Bins per season, for example 1440 for days of minutes; positive.</param>
    /// <param name="seasons">How many seasons back to look; positive. One: a certain forecast. Default: 1.</param>
    public SeasonalNaiveForecaster(int season, int seasons = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(season);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seasons);
        _season = season;
        _seasons = seasons;
    }

    /// <inheritdoc/>
    public override string Name => "seasonal-naive";

    /// <inheritdoc/>
    public override int LeastBins => _season;

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        var bins = new PredictiveDistribution[horizon];
        for (int h = 0; h < horizon; h++)
        {
            // Beyond one season ahead the latest whole season repeats.
            int latest = history.Length - _season + (h % _season);
            var values = new List<double>(_seasons);
            for (int i = latest; i >= 0 && values.Count < _seasons; i -= _season)
            {
                values.Add(history.Counts[i]);
            }

            bins[h] = new EmpiricalDistribution(values);
        }

        return bins;
    }
}
