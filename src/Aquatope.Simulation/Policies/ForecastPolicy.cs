using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Sizes a pool as production does: a forecast of calls, weighed by <see cref="WarmPoolSizer"/>.</summary>
public sealed class ForecastPolicy : IPoolPolicy
{
    // A mean over about the last fifty calls, as the pre-warmer's: recent enough to follow a change of configuration.
    private const double Forgetting = 0.02;
    private readonly IForecaster _forecaster;
    private readonly ForecastPolicyOptions _options;
    private readonly KeepAliveWindows _windows;
    private readonly CountSeriesBuilder _history;
    private PoolSizerState _sizer = PoolSizerState.Initial;
    private TimeSpan? _execution;
    private TimeSpan? _startUp;

    /// <summary>Initializes a new instance of the <see cref="ForecastPolicy"/> class.</summary>
    /// <param name="forecaster">Forecasts the calls.</param>
    /// <param name="options">Prices and times. Default: the defaults.</param>
    /// <exception cref="ArgumentException">The past has bins of another width than the interval.</exception>
    public ForecastPolicy(IForecaster forecaster, ForecastPolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        _forecaster = forecaster;
        _options = options ?? new ForecastPolicyOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.HistoryIntervals, 1, nameof(options));
        if (_options.Past is { } past && past.BinWidth != _options.Interval)
        {
            throw new ArgumentException($"The past has bins of {past.BinWidth}, and the interval is {_options.Interval}.", nameof(options));
        }

        IdleSlots = _options.IdleTimes is { } experience ? new IdleSlots(experience, _options.Prices, _options.AssumedStartUp) : null;
        _windows = new KeepAliveWindows(TimeSpan.Zero, IdleSlots is null ? _options.KeepAlive : TimeSpan.Zero, IdleTimePattern.Unknown);
        _history = new CountSeriesBuilder(_options.Past?.Start ?? _options.Start, _options.Interval);
        foreach (double count in _options.Past is { } known ? known.Counts : [])
        {
            Remember(count);
        }
    }

    /// <inheritdoc/>
    public string Name => _forecaster.Name;

    /// <inheritdoc/>
    public TimeSpan Interval => _options.Interval;

    /// <inheritdoc/>
    public IdleSlots? IdleSlots { get; }

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation)
    {
        Observe(observation);
        PoolPolicy prices = _options.PricesOf?.Invoke(observation.Configuration) ?? _options.Prices;
        IdleSlots?.Set(prices, _startUp ?? _options.AssumedStartUp);
        if (_history.Length == 0)
        {
            return observation.WarmTarget;
        }

        TimeSpan startUp = _startUp ?? _options.AssumedStartUp;
        var demand = new PoolDemand
        {
            Calls = _forecaster.Forecast(_history.ToSeries(), WarmPoolSizer.IntervalsOf(startUp, _options.Interval)).Bins,
            Interval = _options.Interval,
            ServiceTime = _execution ?? _options.AssumedExecution,
            StartUp = startUp,
            WorkerConcurrency = observation.Configuration.Concurrency,
        };
        PoolDecision decision = WarmPoolSizer.Decide(demand, prices, _sizer);
        _sizer = decision.State;
        return decision.Target;
    }

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => _windows;

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle)
    {
        // The forecaster learns from counts.
    }

    private void Observe(in PoolObservation observation)
    {
        if (observation.Length > TimeSpan.Zero)
        {
            Remember(observation.Arrivals);
        }

        // A call of no time at all would need no worker, which is not what anyone means.
        TimeSpan execution = TimeSpan.FromTicks(Math.Max(1, observation.MeanExecution.Ticks));
        _execution = observation.Completions == 0 ? _execution : Smooth(_execution, execution, observation.Completions);
        _startUp = observation.ColdStarts == 0 ? _startUp : Smooth(_startUp, observation.MeanColdStart, observation.ColdStarts);
    }

    private void Remember(double count)
    {
        _history.Add(count);
        _history.KeepLatest(_options.HistoryIntervals);
    }

    private static TimeSpan Smooth(TimeSpan? mean, TimeSpan value, long calls) =>
        mean is { } old ? value + ((old - value) * Math.Pow(1 - Forgetting, calls)) : value;
}
