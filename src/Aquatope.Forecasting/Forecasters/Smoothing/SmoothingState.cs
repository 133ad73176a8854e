namespace Aquatope.Forecasting;

/// <summary>The components of an exponential smoothing model after some bins.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class SmoothingState
{
    private const int SeasonsToBegin = 7;
    private const int BinsToBegin = 10;

    private readonly double[] _season;
    private double _level;
    private double _trend;
    private int _phase;

    private SmoothingState(double level, double trend, double[] season, int phase)
    {
        _level = level;
        _trend = trend;
        _season = season;
        _phase = phase;
    }

    /// <summary>Returns the components to begin a series with.</summary>
    /// <param name="form">Which there are.</param>
    /// <param name="counts">The series; at least two seasons where there is one.</param>
    /// <returns>A new state, before the first bin.</returns>
    /// <remarks>
    /// The season is the mean profile of up to seven seasons, each about its own mean; the level is the mean of the first season, or
    /// of the first ten bins, from which the trend comes as well. They are not searched for: the series are long.
    /// </remarks>
    internal static SmoothingState Begin(SmoothingForm form, ReadOnlySpan<double> counts)
    {
        int season = form.Season;
        if (season > 0)
        {
            double first = MeanOf(counts[..season]);
            double second = MeanOf(counts.Slice(season, season));
            return new SmoothingState(first, form.HasTrend ? (second - first) / season : 0, Profile(counts, season), 0);
        }

        int bins = Math.Min(BinsToBegin, counts.Length);
        double slope = form.HasTrend && bins > 1 ? (MeanOf(counts[(bins / 2)..bins]) - MeanOf(counts[..(bins / 2)])) / (bins / 2) : 0;
        return new SmoothingState(MeanOf(counts[..bins]) - (slope * (bins + 1) / 2), slope, [], 0);
    }

    /// <summary>Copies the state.</summary>
    /// <returns>One of its own.</returns>
    internal SmoothingState Copy() => new(_level, _trend, [.. _season], _phase);

    /// <summary>Takes in one bin.</summary>
    /// <param name="count">Its count.</param>
    /// <param name="weights">The weights.</param>
    /// <returns>The count less its forecast.</returns>
    internal double Observe(double count, in SmoothingWeights weights)
    {
        double trend = weights.Damping * _trend;
        double level = _level + trend;
        double error = count - level;
        if (_season.Length > 0)
        {
            error -= _season[_phase];
            _season[_phase] += weights.Season * error;
            _phase = _phase + 1 == _season.Length ? 0 : _phase + 1;
        }

        _level = level + (weights.Level * error);
        _trend = trend + (weights.Trend * error);
        return error;
    }

    /// <summary>Forecasts the mean some bins ahead.</summary>
    /// <param name="bins">How many; positive.</param>
    /// <param name="damping">φ, below one.</param>
    /// <returns>The mean.</returns>
    internal double Ahead(int bins, double damping)
    {
        // φ + φ² + … + φ^bins.
        double damped = damping * (1 - Math.Pow(damping, bins)) / (1 - damping);
        double season = _season.Length > 0 ? _season[(_phase + bins - 1) % _season.Length] : 0;
        return _level + (damped * _trend) + season;
    }

    private static double[] Profile(ReadOnlySpan<double> counts, int season)
    {
        int seasons = Math.Min(SeasonsToBegin, counts.Length / season);
        double[] profile = new double[season];
        for (int s = 0; s < seasons; s++)
        {
            ReadOnlySpan<double> one = counts.Slice(s * season, season);
            double mean = MeanOf(one);
            for (int i = 0; i < season; i++)
            {
                profile[i] += (one[i] - mean) / seasons;
            }
        }

        return profile;
    }

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
